"""What goes to which stream, and what it is made of: colour, width, alphabet, foreign text, streams that are gone."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from tests.conftest import Run
from tests.contract.test_exit_codes import called
from tests.survey.own import own_survey
from tests.terminal.screen import Terminal

from mlcareer.core.skill import SkillMap
from mlcareer.pack.locate import data_dir
from mlcareer.pack.read import read_document

pytestmark = pytest.mark.xdist_group("streams")  # one process makes what its tests share, once

VIEWS = (
    "roadmap",
    "roadmap senior",
    "roadmap mid --to senior",
    "salary",
    "salary --level entry",
    "salary --level junior",
    "salary --level senior",
    "salary --level lead",
    "salary --mine 210k",
    "salary --country GB --level entry --mine 60k",
    "salary --role nlp-engineer",
    "salary --year 2022",
    "salary --metro miami",
    "salary --from pay.csv --mine 120k",
    "salary --from damaged.csv --level senior",
    "salary negotiate",
    "salary negotiate --offer 185k --level senior",
    "salary negotiate --offer 80k --level senior --country DE",
    "salary --compare data-scientist,ml-platform-engineer --mine 150k",
    "skills",
    "skills serving",
    "skills containers",
    "certs",
    "certs --all --cloud azure --max-price 200",
    "certs fastai-pdl",
    "certs recommend",
    "certs recommend --level lead",
    "sources",
    "sources aijobs-2025-06-22",
    "next",
    "done learn_containers",
    "undo learn_containers",
    "evidence",
    "evidence serving",
    "evidence serving https://example.org/api",
    "win shipped it --area serving --on 2026-11-01",
    "wins --since 2026-11-20",
    "wins --level lead --area maths",
    "certs mine",
    "certs mine remove gcp-pmle",
    "certs mine add gcp-pmle --on 2024-12-31",
    "progress",
    "progress --all",
    "profile show",
    "profile path",
    "profile backups",
    "quiz --answers me.json --no-save",
    "--help",
    "quiz --help",
    "profile --help",
    "profile reset --help",
    "certs --help",
    "--version",
)
"""Everything that shows something, and soon; all of them can be run again and again in this order."""
WIN = "win served 300 requests a second --area serving --area mlops --on 2026-11-20"
WIDTHS = (40, 50, 60, 80, 120, 200)
ESC = "\x1b"
COLOURS = re.compile(r"\x1b\[[0-9;]*m")
HOSTILE = "[bold]{}[/x] :smile: \x1b[31mred\x1b]0;taken over\x07\x1b[2J\u202e"
"""Text that three readers could mistake for an order: Rich's markup, Rich's emoji, and a terminal."""
TITLES = frozenset({"evidence", "finding", "name", "question", "role", "says", "summary", "text", "title", "what"})


Shown = subprocess.CompletedProcess[str]
each_view = pytest.mark.parametrize("line", VIEWS)


@pytest.fixture(scope="module")
def placed(tmp_path_factory: pytest.TempPathFactory, skills: SkillMap) -> Run:
    """Return a runner whose home holds a placement, with a copy of the pack and a file of answers beside it."""
    run = Run(tmp_path_factory.mktemp("streams") / "home")
    answers = {"background": "student", "years": 2, "ratings": {area.id: 2 for area in skills.areas}}
    (run.home.parent / "me.json").write_text(json.dumps(answers), "utf-8")
    own_survey(run.home.parent / "pay.csv")
    own_survey(
        run.home.parent / "damaged.csv", "2024,SE,FT,Data Engineer,lots,USD,US", "2024,SE", "2024,snr,FT,x,1,USD,US"
    )
    shutil.copytree(data_dir(), run.home.parent / "data")
    for line in (
        "quiz --answers me.json",
        "evidence serving https://example.org/api",
        "evidence maths proof",
        WIN,
        "certs mine add gcp-pmle --on 2024-12-31",
        "certs mine add AI-102 --on 2026-01-31",
    ):
        assert run(*line.split()).returncode == 0
    return run


@pytest.fixture(scope="module")
def shown(placed: Run) -> Callable[..., Shown]:
    """Return a way to show what a command line shows; all paths in it are relative, for paths are never folded."""

    def call(line: str, **env: str) -> Shown:
        return called(placed, *line.split(), **{"MLCAREER_HOME": "home", "MLCAREER_DATA": "data", **env})

    return call


@pytest.fixture(scope="module")
def wide(shown: Callable[..., Shown]) -> dict[tuple[str, int], Shown]:
    """Return what each command line shows at each width."""
    return {(line, width): shown(line, COLUMNS=str(width)) for width in WIDTHS for line in VIEWS}


@pytest.fixture(scope="module")
def in_c_locale(shown: Callable[..., Shown]) -> dict[tuple[str, str], Shown]:
    """Return what each command line shows in the C locale, set in two ways."""
    return {(line, name): shown(line, **{name: "C"}) for name in ("LC_ALL", "LANG") for line in VIEWS}


# Width


@pytest.mark.parametrize("width", WIDTHS)
@each_view
def test_no_line_is_too_wide(line: str, width: int, wide: dict[tuple[str, int], Shown]):
    """No line is wider than the terminal, whatever its width."""
    result = wide[line, width]
    assert result.returncode == 0
    assert result.stdout
    assert [text for text in result.stdout.splitlines() if cell_len(text) > width] == []


@each_view
def test_nothing_is_lost_when_narrow(line: str, wide: dict[tuple[str, int], Shown]):
    """A narrow screen shows every figure that a wide one shows, and nothing ends in an ellipsis to save room."""
    narrow, usual = (wide[line, width].stdout for width in (40, 80))
    figures = re.compile(r"\$?\d[\d,.]*\d%?")
    if "salary --level" not in line:  # strips are drawn to scale: at 40 columns labels that would touch move
        assert set(figures.findall(usual)) <= set(figures.findall(narrow))
    assert "…" not in narrow


@pytest.mark.parametrize("columns", ["0", "-5", "wide", "", "39"])
def test_no_sense_in_columns(columns: str, shown: Callable[..., Shown]):
    """A width that makes no sense is not believed: something readable comes all the same."""
    out = shown("salary", COLUMNS=columns).stdout
    assert "Senior" in out
    assert max(map(cell_len, out.splitlines())) <= 80


@pytest.mark.parametrize("width", [40, 80])
def test_no_line_of_check_is_too_wide(width: int, placed: Run, tmp_path: Path):
    """What is wrong with a pack is folded to the terminal's width like everything else."""
    for name in ("roadmap", "salaries"):
        (tmp_path / f"{name}.yaml").write_text("role: 12\nrungs: none\n", "utf-8")
    result = called(placed, "check", MLCAREER_DATA=str(tmp_path), COLUMNS=str(width), cwd=tmp_path)
    assert result.returncode == 3
    assert [text for text in result.stdout.splitlines() if cell_len(text) > width] == []


def test_terminal_gives_the_width(placed: Run):
    """Without COLUMNS the terminal's own width counts."""
    with Terminal(placed.env(), "roadmap", columns=50) as terminal:
        assert terminal.leave() == 0
        piped = placed("roadmap", COLUMNS="50").stdout
        assert terminal.text.splitlines() == [line.rstrip() for line in piped.strip("\n").splitlines()]


# Colour


@pytest.mark.parametrize(
    "env",
    [{}, {"NO_COLOR": "1", "FORCE_COLOR": "1"}, {"GITHUB_ACTIONS": "true", "CI": "true"}],
    ids=str,
)
@pytest.mark.parametrize("line", ["salary", "--help", "salry"])
def test_no_colour_in_a_pipe(line: str, env: dict[str, str], placed: Run):
    """In a pipe there is no escape sequence, on either stream; NO_COLOR wins over FORCE_COLOR."""
    result = placed(*line.split(), **env)
    assert result.stdout or result.stderr
    assert ESC not in result.stdout + result.stderr


@pytest.mark.parametrize("env", [{"FORCE_COLOR": "1"}, {"CLICOLOR_FORCE": "1"}], ids=str)
def test_colour_on_demand(env: dict[str, str], placed: Run):
    """Colour can be demanded in a pipe; without it the text is the same."""
    coloured = placed("salary", **env).stdout
    assert COLOURS.search(coloured)
    assert COLOURS.sub("", coloured) == placed("salary").stdout


@pytest.mark.parametrize("env", [{"NO_COLOR": "1"}, {"CLICOLOR": "0"}], ids=str)
def test_no_colour_in_a_terminal(env: dict[str, str], placed: Run):
    """A terminal whose owner wants no colour gets no escape sequence."""
    with Terminal(placed.env(**env), "salary") as terminal:
        assert terminal.leave() == 0
        assert ESC.encode() not in terminal.raw


@pytest.mark.parametrize("line", ["salary", "--help", "salry"])
def test_no_colour_in_a_dumb_terminal(line: str, placed: Run):
    """A dumb terminal gets no escape sequence, neither in a result nor in help nor in a message."""
    with Terminal(placed.env(), *line.split(), term="dumb") as terminal:
        terminal.leave()
        assert "salary" in terminal.text.lower() or "Senior" in terminal.text
        assert ESC.encode() not in terminal.raw


@pytest.mark.parametrize("env", [{}, {"NO_COLOR": ""}], ids=str)
def test_colour_in_a_terminal(env: dict[str, str], placed: Run):
    """A terminal gets colour; an empty NO_COLOR is none."""
    with Terminal(placed.env(**env), "salary") as terminal:
        assert terminal.leave() == 0
        assert COLOURS.search(terminal.raw.decode())


# Alphabet


@pytest.mark.parametrize("name", ["LC_ALL", "LANG"])
@each_view
def test_ascii(line: str, name: str, in_c_locale: dict[tuple[str, str], Shown], wide: dict[tuple[str, int], Shown]):
    """In the C locale output is pure ASCII, and nothing in it was lost to a question mark."""
    out = in_c_locale[line, name].stdout
    assert out.isascii()
    assert out.count("?") == wide[line, 80].stdout.count("?")


@pytest.mark.parametrize(
    "env", [{"LC_ALL": "C"}, {"LANG": "C"}, {"LANG": "POSIX"}, {"PYTHONIOENCODING": "ascii"}], ids=str
)
@pytest.mark.parametrize("line", ["salary", "salary --level snr"])
def test_ascii_in_a_process(line: str, env: dict[str, str], placed: Run):
    """A process started in the C locale, or with a stream that carries no more, writes ASCII to both streams."""
    result = placed(*line.split(), **env)
    assert result.stdout or result.stderr
    assert result.stdout.isascii()
    assert result.stderr.isascii()


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_json_in_every_encoding(encoding: str, placed: Run):
    """JSON is the same document whatever the stream can carry."""
    result = placed("salary", "--json", PYTHONIOENCODING=encoding)
    assert json.loads(result.stdout) == json.loads(called(placed, "salary", "--json").stdout)


@pytest.mark.parametrize("env", [{"LC_ALL": "C"}, {"PYTHONIOENCODING": "ascii"}], ids=str)
def test_ascii_message(env: dict[str, str], placed: Run):
    """A message that repeats what was typed does not fail where the stream cannot carry it."""
    result = placed("salary", "--level", "sénior\U0001f600", **env)
    assert result.returncode == 2
    assert "unknown level" in result.stderr


# Foreign text


def hostile(value: Any, key: str = "") -> Any:
    """Return a value of the pack with every text a person reads made hostile."""
    if isinstance(value, dict):
        ids = {"role", "what"} & value.keys() if "band" in value else set()  # of a slice of the market
        return {name: inner if name in ids else hostile(inner, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [hostile(inner, key) for inner in value]
    return HOSTILE.format(value) if isinstance(value, str) and key in TITLES else value


@pytest.fixture(scope="module")
def hostile_pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the pack in which every title, name and question is hostile."""
    folder = tmp_path_factory.mktemp("hostile")
    for file in data_dir().glob("*.yaml"):
        pack = hostile(read_document(file.read_text("utf-8"), file.name).value)
        (folder / file.name).write_text(json.dumps(pack), "utf-8")
    return folder


@pytest.fixture(scope="module")
def hostile_views(hostile_pack: Path, shown: Callable[..., Shown]) -> dict[tuple[str, str], Shown]:
    """Return what each command line shows of the hostile pack, without colour and with it."""
    pack = str(hostile_pack)
    return {(line, on): shown(line, MLCAREER_DATA=pack, FORCE_COLOR=on) for on in ("0", "1") for line in VIEWS}


@pytest.mark.parametrize("colour", ["0", "1"])
@each_view
def test_pack_text_is_inert(line: str, colour: str, hostile_views: dict[tuple[str, str], Shown]):
    """Text of the pack is shown as it stands: no markup, no emoji, no escape but our own styles."""
    result = hostile_views[line, colour]
    own = COLOURS.findall(result.stdout)
    words = "".join(COLOURS.sub("", result.stdout).split())
    assert result.returncode == 0
    assert [sign for sign in (ESC, "\x07", "\u202e", "takenover") if sign in words] == []
    assert not own or colour == "1"
    assert not [style for style in own if "31" in style]
    assert words.count("[bold]") == words.count("[/x]") == words.count(":smile:")


@pytest.mark.parametrize("line", ["roadmap", "salary", "skills", "skills serving", "next", "sources"])
def test_markup_is_shown(line: str, hostile_views: dict[tuple[str, str], Shown]):
    """A title with markup in it is printed with its brackets."""
    assert "[bold]" in hostile_views[line, "0"].stdout
    assert ":smile:" in hostile_views[line, "0"].stdout


@pytest.mark.parametrize("line", ["roadmap", "next"])
def test_pack_text_is_inert_in_a_process(line: str, hostile_pack: Path, placed: Run):
    """The same of a process that reads the pack for the first time, and then from its cache."""
    results = [placed(line, MLCAREER_DATA=str(hostile_pack)) for _ in range(2)]
    assert "[bold]" in results[0].stdout
    assert ESC not in results[0].stdout
    assert results[0].stdout == results[1].stdout


@pytest.mark.parametrize("plain", [False, True])
def test_question_is_inert(plain: bool, hostile_pack: Path, run: Run):
    """A question of the pack cannot draw, erase, or name the window, in a menu or in numbered lines."""
    env = run.env(MLCAREER_DATA=str(hostile_pack))
    with Terminal(env, "quiz", "--background", "student", "--years", "1", *(["--plain"] if plain else [])) as terminal:
        assert "[bold]" in terminal.asked(3)
        assert ":smile:" in terminal.words
        assert terminal.title == ""
        assert b"\x1b[31m" not in terminal.raw
        assert "taken over" not in terminal.words


@pytest.mark.parametrize(
    "args",
    [
        ["\x1b[31mroadmap"],
        ["salary", "--\x1b[31mlevel"],
        ["salary", "--level", "\x1b[31msenior"],
        ["skills", "\x1b]0;x\x07"],
        ["evidence", "\x1b[31m"],
        ["evidence", "serving", "--remove", "\x1b[31m"],
        ["win", "shipped", "--area", "\x1b[31m"],
        ["win", "shipped", "--on", "\x1b[31m"],
        ["wins", "--since", "\x1b[31m"],
        ["wins", "--level", "\x1b[31m"],
        ["next", "--count", "\x1b[31m"],
        ["certs", "\x1b[31m"],
        ["certs", "mine", "add", "\x1b[31m"],
        ["certs", "mine", "add", "AI-102", "--on", "\x1b[31m"],
        ["certs", "mine", "remove", "\x1b[31m"],
        ["certs", "--level", "\x1b[31m"],
        ["certs", "--cloud", "\x1b[31m"],
        ["quiz", "--answers", "\x1b[31m.yaml"],
        ["quiz", "--rate", "\x1b[31m=2"],
    ],
    ids=ascii,
)
def test_arguments_are_inert(args: list[str], placed: Run):
    """A message that repeats an argument repeats no escape sequence."""
    result = called(placed, *args)
    assert result.returncode != 0
    assert result.stderr
    assert ESC not in result.stderr


def test_answers_are_inert(placed: Run, tmp_path: Path):
    """A message that quotes a file of answers quotes no escape sequence."""
    (tmp_path / "bad.yaml").write_text('"\\e[31mred": 1\nratings: {"\\e[2J": 2}\n', "utf-8")
    result = called(placed, "quiz", "--answers", "bad.yaml", cwd=tmp_path)
    assert result.returncode == 3
    assert ESC not in result.stderr


# Streams that are gone


@pytest.mark.parametrize("line", ["salary", "salary --json", "check", "--help", "--version", ""])
def test_broken_pipe_is_quiet(line: str, placed: Run):
    """Where the reader of the pipe is gone, as after `| head -1`, the program ends without a word."""
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "w") as gone:
        command = [sys.executable, "-m", "mlcareer", *line.split()]
        result = subprocess.run(
            command, stdin=subprocess.DEVNULL, stdout=gone, stderr=subprocess.PIPE, env=placed.env(), check=False
        )
    assert result.stderr == b""


def test_head_is_quiet(placed: Run):
    """`mlcareer sources | head -1` shows one line and nothing else."""
    result = subprocess.run(
        ["/bin/sh", "-c", '"$0" -m mlcareer sources | head -1', sys.executable],
        capture_output=True,
        encoding="utf-8",
        env=placed.env(),
        check=False,
    )
    assert result.stdout.count("\n") == 1
    assert result.stderr == ""


@pytest.fixture
def closed(placed: Run) -> Callable[[str, str], subprocess.CompletedProcess[str]]:
    """Return a way to run a command line as a shell does with a stream closed, such as ('<&-', 'salary')."""

    def call(how: str, line: str) -> subprocess.CompletedProcess[str]:
        command = ["/bin/sh", "-c", f'exec "$@" {how}', "sh", sys.executable, "-m", "mlcareer", *line.split()]
        return subprocess.run(
            command, capture_output=True, encoding="utf-8", env=placed.env(), cwd=placed.home.parent, check=False
        )

    return call


@pytest.mark.parametrize(
    "line", ["", "roadmap", "salary --json", "next", "quiz --answers me.json --no-save --mode quick", "--version"]
)
def test_closed_input(line: str, closed: Callable[[str, str], subprocess.CompletedProcess[str]]):
    """What asks nothing does not notice that there is no standard input."""
    result = closed("<&-", line)
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout


@pytest.mark.parametrize("line", ["quiz", "profile reset"])
def test_closed_input_where_asked(line: str, closed: Callable[[str, str], subprocess.CompletedProcess[str]]):
    """What would ask says that there is no terminal."""
    result = closed("<&-", line)
    assert (result.returncode, result.stdout) == (2, "")
    assert "no terminal" in result.stderr


@pytest.mark.parametrize("how", [">&-", "> /dev/full"])
@pytest.mark.parametrize("line", ["", "roadmap", "salary --json", "--help", "--version"])
def test_unwritable_output(line: str, how: str, closed: Callable[[str, str], subprocess.CompletedProcess[str]]):
    """Where standard output is closed or full the program ends without a traceback, and claims no fault of its own."""
    result = closed(how, line)
    assert "Traceback" not in result.stderr
    assert "fault of the program itself" not in result.stderr
    assert "Exception ignored" not in result.stderr
    assert result.stderr.count("\n") <= 2


@pytest.mark.parametrize("line", ["roadmap", "salary --json"])
def test_full_output_is_no_success(line: str, closed: Callable[[str, str], subprocess.CompletedProcess[str]]):
    """A result that could not be written is no success."""
    assert closed("> /dev/full", line).returncode != 0


@pytest.mark.parametrize(
    ("line", "code"),
    [("roadmap", 0), ("salary --json", 0), ("salary --level snr", 2), ("quiz", 2), ("quiz --answers me.json", 0)],
)
def test_closed_error_stream(line: str, code: int, closed: Callable[[str, str], subprocess.CompletedProcess[str]]):
    """Without standard error the result and the exit code are the same."""
    result = closed("2>&-", line)
    assert result.returncode == code
    assert bool(result.stdout) == (code == 0)
