"""`python -m hotseat` and the `hotseat` command."""

from __future__ import annotations

from hotseat.show.cli import run


def main() -> None:
    """Run the command line."""
    run()


if __name__ == "__main__":
    main()
