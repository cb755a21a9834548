"""The sources that are followed: those of `hotseat.toml` that are feeds."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from hotseat.gather.sources import SourceType, find_config, load


def followed(config: Path | None = None) -> list[tuple[str, str, str | None]]:
    """Name, feed and site of each.

    Raises:
        ConfigError: the file cannot be read.
    """
    found: list[tuple[str, str, str | None]] = []
    for source in load(find_config(config)).sources:
        if source.type is SourceType.FEED:
            parts = urlsplit(source.url)
            found.append((source.name, source.url, f"{parts.scheme}://{parts.netloc}/"))
    return found
