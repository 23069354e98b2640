"""A command group that imports a command's module only when that command runs.

Names and one-line helps stand in a table, so `--help`, completion and did-you-mean see every command and import none.
"""

import importlib
import shutil
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, NamedTuple

import typer
from typer.core import TyperCommand, TyperGroup

HELP_NAMES = {"help_option_names": ["-h", "--help"]}
NARROWEST_HELP = 52
"""Columns below which help has to be told how wide it may be; Typer's own least is 50 and a margin."""


class Entry(NamedTuple):
    """One command: the module that holds its `app`, and its help in one line."""

    module: str
    help: str


class LazyGroup(TyperGroup):
    """A group whose commands are stubs until one is run."""

    entries: ClassVar[Mapping[str, Entry]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, entry in self.entries.items():
            self.commands[name] = TyperCommand(name, help=entry.help, callback=lambda: None)
        self._is_running = False

    def make_context(self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any) -> Any:
        """Return the context of a call; on a narrow screen it says how wide help may be, to every command below."""
        columns = shutil.get_terminal_size().columns
        if columns < NARROWEST_HELP:
            extra.setdefault("terminal_width", max(columns - 2, 36))
        return super().make_context(info_name, args, parent, **extra)

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names in the table's order, which is the order of use."""
        del ctx
        return list(self.entries)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command to run; the only way in which a module is imported."""
        self._is_running = True
        try:
            return super().resolve_command(ctx, args)
        finally:
            self._is_running = False

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return a command: the real one where it is about to run, else its stub."""
        entry = self.entries.get(cmd_name)
        if entry is None or not self._is_running:
            return super().get_command(ctx, cmd_name)
        command = typer.main.get_command(importlib.import_module(entry.module).app)
        command.name = cmd_name
        return command


class DefaultGroup(TyperGroup):
    """A group in which a word that is no command is the first argument of one of them: `default`."""

    default: ClassVar[str]

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return the command that is named, else the default one with every word as its own."""
        if self.get_command(ctx, args[0]) is None:
            return self.default, self.get_command(ctx, self.default), args
        return super().resolve_command(ctx, args)

    def shell_complete(self, ctx: Any, incomplete: str) -> Any:
        """Return what the shell may complete: commands, options, and the names the default command takes."""
        found = super().shell_complete(ctx, incomplete)
        item = type(super().shell_complete(ctx, "")[0])  # Typer tells its kind nowhere else
        return [*found, *(item(name) for name in self.more_names(incomplete))]

    def more_names(self, incomplete: str) -> Sequence[str]:
        """Return the names that the default command takes and that begin so; none, unless a group says which."""
        del incomplete
        return []


def command_app() -> typer.Typer:
    """Return the Typer app of one command's module."""
    return typer.Typer(
        add_completion=False,
        context_settings=dict(HELP_NAMES),
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )
