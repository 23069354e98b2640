"""Certifications on the screen: what is over says so in words too, every width holds every fact, nothing is guessed."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from tests.conftest import Run
from tests.contract.test_exit_codes import called

from mlcareer.core.certification import Certification, Certifications
from mlcareer.core.fee import Falls, Fee, fee_of
from mlcareer.pack.library import Library
from mlcareer.render.certification_words import cost

STRUCK = re.compile(r"\x1b\[[0-9;]*9m([^\x1b]*)\x1b")
ENDED = ("aws-mls-c01", "aws-mla-c01", "azure-ai-102", "azure-ai-900", "azure-dp-100", "azure-az-204", "tf-dev-cert")
ENTRIES = Library(None).certifications().certifications
each_entry = pytest.mark.parametrize("entry", ENTRIES, ids=[entry.id for entry in ENTRIES])


@pytest.fixture(scope="module")
def entries(library: Library) -> Certifications:
    """Return the shipped entries."""
    return library.certifications()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Return a runner for those who only read."""
    return Run(tmp_path_factory.mktemp("certs") / "home")


def shown(run: Run, *args: str, columns: int = 80, **env: str) -> str:
    """Return what `mlcareer certs` shows."""
    result = called(run, "certs", *args, COLUMNS=str(columns), **env)
    assert (result.returncode, result.stderr) == (0, "")
    return result.stdout


def words(screen: str) -> str:
    """Return a screen as running text."""
    return " ".join(screen.split())


def data(run: Run, *args: str) -> dict[str, Any]:
    """Return what `mlcareer certs --json` says."""
    found: dict[str, Any] = json.loads(shown(run, *args, "--json"))["data"]
    return found


@pytest.mark.parametrize(
    ("day", "says", "status"),
    [
        ("2026-06-29", "Ends tomorrow;", "ends"),
        ("2026-06-30", "Ends today;", "ends"),
        ("2026-07-01", "Ended yesterday, on 2026-06-30;", "ended"),
        ("2026-11-22", "Ended on 2026-06-30;", "ended"),
    ],
)
def test_ai_102_on_its_last_days(home: Run, day: str, says: str, status: str):
    """AI-102 is told by the calendar, in words on the screen and by a value in JSON, with what replaced it."""
    screen = words(shown(home, "AI-102", MLCAREER_TODAY=day))
    assert f"{says} replaced by azure-ai-103 (active)" in screen
    assert "none after 2026-06-30" in screen
    assert not re.search(r"no longer possible|already hold|was 2026-06-30|165 a year", screen)
    document = json.loads(shown(home, "AI-102", "--json", MLCAREER_TODAY=day))["data"]
    assert (document["status"]["status"], document["status"]["day"]) == (status, "2026-06-30")


@pytest.mark.parametrize("name", ENDED)
def test_what_is_over_is_struck_and_said(home: Run, name: str):
    """With colour an ended entry is struck through; without it, and in ASCII, the same words say that it ended."""
    coloured = shown(home, "--all", FORCE_COLOR="1")
    assert name in STRUCK.findall(coloured)
    for screen in (shown(home, "--all"), shown(home, "--all", LC_ALL="C")):
        assert "\x1b" not in screen
        block = screen[screen.index(f"    {name}") :]
        ended = "ended in English on" if name == "aws-mla-c01" else "ended on"
        assert ended in words(block[: block.index("months")])


def test_nothing_else_is_struck(home: Run, entries: Certifications):
    """Only what is over is struck through."""
    struck = set(STRUCK.findall(shown(home, "--all", FORCE_COLOR="1")))
    assert struck & {entry.id for entry in entries.certifications} == set(ENDED)


@pytest.mark.parametrize("args", [(), ("--all",), ("--cloud", "gcp"), ("--level", "lead", "--max-price", "1")])
@pytest.mark.parametrize("columns", [50, 80])
def test_the_five_stand_below_every_list(home: Run, entries: Certifications, args: tuple[str, ...], columns: int):
    """The guide's five follow every list, the dead ones with what took their place."""
    below = words(shown(home, *args, columns=columns).partition("The guide's five")[2])
    for entry in entries.certifications:
        if entry.guide:
            assert f"({entry.id}): " in below
            assert words(entry.guide.verdict) in below
    assert "(aws-mls-c01): ended on 2026-03-31; replaced by aws-mla-c02 (beta when last seen on" in below
    assert "(tf-dev-cert): ended on 2024-05-31; no successor is known" in below


@pytest.mark.parametrize("columns", [40, 50, 80, 120])
def test_every_entry_is_in_the_whole_list(home: Run, entries: Certifications, columns: int):
    """At any width --all has every id and no line too wide."""
    screen = shown(home, "--all", columns=columns)
    assert max(map(cell_len, screen.splitlines())) <= columns
    assert [entry.id for entry in entries.certifications if f"    {entry.id}" not in screen] == []


@each_entry
@pytest.mark.parametrize("columns", [50, 80])
def test_one_in_full_holds_everything(home: Run, entry: Certification, columns: int):
    """Every fact of an entry is on its screen; no line but an address is wider than the terminal."""
    screen = shown(home, entry.id, columns=columns)
    wide = [line for line in screen.splitlines() if cell_len(line) > columns]
    addresses = {f"{' ' * 10}{entry.url}", *(f"  {one['url']}" for one in data(home, entry.id)["aged"])}
    assert set(wide) <= addresses
    assert entry.url is None or entry.url in screen
    assert ("not confirmed" in screen) == (entry.url is not None and not entry.url_confirmed)
    running = words(screen)
    facts = [*entry.conflicts, *entry.unknown, *entry.notes, entry.suits, entry.as_of, entry.confidence.value]
    facts += [domain.name for domain in entry.domains] + [domain.weight for domain in entry.domains if domain.weight]
    facts += [entry.experience or "", entry.price.note if entry.price else "", *entry.sources]
    if entry.guide:
        facts += [*entry.guide.claims, entry.guide.verdict]
    assert [fact for fact in facts if words(fact) not in running] == []


@each_entry
def test_what_is_unknown_is_said(home: Run, entry: Certification):
    """What was not found stands there as not found, never as a figure or a gap."""
    screen = shown(home, entry.id)
    assert ("price not found" in screen) == (entry.price is None)
    assert ("validity not found" in screen) == (entry.valid_months is None and entry.expires is not False)
    assert (re.search(r"study +not found", screen) is not None) == (entry.study is None)
    assert "None" not in screen.replace("None expected", "")


def test_a_filter_says_what_it_left_out(home: Run):
    """A highest price tells how many are dearer and of how many no price was found; the others how many are over."""
    for args in ((), ("--max-price", "100"), ("--cloud", "azure"), ("--level", "mid", "--max-price", "200")):
        screen, hidden = words(shown(home, *args)), data(home, *args)["hidden"]
        assert (f"{hidden['ended']} ended" in screen) == bool(hidden["ended"])
        assert (re.search(rf"{hidden['dearer']} that costs? more", screen) is not None) == bool(hidden["dearer"])
        assert (f"{hidden['no_price']} without a known price in USD" in screen) == bool(hidden["no_price"])
    assert data(home, "--max-price", "100")["hidden"]["no_price"] > 0


@pytest.mark.parametrize(
    ("price", "title", "left"),
    [
        ("1", "No certification to take on", "Left out: 5 that cost more."),
        ("100", "1 certification to take on", "Left out: 4 that cost more."),
        ("150", "2 certifications to take on", "Left out: 3 that cost more."),
    ],
)
def test_none_one_and_several_are_told_apart(home: Run, price: str, title: str, left: str):
    """The title and what was left out are sentences for none, one and several."""
    screen = words(shown(home, "--cloud", "gcp", "--max-price", price))
    assert screen.startswith(title)
    assert left in screen


def test_a_course_by_the_month_tells_one_cost(home: Run):
    """A course paid by the month tells what it comes to once, in dollars, by the hours a week that it names."""
    screen = words(shown(home, "dlai-deep-learning"))
    assert "$49 a month (subscription)" in screen
    assert re.findall(r"\$?\b\d+ to \$?\d+\b(?! months| hours)", screen) == ["$196 to $392"]
    assert not re.search(r"(?<!\$)\b(?:147|245)\b", screen)


def test_the_opposite_of_all_is_what_is_usual(home: Run):
    """--active shows what is shown without it."""
    assert shown(home, "--active") == shown(home) != shown(home, "--all")


def test_a_name_is_enough(home: Run):
    """A name after certs shows that certification, as certs show does."""
    assert shown(home, "cka") == shown(home, "show", "cncf-cka")


@pytest.mark.parametrize(
    ("typed", "some"),
    [
        ("certs ", {"show", "recommend", "gcp-pmle", "cncf-cka"}),
        ("certs azure-ai-10", {"azure-ai-102", "azure-ai-103"}),
        ("certs show aws-ml", {"aws-mla-c01", "aws-mla-c02", "aws-mls-c01"}),
        ("certs recommend --cloud a", {"aws", "azure"}),
        ("certs --level s", {"senior"}),
    ],
)
def test_a_shell_completes_names(run: Run, typed: str, some: set[str]):
    """A shell completes commands and certifications after certs, and the values of its options."""
    line = f"mlcareer {typed}"
    env = {"_MLCAREER_COMPLETE": "complete_bash", "COMP_WORDS": line, "COMP_CWORD": str(len(line.split(" ")) - 1)}
    completed = set(run(**env).stdout.split())
    assert some <= completed
    last = typed.rpartition(" ")[2]
    assert all(name.startswith(last) for name in completed)


# Recommendations.


def test_before_any_quiz_it_says_so(home: Run):
    """Without a profile and a level the advice is for Entry, and says that no quiz was taken."""
    screen = words(shown(home, "recommend"))
    assert screen.startswith("At Entry: ")
    assert "You have taken no quiz yet, so this is for Entry" in screen
    assert data(home, "recommend")["ground"] == "assumed"
    assert "no quiz" not in words(shown(home, "recommend", "--level", "mid"))


@pytest.mark.parametrize("level", ["entry", "junior", "mid", "senior", "lead"])
@pytest.mark.parametrize("cloud", [(), ("--cloud", "aws"), ("--cloud", "azure")])
def test_advice_is_honest_at_every_rung(home: Run, level: str, cloud: tuple[str, ...]):
    """Every rung hears that none asks for one and that no effect on pay was found; Lead, that none is needed."""
    screen, found = words(shown(home, "recommend", "--level", level, *cloud)), data(home, "recommend", "--level", level)
    assert "No rung of this ladder asks for a certificate." in screen
    assert "evidence that one raises pay and found none" in screen
    assert screen.startswith("None needed at Lead") == (level == "lead") == found["none_needed"]
    assert len(found["recommended"]) <= 3


def test_each_recommendation_has_its_figures(home: Run):
    """Each says why, its state today, price with validity, day and confidence in one line, and its cost."""
    screen = shown(home, "recommend", "--level", "junior", "--cloud", "aws", columns=120)
    assert "price        $75 · valid 36 months · as of 2026-10-06 · confidence high" in screen
    assert "today        beta when last seen on 2026-10-06" in screen
    beta = "$75 in the beta; the standard price was not found, so the cost a year is unknown"
    assert f"cost         {beta}" in screen
    assert "a year, $150 every 36 months if renewal costs the same" in screen


def test_the_profile_is_heard(run: Run, me: Path):
    """Rung, way, cloud and what is passed come from the profile; a step left out is not recommended."""
    for line in (
        f"quiz --answers {me} --mode quick",
        "plan --cloud aws",
        "done pass_aws_mla",
        "skip pass_aws_aip",
    ):
        assert called(run, *line.split()).returncode == 0
    found = data(run, "recommend")
    assert (found["ground"], found["level"], found["aim"], found["cloud"]) == ("placed", "junior", "mid", "aws")
    assert [one["id"] for one in found["recommended"]] == ["aws-dea-c01"]
    assert {(one["id"], one["why"]) for one in found["passed"]} == {
        ("aws-mla-c02", "you have it"),
        ("aws-aip-c01", "you left its step out"),
    }
    assert "Passed over: " in shown(run, "recommend")


def test_what_is_planned_says_so(run: Run, me: Path):
    """A recommendation whose step the plan holds says so; a target no higher than the own rung has no next one."""
    for line in (f"quiz --answers {me} --mode quick", "plan --cloud aws --to mid"):
        assert called(run, *line.split()).returncode == 0
    planned = {one["id"]: one["planned"] for one in data(run, "recommend")["recommended"]}
    assert planned == {"aws-mla-c02": False, "aws-dea-c01": False, "aws-aip-c01": True}
    assert "it is in your plan: pass_aws_aip" in words(shown(run, "recommend"))
    assert called(run, "plan", "--to", "junior").returncode == 0
    assert data(run, "recommend")["aim"] is None


def test_a_damaged_profile_stops_no_advice(run: Run, me: Path):
    """Where the profile cannot be read the advice comes all the same, and what was wrong goes to standard error."""
    assert called(run, "quiz", "--answers", str(me), "--mode", "quick").returncode == 0
    (run.home / "profile.db").write_bytes(b"garbage" * 1000)
    result = called(run, "certs", "recommend")
    assert result.returncode == 0
    assert "profile.db" in result.stderr
    assert "At Entry" in result.stdout


# Words.


@pytest.mark.parametrize(
    ("fee", "months", "says"),
    [
        (Fee(Falls.FREE, "USD", 0, 0, 0), None, "free"),
        (
            Fee(Falls.YEARLY, "USD", 200, 200, 100.0),
            24,
            "about $100 a year, $200 every 24 months if renewal costs the same",
        ),
        (Fee(Falls.ONCE, "USD", 165, 165, due_every=12), 12, "$165 once; renewal is free and due every 12 months"),
        (Fee(Falls.ONCE, "USD", 99, 99), None, "$99 once"),
        (Fee(Falls.ONCE, "USD", 70.5, 70.5), None, "$70.50 once"),
        (Fee(Falls.ONCE, "EUR", 199, 199), None, "199 EUR once"),
        (Fee(Falls.ONCE, "USD", 98, 147, None, 2, 3, 6.0), None, "$98 to $147 once, for 2 to 3 months at 6 h a week"),
        (Fee(Falls.ONCE, "USD", 49, 49, None, 1, 1, 6.5), None, "$49 once, for 1 month at 6.5 h a week"),
        (Fee(Falls.UNKNOWN), 24, "unknown, for its price was not found"),
        (Fee(Falls.UNKNOWN, "USD"), None, "unknown, for its length was not found"),
        (
            Fee(Falls.UNKNOWN, "USD", 75, 75),
            36,
            "$75 in the beta; the standard price was not found, so the cost a year",
        ),
        (Fee(Falls.UNKNOWN, "USD", 599, 599), None, "so the cost a year is unknown"),
    ],
)
def test_cost_in_words(fee: Fee, months: int | None, says: str):
    """What an offer comes to is told once, each year or as unknown, with the reason."""
    assert says in cost(fee, months)


@each_entry
def test_every_cost_has_words(entry: Certification):
    """Every shipped entry has its cost in words, without a figure where there is no price."""
    told = cost(fee_of(entry, 6), entry.valid_months)
    assert told
    assert (re.search(r"\d", told) is None) == (entry.price is None or entry.price.amount == 0)
