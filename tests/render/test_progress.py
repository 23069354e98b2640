"""Progress as it looks: at 80 and 50 columns, in ASCII, before anything is there, and with foreign text in it."""

import json
import re
from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from tests.conftest import Run
from tests.contract.test_exit_codes import called
from tests.render.test_screen import screen_of

from mlcareer.core.history import Estimate, History, Quizzed
from mlcareer.core.level import Level
from mlcareer.core.progress import (
    Areas,
    AreaTrend,
    Change,
    End,
    Forecast,
    MonthDone,
    Progress,
    StepLine,
    StepsSoFar,
    WinsSoFar,
    WinTold,
    hours_spent,
)
from mlcareer.core.skill import SkillMap
from mlcareer.render.progress import draw, draw_all, draw_empty
from mlcareer.render.screen import Screen
from mlcareer.render.theme import ASCII, SPARKS

Look = Callable[[Screen, Progress], None]
TODAY = date(2026, 11, 22)
THEN, NOW = date(2026, 3, 14), date(2026, 11, 15)
HOURS = (0, 2, 3.5, 0, 12, 4, 6, 5.5, 0, 1, 8, 3, 2.5)


def area(name: str, then: Estimate | None, now: Estimate | None, change: Change | None, target: int) -> AreaTrend:
    """Return an area then and now."""
    return AreaTrend(name.lower(), name, then, now, change, target, "mlcareer-estimate", "2026-11-22")


AREAS = (
    area("Serving", Estimate(0.9, 0.3, 1.5), Estimate(2.4, 1.9, 2.9), Change.UP, 3),
    area("Maths and statistics", Estimate(2.0, 1.2, 2.8), Estimate(2.2, 1.6, 2.8), Change.WITHIN, 3),
    area("Leadership", Estimate(2.9, 2.4, 3.4), Estimate(1.6, 1.1, 2.1), Change.DOWN, 2),
    area("MLOps", None, Estimate(1.0, 0.4, 1.6), None, 2),
    area("Cloud", Estimate(1.0, 0.4, 1.6), None, None, 2),
    area("Data and features", Estimate(2.0, 1.4, 2.6), Estimate(2.0, 1.4, 2.6), Change.WITHIN, 2),
)
MONDAYS = [date(2026, 8, 24) + timedelta(weeks=week) for week in range(13)]
SEEN = Progress(
    today=TODAY,
    quizzes=(
        Quizzed(date(2025, 12, 1), "quick", Level.ENTRY, 0.48),
        Quizzed(THEN, "quick", Level.JUNIOR, 0.55),
        Quizzed(NOW, "standard", Level.JUNIOR, 0.81),
    ),
    areas=Areas(THEN, NOW, "quick", "standard", AREAS),
    hours=hours_spent(History(weeks=dict(zip(MONDAYS, HOURS, strict=True)), hours=131.5, hours_since=THEN), 6.0, TODAY),
    steps=StepsSoFar(
        done=7,
        months=tuple(
            MonthDone(f"2026-{month:02}", steps) for month, steps in enumerate((0, 0, 1, 0, 0, 2, 0, 0, 1, 3, 0, 0), 1)
        ),
        latest=(
            StepLine("learn_apis", "Put a model behind an API", date(2026, 10, 30), 14.0, "https://example.org/api"),
            StepLine("learn_testing", "Test a pipeline", date(2026, 10, 2), None, "the tests run on every change"),
        ),
        begun=(StepLine("learn_containers", "Package a service", date(2026, 11, 18), 2.5, None),),
    ),
    wins=WinsSoFar(4, (WinTold(4, "shipped the ranking service", date(2026, 11, 2)),)),
    forecast=Forecast(
        target=Level.MID,
        placed=True,
        steps_left=18,
        hours_left=241.0,
        planned=End(6.0, date(2027, 8, 29), date(2027, 11, 7)),
        really=End(3.8, date(2028, 2, 6), date(2028, 5, 28)),
        source="mlcareer-estimate",
        as_of="2026-11-22",
    ),
)
EMPTY = SEEN._replace(
    quizzes=(),
    areas=Areas(None, None, None, None, ()),
    hours=hours_spent(History(), 6.0, TODAY),
    steps=StepsSoFar(0, SEEN.steps.months, (), ()),
    wins=WinsSoFar(0, ()),
)

AT_80 = """\
Junior (81 %) by your last quiz; Mid-Level likely by 2027-08-29 · 2027-11-07 if
it runs late

Quizzes  3 so far; what each said then
  2025-12-01  █░░░░ Entry          48 % likely, quick
  2026-03-14  ██░░░ Junior         55 % likely, quick
  2026-11-15  ██░░░ Junior         81 % likely, standard

Areas  2026-03-14 then, 2026-11-15 now; 1 up and 1 down beyond the uncertainty,
  2 within it
  Serving               ···•··├█─◆······ 0.9 → 2.4 (1.9–2.9)  asked 3  up
  Leadership            ···├─█◆··•······ 2.9 → 1.6 (1.1–2.1)  asked 2  down
  Maths and statistics  ·····├•█┤◆······ 2.0 → 2.2 (1.6–2.8)  asked 3  within
  MLOps                 ·├─█─┤◆·········  –  → 1.0 (0.4–1.6)  asked 2
  Cloud                 ················ 1.0 →  –             asked 2
  Scale 0 to 5: • then, █ now, ├─┤ its 80 % range, ◆ asked by Mid-Level.
  … and 1 area more: mlcareer progress --all
  Only one of the two was checked, so a difference may come from the checks.
  Levels of areas were not kept before 2026-03-14.

Hours  131.5 in all, said since 2026-03-14
  planned   ████████████████████ 6 h a week
  lately    █████████████░░░░░░░ 3.8 h a week, the mean of 12 whole weeks
  this week ████████░░░░░░░░░░░░ 2.5 h so far
  Whole weeks from 2026-08-24 on:
     ▁   ▃   ▄   ▁   █   ▄   ▅   ▅   ▁   ▂   ▆   ▃
     0   2 3.5   0  12   4   6 5.5   0   1   8   3
  Hours count in the week in which you said them.

Steps  7 done, 1 under way
  Done a month, 2026-01 to 2026-12:
     ▁   ▁   ▄   ▁   ▁   ▆   ▁   ▁   ▄   █   ▁   ▁
     0   0   1   0   0   2   0   0   1   3   0   0
  · done 2026-10-30: Put a model behind an API, 14 h
    https://example.org/api
  · done 2026-10-02: Test a pipeline
    the tests run on every change
  · begun 2026-11-18: Package a service, 2.5 h

Wins  4 logged; mlcareer wins arranges them for your next rung
  · 2026-11-02: shipped the ranking service

Ahead  Mid-Level: 18 steps, about 241 h left
  · At the 6 h a week you plan with: likely by 2027-08-29, 2027-11-07 if it runs
    late.
  · At the 3.8 h a week you really spent lately: likely by 2028-02-06,
    2028-05-28 if it runs late.
  This rests on the steps left, our estimate of their hours, and hours a week;
  not on a line through your quizzes, which are too few and too unsure for that.
  mlcareer plan shows the steps.

Sources: mlcareer-estimate (mlcareer sources ID)
"""
AT_50 = """\
Junior (81 %) by your last quiz; Mid-Level likely
by 2027-08-29 · 2027-11-07 if it runs late

Quizzes  3 so far; what each said then
  2025-12-01  █░░░░ Entry
    48 % likely, quick
  2026-03-14  ██░░░ Junior
    55 % likely, quick
  2026-11-15  ██░░░ Junior
    81 % likely, standard

Areas  2026-03-14 then, 2026-11-15 now; 1 up and 1
  down beyond the uncertainty, 2 within it
  Serving               ···•··├█─◆······
    0.9 → 2.4 (1.9–2.9) · asked 3 · up
  Leadership            ···├─█◆··•······
    2.9 → 1.6 (1.1–2.1) · asked 2 · down
  Maths and statistics  ·····├•█┤◆······
    2.0 → 2.2 (1.6–2.8) · asked 3 · within
  MLOps                 ·├─█─┤◆·········
     –  → 1.0 (0.4–1.6) · asked 2
  Cloud                 ················
    1.0 →  –  · asked 2
  Scale 0 to 5: • then, █ now, ├─┤ its 80 % range,
  ◆ asked by Mid-Level.
  … and 1 area more: mlcareer progress --all
  Only one of the two was checked, so a difference
  may come from the checks.
  Levels of areas were not kept before 2026-03-14.

Hours  131.5 in all, said since 2026-03-14
  planned   ████████████████████ 6 h a week
  lately    █████████████░░░░░░░ 3.8 h a week, the
            mean of 12 whole weeks
  this week ████████░░░░░░░░░░░░ 2.5 h so far
  Whole weeks from 2026-08-24 on: ▁▃▄▁█▄▅▅▁▂▆▃
    0, 2, 3.5, 0, 12, 4, 6, 5.5, 0, 1, 8, 3
  Hours count in the week in which you said them.

Steps  7 done, 1 under way
  Done a month, 2026-01 to 2026-12: ▁▁▄▁▁▆▁▁▄█▁▁
    0, 0, 1, 0, 0, 2, 0, 0, 1, 3, 0, 0
  · done 2026-10-30: Put a model behind an API, 14
    h
    https://example.org/api
  · done 2026-10-02: Test a pipeline
    the tests run on every change
  · begun 2026-11-18: Package a service, 2.5 h

Wins  4 logged; mlcareer wins arranges them for
  your next rung
  · 2026-11-02: shipped the ranking service

Ahead  Mid-Level: 18 steps, about 241 h left
  · At the 6 h a week you plan with: likely by
    2027-08-29, 2027-11-07 if it runs late.
  · At the 3.8 h a week you really spent lately:
    likely by 2028-02-06, 2028-05-28 if it runs
    late.
  This rests on the steps left, our estimate of
  their hours, and hours a week; not on a line
  through your quizzes, which are too few and too
  unsure for that. mlcareer plan shows the steps.

Sources: mlcareer-estimate (mlcareer sources ID)
"""
IN_ASCII = """\
Junior (81 %) by your last quiz; Mid-Level likely by 2027-08-29 - 2027-11-07 if
it runs late

Quizzes  3 so far; what each said then
  2025-12-01  #.... Entry          48 % likely, quick
  2026-03-14  ##... Junior         55 % likely, quick
  2026-11-15  ##... Junior         81 % likely, standard

Areas  2026-03-14 then, 2026-11-15 now; 1 up and 1 down beyond the uncertainty,
  2 within it
  Serving               ---*--|#-@------ 0.9 -> 2.4 (1.9-2.9)  asked 3  up
  Leadership            ---|-#@--*------ 2.9 -> 1.6 (1.1-2.1)  asked 2  down
  Maths and statistics  -----|*#|@------ 2.0 -> 2.2 (1.6-2.8)  asked 3  within
  MLOps                 -|-#-|@---------  -  -> 1.0 (0.4-1.6)  asked 2
  Cloud                 ---------------- 1.0 ->  -             asked 2
  Scale 0 to 5: * then, # now, |-| its 80 % range, @ asked by Mid-Level.
  ... and 1 area more: mlcareer progress --all
  Only one of the two was checked, so a difference may come from the checks.
  Levels of areas were not kept before 2026-03-14.

Hours  131.5 in all, said since 2026-03-14
  planned   #################### 6 h a week
  lately    #############....... 3.8 h a week, the mean of 12 whole weeks
  this week ########............ 2.5 h so far
  Whole weeks from 2026-08-24 on:
     .   -   =   .   #   =   +   +   .   :   *   -
     0   2 3.5   0  12   4   6 5.5   0   1   8   3
  Hours count in the week in which you said them.

Steps  7 done, 1 under way
  Done a month, 2026-01 to 2026-12:
     .   .   =   .   .   *   .   .   =   #   .   .
     0   0   1   0   0   2   0   0   1   3   0   0
  - done 2026-10-30: Put a model behind an API, 14 h
    https://example.org/api
  - done 2026-10-02: Test a pipeline
    the tests run on every change
  - begun 2026-11-18: Package a service, 2.5 h

Wins  4 logged; mlcareer wins arranges them for your next rung
  - 2026-11-02: shipped the ranking service

Ahead  Mid-Level: 18 steps, about 241 h left
  - At the 6 h a week you plan with: likely by 2027-08-29, 2027-11-07 if it runs
    late.
  - At the 3.8 h a week you really spent lately: likely by 2028-02-06,
    2028-05-28 if it runs late.
  This rests on the steps left, our estimate of their hours, and hours a week;
  not on a line through your quizzes, which are too few and too unsure for that.
  mlcareer plan shows the steps.

Sources: mlcareer-estimate (mlcareer sources ID)
"""
NOTHING_YET = """\
Nothing to look back at yet · this page fills as you go
  · mlcareer quiz: where you stand; each further quiz shows what moved
  · mlcareer start STEP, done STEP --hours 12: steps done, and the hours you
    really spend in a week
  · mlcareer win TEXT: what you achieved
  · mlcareer plan --hours 6: the day on which the next rung is likely reached
Begin with the quiz: it takes a quarter of an hour, and everything stays on this
machine.
"""


def drawn(view: Progress, width: int, look: Look = draw, **env: str) -> str:
    """Return progress as drawn on a screen of that width."""
    screen, text = screen_of(width, **env)
    look(screen, view)
    return "\n".join(line.rstrip() for line in text().split("\n"))


@pytest.mark.parametrize(
    ("view", "width", "look", "env", "approved"),
    [
        (SEEN, 80, draw, {}, AT_80),
        (SEEN, 50, draw, {}, AT_50),
        (SEEN, 80, draw, {"LC_ALL": "C"}, IN_ASCII),
        (EMPTY, 80, draw_empty, {}, NOTHING_YET),
    ],
    ids=["80", "50", "ascii", "empty"],
)
def test_look(view: Progress, width: int, look: Look, env: dict[str, str], approved: str):
    """Progress looks as it was last approved."""
    assert drawn(view, width, look, **env) == approved


@pytest.mark.parametrize("look", [draw, draw_all])
@pytest.mark.parametrize("width", [40, 50, 59, 60, 77, 78, 80, 120, 200])
def test_fits_and_says_the_same(width: int, look: Look):
    """At every width no line but a link is too wide, and the same figures are there."""
    text, widest = drawn(SEEN, width, look), drawn(SEEN, 200, look)
    figures = re.compile(r"\d[\d.,-]*\d")
    assert [line for line in text.split("\n") if cell_len(line) > width and "https://" not in line] == []
    assert set(figures.findall(widest)) == set(figures.findall(text))


def test_all_shows_every_area():
    """At a glance the areas that surely moved come first and the rest is counted; --all shows every one in order."""
    few, every = drawn(SEEN, 80), drawn(SEEN, 80, draw_all)
    moved = [few.index(f"  {name} ") for name in ("Serving", "Leadership", "Maths and statistics")]
    assert moved == sorted(moved)
    assert "… and 1 area more: mlcareer progress --all" in few
    places = [every.index(f"  {one.name} ") for one in AREAS]
    assert places == sorted(places)


def test_many_quizzes_are_thinned():
    """Of many quizzes a handful is drawn, the first and the last among them, and it is said that there are more."""
    many = tuple(Quizzed(date(2020, 1, 1) + timedelta(days=20 * n), "quick", Level.MID, 0.5) for n in range(100))
    for look, number in ((draw, 6), (draw_all, 12)):
        text = drawn(SEEN._replace(quizzes=many), 80, look)
        assert text.count("50 % likely, quick") == number
        assert f"100 so far, {number} of them here, evenly spread" in text
        assert {f"  {quiz.day}  " in text for quiz in (many[0], many[-1])} == {True}


def test_what_is_not_known_is_said():
    """Areas that were not kept, hours never said, a rate not yet known and a quiz not taken are each told in words."""
    bare = drawn(SEEN._replace(areas=EMPTY.areas), 200)
    assert "levels of areas were not kept then; the next quiz begins to keep them" in bare
    first = SEEN.areas._replace(then=None, then_mode=None, areas=())
    assert "the next quiz shows what moved" in drawn(SEEN._replace(areas=first), 200)
    assert "Hours  none said yet" in drawn(EMPTY, 200)
    unsure = drawn(SEEN._replace(forecast=SEEN.forecast._replace(really=None, placed=False)), 200)
    assert "You said no hours in the last 12 whole weeks" in unsure
    new = SEEN._replace(hours=SEEN.hours._replace(lately_weeks=2), forecast=SEEN.forecast._replace(really=None))
    assert "it takes 4 whole weeks from the first hours on, so far 2" in drawn(new, 200)
    assert "No quiz yet, so nothing is taken as known" in unsure
    far = SEEN.forecast._replace(planned=End(0.5, None, None))
    assert "Mid-Level is more than 20 years away" in drawn(SEEN._replace(forecast=far), 200)


# Sparklines


@settings(max_examples=80, deadline=None)
@given(st.lists(st.floats(0, 1000), max_size=20))
def test_sparkline_is_true(values: list[float]):
    """One block for each value; more is never lower, 0 alone is the lowest, the largest is the highest."""
    blocks = screen_of(80)[0].spark(values)
    heights = [SPARKS.index(block) for block in blocks]
    assert len(blocks) == len(values)
    for (one, height), (other, higher) in pairwise(sorted(zip(values, heights, strict=True))):
        assert height <= higher or one == other
    assert all((height == 0) is (value == 0) for value, height in zip(values, heights, strict=True))
    assert not any(values) or max(heights) == len(SPARKS) - 1


def test_ascii_keeps_every_height():
    """In ASCII the eight heights are eight different signs."""
    assert len(set(SPARKS.translate(ASCII))) == len(SPARKS)
    assert SPARKS.translate(ASCII).isascii()


# The command


@pytest.fixture
def person(run: Run, skills: SkillMap) -> Run:
    """Return a runner for somebody with two quizzes, hours in six weeks, a step done and a win."""
    run.home.parent.mkdir(exist_ok=True)
    for rating, day in ((0, "2026-09-01"), (4, "2026-11-20")):
        answers = {"ratings": {area.id: rating for area in skills.areas}}
        (run.home.parent / "me.json").write_text(json.dumps(answers), "utf-8")
        assert called(run, "quiz", "--answers", "me.json", "--mode", "quick", MLCAREER_TODAY=day).returncode == 0
    for week in range(6):
        day = date(2026, 10, 5) + timedelta(weeks=week)
        line = ("note", "learn_containers", "--hours", "4")
        assert called(run, *line, MLCAREER_TODAY=day.isoformat()).returncode == 0
    assert called(run, "done", "learn_containers", "--hours", "2", "--proof", "[bold]it runs[/x]").returncode == 0
    assert called(run, "win", "shipped it").returncode == 0
    return run


def test_the_whole_way(person: Run):
    """What the commands saved comes back as it was said: quizzes, areas, hours, the step, the win, the rate."""
    result = called(person, "progress", "--json")
    data = json.loads(result.stdout)["data"]
    assert (result.returncode, result.stderr) == (0, "")
    assert [quiz["day"] for quiz in data["quizzes"]] == ["2026-09-01", "2026-11-20"]
    assert {one["change"] for one in data["areas"]["areas"]} == {"up"}
    hours = data["hours"]
    assert (hours["total"], hours["this_week"], hours["lately"], hours["lately_weeks"]) == (26.0, 2.0, 4.0, 6)
    assert data["steps"]["latest"][0] == {
        "step": "learn_containers",
        "title": data["steps"]["latest"][0]["title"],
        "day": "2026-11-22",
        "hours": 26.0,
        "proof": "[bold]it runs[/x]",
    }
    assert data["steps"]["months"][-1] == {"month": "2026-11", "steps": 1}
    assert data["wins"] == {"logged": 1, "latest": [{"id": 1, "text": "shipped it", "on": "2026-11-22"}]}
    assert set(data["forecast"]["really"]) == {"hours_a_week", "likely", "late"}
    assert data["forecast"]["really"]["hours_a_week"] == 4.0
    shown = called(person, "progress").stdout
    assert "[bold]it runs[/x]" in shown
    assert "At the 4 h a week you really spent lately" in " ".join(shown.split())


def test_looking_changes_nothing(person: Run):
    """Neither look nor JSON writes to the profile: not the plan's outlook either."""
    before = (person.home / "profile.db").read_bytes()
    for more in ((), ("--all",), ("--json",)):
        assert called(person, "progress", *more).returncode == 0
    assert (person.home / "profile.db").read_bytes() == before


def test_nothing_yet(run: Run):
    """Before anything is there, a friendly page says what will be and how to begin, and no file is made."""
    result = called(run, "progress")
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.startswith("Nothing to look back at yet")
    assert "mlcareer quiz" in result.stdout
    assert not Path(run.home / "profile.db").exists()
