"""Help: for every command where it is looked for, with an example, true to the command it describes."""

import importlib
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
import typer.main
from tests.conftest import Run
from tests.contract.test_exit_codes import called

from mlcareer.cli.app import Commands


class Helped(NamedTuple):
    """A command as Typer has built it, and the words that call it."""

    line: str
    command: Any


def commands() -> Iterator[Helped]:
    """Yield every command and every command of a group, of a group within a group too."""
    for name, entry in Commands.entries.items():
        yield from within(name, typer.main.get_command(importlib.import_module(entry.module).app))


def within(line: str, command: Any) -> Iterator[Helped]:
    """Yield a command and all below it, the real one where a group holds a stub."""
    yield Helped(line, command)
    entries = getattr(command, "entries", {})
    for name, inner in getattr(command, "commands", {}).items():
        real = typer.main.get_command(importlib.import_module(entries[name].module).app) if name in entries else inner
        yield from within(f"{line} {name}", real)


COMMANDS = tuple(commands())
each_command = pytest.mark.parametrize("helped", COMMANDS, ids=[helped.line for helped in COMMANDS])


def shown(run: Run, line: str, flag: str) -> str:
    """Return what a command shows on a wide screen with one more flag, as its result."""
    result = called(run, *line.split(), flag, COLUMNS="120")
    assert (result.returncode, result.stderr) == (0, "")
    return result.stdout


@pytest.fixture(scope="module")
def helps(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return what each command shows with --help."""
    run = Run(tmp_path_factory.mktemp("help") / "home")
    return {helped.line: shown(run, helped.line, "--help") for helped in COMMANDS}


@each_command
def test_short_help(helped: Helped, helps: dict[str, str], run: Run):
    """-h shows what --help shows."""
    assert shown(run, helped.line, "-h") == helps[helped.line]


@pytest.mark.parametrize("flag", ["-h", "--help"])
@pytest.mark.parametrize("line", ["", "salary", "profile reset"])
def test_help_in_a_process(line: str, flag: str, run: Run):
    """Help is a result: on standard output, with exit code 0, and nothing on standard error."""
    result = run(*line.split(), flag, COLUMNS="120")
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout == shown(run, line, flag)


@each_command
def test_example(helped: Helped, helps: dict[str, str]):
    """Help has an example, which is a call of that very command."""
    examples = [line.strip() for line in helps[helped.line].splitlines() if line.strip().startswith("Example:")]
    assert len(examples) == 1
    assert examples[0].startswith(f"Example: mlcareer {helped.line}")


@each_command
def test_example_names_known_options(helped: Helped, helps: dict[str, str]):
    """The options that an example shows exist."""
    example = next(line for line in helps[helped.line].splitlines() if line.strip().startswith("Example:"))
    known = {name for _, command in COMMANDS for param in command.params for name in param.opts}
    assert {word for word in example.split() if word.startswith("-")} <= known


@each_command
def test_options_are_named(helped: Helped, helps: dict[str, str]):
    """Help names every option, short and long, and every argument."""
    options = [param for param in helped.command.params if param.param_type_name == "option"]
    arguments = [param for param in helped.command.params if param.param_type_name == "argument"]
    names = {name for option in options for name in (*option.opts, *option.secondary_opts)}
    words = set(helps[helped.line].replace(",", " ").split())
    assert names | {"-h", "--help"} <= words
    assert {argument.metavar for argument in arguments} <= words


@each_command
def test_options_say_what_for(helped: Helped):
    """Every option and argument has a help of its own."""
    assert [param.name for param in helped.command.params if not param.help] == []


@pytest.mark.parametrize("name", Commands.entries)
def test_one_line_helps_agree(name: str):
    """The one-line help that stands in the table of commands is the first line of the command's own."""
    own = next(helped.command.help for helped in COMMANDS if helped.line == name)
    assert Commands.entries[name].help == own.strip().splitlines()[0]


def test_bare_in_a_pipe(run: Run):
    """Outside a terminal the bare program shows its help: every command with its line, exit code 0."""
    result = run(COLUMNS="120")
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout == run("--help", COLUMNS="120").stdout
    shown = [" ".join(line.split()) for line in result.stdout.splitlines()]
    assert [line for line in shown if line in {f"{name} {entry.help}" for name, entry in Commands.entries.items()}] == [
        f"{name} {entry.help}" for name, entry in Commands.entries.items()
    ]


@pytest.mark.parametrize("name", Commands.entries)
def test_mistyped_command(name: str, run: Run):
    """A command with a letter missing is met with the command that was meant."""
    result = called(run, name[:1] + name[2:])
    assert (result.returncode, result.stdout) == (2, "")
    assert f"'{name}'" in result.stderr


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("salary --levl senior", "--level"),
        ("salary --jsno", "--json"),
        ("quiz --anwsers me.yaml", "--answers"),
        ("quiz --no-sav", "--no-save"),
        ("roadmap mid --too senior", "--to"),
        ("next --cuont 1", "--count"),
        ("win shipped --aera maths", "--area"),
        ("profile reset --yess", "--yes"),
        ("--versoin", "--version"),
    ],
)
def test_mistyped_option(line: str, meant: str, run: Run):
    """A mistyped option is met with the option that was meant."""
    result = called(run, *line.split())
    assert (result.returncode, result.stdout) == (2, "")
    assert meant in result.stderr


@pytest.mark.parametrize("flag", ["--version", "-V"])
def test_version(flag: str, run: Run):
    """The version is one line: the program's name, and the number that the package has."""
    from mlcareer import __version__

    result = run(flag)
    assert (result.returncode, result.stdout, result.stderr) == (0, f"mlcareer {__version__}\n", "")
