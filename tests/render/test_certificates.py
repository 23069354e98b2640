"""Certificates on the screen: each once, its end and its renewal in words; reminders where they are to be met."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from tests.conftest import Run
from tests.contract.test_exit_codes import called

from mlcareer.core.certificate import By, CertificateLine, Validity
from mlcareer.core.placing import place
from mlcareer.core.skill import SkillMap
from mlcareer.render.certificate_words import ANEW, end_in_words, held_in_words, renewal_in_words, silence_in_words
from mlcareer.render.certificate_words import called as name_of

ADD = ("certs", "mine", "add")
DUE, LAPSED, PASSED, LASTING = "azure-ai-103", "azure-ai-300", "gcp-pmle", "azure-ai-901"
LOGGED = ((DUE, "2025-12-31"), (LAPSED, "2025-10-22"), (PASSED, "2026-05-31"), (LASTING, "2026-05-31"))
"""As of 2026-11-22: one ends in 39 days, one ended 31 days ago, one holds for long, one for ever."""


def line(**more: Any) -> CertificateLine:
    """Return a certificate that holds until the end of the year by what the pack knows."""
    fine = CertificateLine(
        id=1,
        certification="one",
        name="The One",
        code=None,
        on=date(2025, 12, 31),
        until=date(2026, 12, 31),
        until_by=By.PACK,
        status=Validity.DUE,
        days=39,
        renewal="an assessment",
        renewal_is_free=False,
        renewal_is_over=False,
        ended=None,
        ended_in=None,
        replaced_by=(),
        renewed_by=None,
        renewed_on=None,
        followed_by=None,
        at="2026-11-22T12:00:00+00:00",
        source="a-source",
        as_of="2026-09-01",
    )
    return fine._replace(**more)


@pytest.fixture
def holder(run: Run) -> Run:
    """Return a runner whose person has logged a certificate of each kind."""
    for name, on in LOGGED:
        assert called(run, *ADD, name, "--on", on).returncode == 0
    return run


@pytest.fixture
def placed(holder: Run, me: Path) -> Run:
    """Return the same after a quiz."""
    assert called(holder, "quiz", "--answers", str(me), "--mode", "quick").returncode == 0
    return holder


def shown(run: Run, *args: str, **env: str) -> str:
    """Return what a command shows, on one line of words."""
    result = called(run, *args, **env)
    assert (result.returncode, result.stderr) == (0, "")
    return " ".join(result.stdout.split())


@pytest.mark.parametrize("columns", [50, 80])
def test_every_certificate_stands_there_once(columns: int, holder: Run):
    """At any width each certificate stands there once, what ends first before the others, no line too wide."""
    result = called(holder, "certs", "mine", COLUMNS=str(columns))
    words = " ".join(result.stdout.split())
    assert result.stdout.startswith("3 certificates held · 1 over or renewed\n")
    places = [words.index(f"({name})") for name, _ in LOGGED]
    assert [words.count(f"({name})") for name, _ in LOGGED] == [1] * len(LOGGED)
    assert places == [places[0], min(places), *sorted(places[2:])]
    assert max(map(cell_len, result.stdout.splitlines())) <= columns
    assert result.stdout.splitlines()[-1].endswith(("ID)", "sources ID)"))


def test_ends_in_words(holder: Run):
    """The screen says until when each holds, and how far that is."""
    words = shown(holder, "certs", "mine")
    assert "passed on 2025-12-31 · holds until 2026-12-31, 39 days from now" in words
    assert "passed on 2025-10-22 · ended on 2026-10-22, 31 days ago" in words
    assert "passed on 2026-05-31 · does not expire" in words
    assert "holds until 2028-05-31, 18 months from now" in words


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({}, "holds until 2026-12-31, 39 days from now"),
        ({"days": 1}, "holds until 2026-12-31, 1 day from now"),
        ({"days": 0}, "holds until 2026-12-31, today"),
        ({"days": -1}, "ended on 2026-12-31, 1 day ago"),
        ({"until_by": By.YOU}, "holds until 2026-12-31, 39 days from now, by your own word"),
        ({"status": Validity.LASTING, "until": None, "days": None}, "does not expire"),
        ({"status": Validity.UNKNOWN, "until": None, "days": None}, "it is not known here until when it holds"),
        (
            {"status": Validity.RENEWED, "renewed_by": "one", "renewed_on": date(2026, 11, 1)},
            "renewed on 2026-11-01",
        ),
    ],
)
def test_end_in_words(more: dict[str, Any], words: str):
    """Whether a certificate holds, has ended, was renewed or lasts is one clause."""
    assert end_in_words(line(**more)) == words


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({}, "To renew: an assessment."),
        ({"renewal_is_free": True}, "To renew: an assessment, free of charge."),
        ({"renewal": "a free test", "renewal_is_free": True}, "To renew: a free test."),
        ({"renewal": None}, "How it is renewed is not known here."),
        ({"days": 0}, "To renew: an assessment."),
        ({"days": -1, "status": Validity.LAPSED}, ANEW),
        ({"days": -900, "status": Validity.EXPIRED, "renewal": None}, ANEW),
        (
            {"days": -1, "ended": date(2026, 6, 30), "replaced_by": ("two",)},
            "It cannot be had anew: its exam ended on 2026-06-30; two took its place.",
        ),
        (
            {"days": -1, "ended": date(2026, 6, 30), "ended_in": "in English"},
            f"{ANEW} Its exam ended in English on 2026-06-30.",
        ),
        (
            {"renewal": "none after 2026-06-30", "renewal_ends": date(2026, 6, 30), "replaced_by": ("two",)},
            "Renewal: none after 2026-06-30. two takes its place.",
        ),
        ({"replaced_by": ("two",)}, "To renew: an assessment. two takes its place."),
        (
            {"renewal": None, "renewal_is_over": True, "ended": date(2026, 6, 30), "replaced_by": ("two", "three")},
            "There is no renewal: its exam ended on 2026-06-30; two, three took its place.",
        ),
        (
            {"renewal": None, "renewal_is_over": True, "ended": date(2026, 6, 30)},
            "There is no renewal: its exam ended on 2026-06-30.",
        ),
        (
            {"ended": date(2026, 6, 30), "replaced_by": ("two",)},
            "To renew: an assessment. Its exam ended on 2026-06-30; two took its place.",
        ),
        (
            {"renewal": None, "ended": date(2026, 6, 30)},
            "How it is renewed is not known here. Its exam ended on 2026-06-30.",
        ),
        ({"status": Validity.LASTING, "renewal": None}, ""),
        ({"status": Validity.RENEWED}, ""),
    ],
)
def test_renewal_in_words(more: dict[str, Any], words: str):
    """How a certificate is kept up, or that it cannot be, is said; nothing where nothing has to be done."""
    assert renewal_in_words(line(**more)) == words


def test_on_paper_nothing_is_reckoned_from_today():
    """What leaves in a file names days, not how far they are, and leaves out what is over or renewed."""
    over = line(status=Validity.EXPIRED, days=-400)
    lapsed = line(name="Two", certification="two", status=Validity.LAPSED, days=-5)
    assert (
        held_in_words([line(), over, lapsed]) == "The One (one): holds until 2026-12-31; Two (two): ended on 2026-12-31"
    )
    assert held_in_words([over]) == ""
    assert name_of(line(name="of-old", certification="of-old")) == "of-old"


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({}, ""),
        ({"followed_by": "two"}, "No reminder comes, for you have two."),
        ({"followed_by": "one"}, "No reminder comes, for an earlier one of yours holds longer."),
        ({"followed_by": "two", "status": Validity.EXPIRED}, ""),
    ],
)
def test_silence_in_words(more: dict[str, Any], words: str):
    """Why no reminder comes is said of what is still to end or ended lately."""
    assert silence_in_words(line(**more)) == words


def test_what_came_later_ends_nothing(run: Run):
    """A certificate that holds until 2029 is held whatever is logged after it; where it is kept says so."""
    shown(run, *ADD, "MLS-C01", "--on", "2026-03-01")
    shown(run, *ADD, "AIF-C01", "--on", "2026-10-01")
    words = shown(run, "certs", "mine")
    assert words.startswith("2 certificates held")
    assert "holds until 2029-03-01" in words
    assert "No reminder comes, for you have aws-aif-c01." in words


# Where they are met.


@pytest.mark.parametrize("args", [("next",), ("next", "--full"), ("next", "--count", "1")], ids=" ".join)
def test_next_reminds_at_the_end(args: tuple[str, ...], placed: Run):
    """Next speaks of what ends soon or ended lately, with the renewal, after the steps and before the sources."""
    words = shown(placed, *args)
    due, lapsed = words.index(f"({DUE}) holds until 2026-12-31"), words.index(f"({LAPSED}) ended on 2026-10-22")
    assert words.index("mlcareer done") < lapsed < due < words.index("Sources:")
    assert "To renew: a free online assessment on Microsoft Learn each year." in words
    assert PASSED not in words.partition("Sources:")[0]
    assert LASTING not in words


def test_next_reminds_where_nothing_is_missing(holder: Run, me: Path, skills: SkillMap):
    """Where no step is left next reminds all the same."""
    rates = [word for area in skills.areas for word in ("--rate", f"{area.id}=5")]
    assert called(holder, "quiz", "--answers", str(me), "--mode", "quick", *rates).returncode == 0
    for step in json.loads(called(holder, "plan", "--to", "lead", "--all", "--json").stdout)["data"]["steps"]:
        called(holder, "skip", step["what"]["step"])
    words = shown(holder, "next")
    assert words.startswith("Nothing is missing")
    assert f"({DUE}) holds until" in words


@pytest.mark.parametrize("flags", [(), ("--json",)])
def test_next_before_any_quiz_fails_and_mine_shows(flags: tuple[str, ...], holder: Run):
    """Before any quiz next fails as ever, beside a remark on what ends, and certs mine shows it."""
    result = called(holder, "next", *flags, MLCAREER_TODAY="2026-12-31")
    assert (result.returncode, result.stdout) == (1, "")
    assert f"({DUE}) holds until 2026-12-31, today. To renew: " in result.stderr
    assert f"({LAPSED}) ended on 2026-10-22, 70 days ago. It is too late to renew it" in result.stderr
    assert "no placement yet" in result.stderr
    assert PASSED not in result.stderr
    later = called(holder, "next", *flags, MLCAREER_TODAY="2027-06-01")
    assert (later.returncode, "ended on" in later.stderr) == (1, False)
    assert "39 days from now" in shown(holder, "certs", "mine")


def test_the_profile_counts_them(holder: Run):
    """The profile says how many are logged; where there is none it says nothing."""
    assert "Certificates logged: 4" in shown(holder, "profile", "show")
    for name, _ in LOGGED:
        assert called(holder, "certs", "mine", "remove", name).returncode == 0
    assert "Certificates" not in shown(holder, "profile", "show")
    assert shown(holder, "certs", "mine").startswith("No certificates yet")


def test_a_renewal_silences_next(placed: Run):
    """Once a renewal is logged next speaks of the certificate no more, on the very day."""
    assert DUE in shown(placed, "next")
    assert called(placed, *ADD, DUE, "--on", "2026-11-20").returncode == 0
    assert DUE not in shown(placed, "next")


def test_a_reminder_comes_with_the_day(placed: Run):
    """Next is kept for a day: on the first day of the window it speaks, the day before it does not."""
    assert PASSED not in shown(placed, "next", MLCAREER_TODAY="2028-03-01").partition("Sources:")[0]
    assert f"({PASSED}) holds until 2028-05-31, 90 days" in shown(placed, "next", MLCAREER_TODAY="2028-03-02")
    assert f"({PASSED}) ended on 2028-05-31, 90 days ago" in shown(placed, "next", MLCAREER_TODAY="2028-08-29")
    assert PASSED not in shown(placed, "next", MLCAREER_TODAY="2028-08-30").partition("Sources:")[0]


def test_exports_hold_one_line(placed: Run, tmp_path: Path):
    """Markdown and page tell in one line what is held and until when."""
    for end in ("md", "html"):
        assert called(placed, "plan", "--export", f"mine.{end}", cwd=tmp_path).returncode == 0
        (found,) = [
            text for text in (tmp_path / f"mine.{end}").read_text("utf-8").splitlines() if "Certificates: " in text
        ]
        assert "holds until 2026-12-31;" in found
        assert "does not expire" in found
        assert "from now" not in found


def test_nothing_is_scored(placed: Run):
    """A certificate changes no placement and no plan: but for itself, both are the same to the byte."""

    def computed() -> list[Any]:
        plan = json.loads(called(placed, "plan", "--json").stdout)["data"]
        found = json.loads(called(placed, "next", "--count", "20", "--json").stdout)["data"]
        return [plan | {"certificates": []}, found | {"reminders": []}, called(placed, "skills", "--json").stdout]

    before = computed()
    assert called(placed, *ADD, "aws-aip-c01", "--on", "2026-11-01").returncode == 0
    assert computed() == before
    assert place.__module__ == "mlcareer.core.placing"


# Logging, and what is said of it.


def test_an_ended_exam_is_logged_without_a_renewal(run: Run):
    """A certificate of an exam that ended is taken, and it is said that there is no renewal and what took its place."""
    words = shown(run, *ADD, "AI-102", "--on", "2026-02-28")
    assert words.startswith("Logged: certificate 1.")
    assert "There is no renewal: its exam ended on 2026-06-30; azure-ai-103 took its place." in words


def test_before_the_end_of_its_exam_no_renewal_is_promised(run: Run):
    """The day before an exam ends its certificate is told the day after which there is no renewal, not how to renew."""
    words = shown(run, *ADD, "AI-102", "--on", "2026-06-28", MLCAREER_TODAY="2026-06-29")
    assert "Renewal: none after 2026-06-30. azure-ai-103 takes its place." in words
    assert "To renew" not in words


def test_what_lapsed_says_how_to_have_it_anew(placed: Run):
    """After its end a certificate is not told to be renewed before its end, in the list or in next."""
    assert called(placed, *ADD, PASSED, "--on", "2024-10-31").returncode == 0
    for args in (("certs", "mine"), ("next",)):
        words = shown(placed, *args, MLCAREER_TODAY="2028-06-01")
        assert "to have it anew, pass its exam again" in words
        assert "before the 24 months are over" not in words


def test_a_renewal_that_goes_on_is_told(run: Run):
    """A certificate of MLA-C01 can be renewed by what the pack knows, though that exam has ended in English."""
    words = shown(run, *ADD, "MLA-C01", "--on", "2026-02-28")
    assert "There is no renewal" not in words
    assert (
        "To renew: sit the exam again within 36 months, or pass a higher one. Its exam ended in English on 2026-09-28;"
        in words
    )
    late = called(run, *ADD, "MLA-C01", "--on", "2026-11-01")
    assert (late.returncode, late.stderr) == (0, "")


@pytest.mark.parametrize(
    ("args", "doubt"),
    [
        (("AI-102", "--on", "2026-07-01"), "could be taken up to 2026-06-30"),
        (("MLA-C02", "--on", "2026-09-28"), "could be taken from 2026-09-29 on"),
        (("gcp-pmle", "--on", "1999-05-31"), "before 2010"),
        (("AI-103", "--on", "2026-05-31", "--expires", "2036-05-31"), "holds until 2027-05-31 by what the pack knows"),
    ],
)
def test_what_the_pack_doubts_is_taken_all_the_same(args: tuple[str, ...], doubt: str, run: Run):
    """Where the pack knows otherwise, that is said beside the result, and the person's word stands."""
    result = called(run, *ADD, *args)
    assert result.returncode == 0
    assert doubt in result.stderr
    assert result.stdout.startswith("Logged:")


def test_twice_is_refused_with_its_number(holder: Run):
    """The same certificate of the same day is refused with the number under which it stands; nothing is written."""
    before = (holder.home / "profile.db").read_bytes()
    result = called(holder, *ADD, DUE, "--on", "2025-12-31", "--expires", "2027-01-01")
    assert (result.returncode, result.stdout) == (2, "")
    assert "logged already, as number 1" in result.stderr
    assert "mlcareer certs mine remove 1" in result.stderr
    assert (holder.home / "profile.db").read_bytes() == before


def test_removing_by_name_takes_the_latest(holder: Run):
    """By its name the latest of a certification is taken back, and the one before counts again; by number any."""
    assert called(holder, *ADD, DUE, "--on", "2026-11-01").returncode == 0
    assert "certificate 5." in shown(holder, "certs", "mine", "remove", "ai-103")
    assert "39 days from now" in shown(holder, "certs", "mine")
    assert "certificate 3." in shown(holder, "certs", "mine", "remove", "3")
    assert PASSED not in shown(holder, "certs", "mine").partition("Sources:")[0]


def test_a_code_of_digits_is_a_code(run: Run):
    """An exam code that is a number with a nought before it names the exam, not a row."""
    assert called(run, *ADD, "004", "--on", "2026-11-01").returncode == 0
    assert "terraform-associate" in shown(run, "certs", "mine", "remove", "004")


def test_recommendations_leave_out_what_is_held(run: Run):
    """What the person holds a certificate of is not recommended."""
    args = ("certs", "recommend", "--level", "senior", "--cloud", "gcp", "--json")
    before = {one["id"] for one in json.loads(called(run, *args).stdout)["data"]["recommended"]}
    assert PASSED in before
    assert called(run, *ADD, PASSED, "--on", "2026-05-31").returncode == 0
    after = {one["id"] for one in json.loads(called(run, *args).stdout)["data"]["recommended"]}
    assert PASSED not in after


@pytest.mark.parametrize(("on", "offered"), [("2024-02-21", False), ("2024-02-20", True), ("2023-11-22", True)])
def test_a_new_version_is_recommended_at_the_end_of_the_old(on: str, offered: bool, run: Run):
    """A holder of MLA-C01 hears of MLA-C02 as the renewal within the days in which next reminds, else why not."""
    assert called(run, *ADD, "MLA-C01", "--on", on).returncode == 0
    words = shown(run, "certs", "recommend", "--cloud", "aws", "--level", "junior")
    until = f"{int(on[:4]) + 3}{on[4:]}"
    assert (f"you have aws-mla-c01, which holds until {until}: this one renews it" in words) == offered
    assert ("you have aws-mla-c01, which it replaces" in words) != offered


def test_what_was_let_go_is_recommended_again(run: Run):
    """A certificate that is logged and over is not had, though its step is done; one that holds is."""
    args = ("certs", "recommend", "--level", "senior", "--cloud", "gcp", "--json")
    assert called(run, "done", "pass_gcp_pmle").returncode == 0
    assert json.loads(called(run, *args).stdout)["data"]["passed"][0]["why"] == "you have it"
    assert called(run, *ADD, PASSED, "--on", "2023-05-31").returncode == 0
    assert [one["id"] for one in json.loads(called(run, *args).stdout)["data"]["recommended"]] == [PASSED]
    assert called(run, *ADD, PASSED, "--on", "2026-05-31").returncode == 0
    assert json.loads(called(run, *args).stdout)["data"]["recommended"] == []


@pytest.mark.parametrize("flags", [(), ("--json",), ("--hours", "3")], ids=["", "json", "hours"])
def test_a_step_done_says_how_to_log_its_certificate(flags: tuple[str, ...], run: Run):
    """Once the step of a certification is done, it is said how to log the certificate; not where it is logged."""
    result = called(run, "done", "pass_gcp_pmle", *flags)
    assert "mlcareer certs mine add gcp-pmle --on DATE" in result.stderr
    assert called(run, "undo").returncode == 0
    assert "mlcareer done pass_gcp_pmle" in shown(run, *ADD, PASSED, "--on", "2026-05-31")
    assert called(run, "done", "pass_gcp_pmle", *flags).stderr == ""
    assert "mlcareer done" not in shown(run, *ADD, PASSED, "--on", "2026-06-30")


def test_other_steps_say_nothing_of_certificates(run: Run):
    """A step that is no certification says nothing of certificates."""
    assert called(run, "done", "learn_sql").stderr == ""
