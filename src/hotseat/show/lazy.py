"""Commands that are imported when they are called: `hotseat post` need not load the reader's language model.

A table maps a command's name to where its function is, `"post": "dossier.post"`. Importing all of them takes twenty times as long as
importing this.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

PLACE = "hotseat.show.commands"


def group(table: Mapping[str, str]) -> type[TyperGroup]:
    """A class of groups whose commands are those of the table, beside those registered as usual."""

    class Lazy(TyperGroup):
        def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401 -- typer keeps the type of its contexts to itself
            return [*table, *(name for name in super().list_commands(ctx) if name not in table)]

        def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401
            return load(cmd_name, table[cmd_name]) if cmd_name in table else super().get_command(ctx, cmd_name)

    return Lazy


def load(name: str, place: str) -> Any:  # noqa: ANN401
    """The command whose function is at `module.function`."""
    module, _, function = place.partition(".")
    alone = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
    alone.command(name)(getattr(import_module(f"{PLACE}.{module}"), function))
    found = get_command(alone)
    found.name = name
    return found
