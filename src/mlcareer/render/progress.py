"""Where a person was, is and will be: the forecast first, then quizzes, areas, hours, steps, wins, what it rests on."""

from collections.abc import Sequence

from mlcareer.core.level import RUNGS
from mlcareer.core.progress import (
    ENOUGH_WEEKS,
    Areas,
    AreaTrend,
    Change,
    End,
    Forecast,
    Progress,
    Spent,
    StepLine,
    StepsSoFar,
    thinned,
)
from mlcareer.core.schedule import HORIZON_YEARS
from mlcareer.render.placement import NEXT, STRIP, TIGHT, scale
from mlcareer.render.screen import Screen
from mlcareer.render.theme import ACCENT, DIM, GOOD, WARNING
from mlcareer.render.words import counted, percent

QUIZZES, MOST_QUIZZES = 6, 12
"""Quizzes drawn at most: at a glance, and with --all."""
AREAS = 5
"""Areas drawn at a glance: those that moved most."""
MOST_BEGUN = 5
"""Steps under way that are named; the others are counted."""
ROW = 78
"""Columns that an area needs for one line."""
CELL = 4
"""Columns of one value in a series: three signs and a blank."""
WHOLE = 10
"""Hours from which a value in a series is written without its tenths."""
LABEL = 10
THEN = "•"
UNKNOWN = " – "
UNCHECKED = "quick"
RESTS_ON = (
    "This rests on the steps left, our estimate of their hours, and hours a week; not on a line through your quizzes, "
    "which are too few and too unsure for that. mlcareer plan shows the steps."
)
STYLES = {Change.UP: GOOD, Change.DOWN: WARNING, Change.WITHIN: DIM, None: DIM}


def draw(screen: Screen, view: Progress) -> None:
    """Draw progress at a glance."""
    _draw(screen, view, quizzes=QUIZZES, areas=AREAS)


def draw_all(screen: Screen, view: Progress) -> None:
    """Draw progress with every area."""
    _draw(screen, view, quizzes=MOST_QUIZZES, areas=len(view.areas.areas))


def draw_empty(screen: Screen, view: Progress) -> None:
    """Say what will be here one day, and how to begin."""
    screen.title("Nothing to look back at yet", aside="· this page fills as you go")
    for command, what in (
        ("mlcareer quiz", "where you stand; each further quiz shows what moved"),
        ("mlcareer start STEP, done STEP --hours 12", "steps done, and the hours you really spend in a week"),
        ("mlcareer win TEXT", "what you achieved"),
        (f"mlcareer plan --hours {view.hours.planned:g}", "the day on which the next rung is likely reached"),
    ):
        screen.item((command, ACCENT), f": {what}")
    screen.say("Begin with the quiz: it takes a quarter of an hour, and everything stays on this machine.")


def _draw(screen: Screen, view: Progress, *, quizzes: int, areas: int) -> None:
    _head(screen, view)
    _quizzes(screen, view, quizzes)
    _areas(screen, view, areas)
    _hours(screen, view.hours)
    _steps(screen, view.steps)
    _wins(screen, view)
    _forecast(screen, view.forecast, view.hours)
    screen.sources([view.forecast.source])


def _head(screen: Screen, view: Progress) -> None:
    """Draw the answer: where the person is, and when the next rung comes."""
    ahead, planned = view.forecast, view.forecast.planned
    here = "No quiz yet"
    if view.quizzes:
        last = view.quizzes[-1]
        here = f"{last.level.title} ({percent(last.probability)}) by your last quiz"
    if not ahead.steps_left:
        screen.title(f"{here}; nothing is left to do for {ahead.target.title}", aside="by what is known so far")
        return
    late = f"· {planned.late} if it runs late" if planned.late else ""
    screen.title(f"{here}; {ahead.target.title} {_likely(planned)}", aside=late)


def _likely(end: End) -> str:
    return f"likely by {end.likely}" if end.likely else f"is more than {HORIZON_YEARS} years away"


def _section(screen: Screen, name: str, about: str) -> None:
    screen.blank()
    screen.say((name, ACCENT), f"  {about}", hang=2)


def _quizzes(screen: Screen, view: Progress, most: int) -> None:
    """Draw the quizzes, one a line, on the scale of five rungs."""
    if not view.quizzes:
        _section(screen, "Quizzes", "none yet, so nothing is taken as known: mlcareer quiz")
        return
    shown = thinned(view.quizzes, most)
    some = f", {len(shown)} of them here, evenly spread" if len(shown) < len(view.quizzes) else ""
    _section(screen, "Quizzes", f"{len(view.quizzes)} so far{some}; what each said then")
    for quiz in shown:
        rung = screen.bar(quiz.level.rung, len(RUNGS), len(RUNGS))
        sure = f"{percent(quiz.probability):>5} likely"
        if screen.narrow:
            screen.say(f"{quiz.day}  {rung} {quiz.level.title}", indent=2)
            screen.say((f"{sure.strip()}, {quiz.mode}", DIM), indent=4)
        else:
            screen.say(f"{quiz.day}  {rung} {quiz.level.title:<14}{sure}, {quiz.mode}", indent=2)


def _areas(screen: Screen, view: Progress, most: int) -> None:
    """Draw how the areas moved, those that moved most where not all are asked for."""
    areas = view.areas
    if not areas.now:
        if view.quizzes:
            _section(screen, "Areas", "levels of areas were not kept then; the next quiz begins to keep them")
        return
    if not areas.then:
        _section(screen, "Areas", f"kept since the quiz of {areas.now}; the next quiz shows what moved")
        if most < len(areas.areas):
            return
    else:
        _section(screen, "Areas", f"{areas.then} then, {areas.now} now; {_verdict(areas)}")
    order = areas.areas if most >= len(areas.areas) else sorted(areas.areas, key=_weight)
    for area in order[:most]:
        _area(screen, area, has_then=areas.then is not None)
    then = f"{THEN} then, " if areas.then else ""
    target = view.forecast.target.title
    screen.say((f"Scale 0 to 5: {then}█ now, ├─┤ its 80 % range, {NEXT} asked by {target}.", DIM), indent=2)
    if len(areas.areas) > most:
        screen.say((f"… and {counted(len(areas.areas) - most, 'area')} more: mlcareer progress --all", DIM), indent=2)
    _caveats(screen, view)


def _weight(area: AreaTrend) -> tuple[bool, float]:
    return area.change not in {Change.UP, Change.DOWN}, -abs(area.moved)


def _verdict(areas: Areas) -> str:
    up, down = (sum(area.change is change for area in areas.areas) for change in (Change.UP, Change.DOWN))
    if not up + down:
        return "none moved beyond the uncertainty"
    words = [f"{number} {way}" for number, way in ((up, "up"), (down, "down")) if number]
    within = sum(area.change is Change.WITHIN for area in areas.areas)
    return f"{' and '.join(words)} beyond the uncertainty, {within} within it"


def _area(screen: Screen, area: AreaTrend, *, has_then: bool) -> None:
    """Draw one area: then, now and what is asked on one scale, and the figures."""
    strip = "·" * STRIP
    if area.now:
        marks = {float(area.target): NEXT} | ({area.then.estimate: THEN} if area.then else {})
        strip = scale(area.now.estimate, (area.now.low, area.now.high), marks, STRIP)
    then = f"{area.then.estimate:.1f}" if area.then else UNKNOWN
    now = f"{area.now.estimate:.1f} ({area.now.low:.1f}–{area.now.high:.1f})" if area.now else UNKNOWN
    figures, asked = f"{then} → {now}" if has_then else now, f"asked {area.target}"
    word = area.change.value if area.change else ""
    if screen.width >= ROW:
        screen.say(f"{area.name:<21} {strip} {figures:<19}  {asked}  ", (word, STYLES[area.change]), indent=2)
    else:
        screen.say(f"{area.name:<21} {strip}", indent=2)
        tail = (f" · {word}", STYLES[area.change]) if word else ""
        screen.say(f"{figures} · {asked}", tail, indent=4)


def _caveats(screen: Screen, view: Progress) -> None:
    areas = view.areas
    if areas.then and (areas.then_mode == UNCHECKED) != (areas.now_mode == UNCHECKED):
        screen.say("Only one of the two was checked, so a difference may come from the checks.", indent=2)
    if view.quizzes[0].day < (areas.then or areas.now or view.today):
        screen.say((f"Levels of areas were not kept before {areas.then or areas.now}.", DIM), indent=2)


def _hours(screen: Screen, spent: Spent) -> None:
    """Draw planned and real hours on one scale, and the last weeks."""
    if spent.since is None:
        _section(screen, "Hours", "none said yet: mlcareer note STEP --hours 2, mlcareer done STEP --hours 12")
        return
    _section(screen, "Hours", f"{spent.total:,g} in all, said since {spent.since}")
    top = max(spent.planned, spent.lately or 0.0, spent.this_week)
    rows = [("planned", spent.planned, "h a week")]
    if spent.lately is not None:
        rows.append(("lately", spent.lately, f"h a week, the mean of {counted(spent.lately_weeks, 'whole week')}"))
    rows.append(("this week", spent.this_week, "h so far"))
    for label, hours, about in rows:
        bar = screen.bar(hours, top, 20 if screen.width >= TIGHT else 10)
        screen.say(f"{label:<{LABEL}}{bar} {hours:g} {about}", indent=2, hang=LABEL)
    weeks = spent.weeks[-1 - spent.lately_weeks : -1]
    if weeks:
        _series(screen, f"Whole weeks from {weeks[0].begins} on:", [week.hours for week in weeks])
    screen.say(("Hours count in the week in which you said them.", DIM), indent=2)


def _series(screen: Screen, about: str, values: Sequence[float]) -> None:
    """Draw values as a row of blocks with the figures below them, or after them where there is no room."""
    blocks = screen.spark(values)
    figures = [f"{value:.0f}" if value >= WHOLE else f"{round(value, 1):g}" for value in values]
    if screen.narrow:
        screen.say(f"{about} {blocks}", indent=2)
        screen.say(", ".join(figures), indent=4)
        return
    screen.say(about, indent=2)
    screen.say("".join(f"{block:>{CELL}}" for block in blocks), indent=2)
    screen.say("".join(f"{figure:>{CELL}}" for figure in figures), indent=2)


def _steps(screen: Screen, steps: StepsSoFar) -> None:
    """Draw how many steps were done when, the last of them, and those begun."""
    if not steps.done and not steps.begun:
        _section(screen, "Steps", "none done or begun yet: mlcareer next names the best ones")
        return
    _section(screen, "Steps", f"{steps.done} done, {len(steps.begun)} under way")
    if any(month.steps for month in steps.months):
        first, last = steps.months[0].month, steps.months[-1].month
        _series(screen, f"Done a month, {first} to {last}:", [month.steps for month in steps.months])
    for step in steps.latest:
        _step(screen, "done", step)
    for step in steps.begun[:MOST_BEGUN]:
        _step(screen, "begun", step)
    if len(steps.begun) > MOST_BEGUN:
        screen.say((f"… and {len(steps.begun) - MOST_BEGUN} more under way", DIM), indent=2)


def _step(screen: Screen, what: str, step: StepLine) -> None:
    hours = f", {step.hours:g} h" if step.hours else ""
    screen.item(f"{what} {step.day}: ", (step.title, ACCENT), hours)
    if step.proof is None:
        return
    if step.proof.startswith(("https://", "http://")):
        screen.unbroken((step.proof, DIM), indent=4)
    else:
        screen.say((step.proof, DIM), indent=4)


def _wins(screen: Screen, view: Progress) -> None:
    wins = view.wins
    if not wins.logged:
        _section(screen, "Wins", 'none logged yet: mlcareer win "shipped X" --area serving')
        return
    _section(screen, "Wins", f"{wins.logged:,} logged; mlcareer wins arranges them for your next rung")
    for win in wins.latest:
        screen.item(f"{win.on}: {win.text}")


def _forecast(screen: Screen, ahead: Forecast, spent: Spent) -> None:
    """Draw when the target is likely reached, at hours planned and at hours really spent, and what that rests on."""
    if not ahead.steps_left:
        _section(screen, "Ahead", "mlcareer quiz looks again; mlcareer plan --to LEVEL plans for another rung")
        return
    left = f"{ahead.target.title}: {counted(ahead.steps_left, 'step')}, about {ahead.hours_left:,.0f} h left"
    _section(screen, "Ahead", left)
    screen.item(f"At the {ahead.planned.hours_a_week:g} h a week you plan with: {_ends(ahead.planned)}.")
    if ahead.really:
        screen.item(f"At the {ahead.really.hours_a_week:g} h a week you really spent lately: {_ends(ahead.really)}.")
    elif spent.tells_rate:
        weeks = counted(spent.lately_weeks, "whole week")
        screen.item(f"You said no hours in the last {weeks}, and so it never ends: mlcareer plan --hours N plans anew.")
    elif spent.since is not None:
        screen.item(
            f"What you really spend is not told yet: it takes {ENOUGH_WEEKS} whole weeks from the first hours on, "
            f"so far {spent.lately_weeks}."
        )
    if not ahead.placed:
        screen.say(("No quiz yet, so nothing is taken as known: mlcareer quiz makes this yours.", WARNING), indent=2)
    screen.say((RESTS_ON, DIM), indent=2)


def _ends(end: End) -> str:
    late = f", {end.late} if it runs late" if end.late else ""
    return f"{_likely(end)}{late}"
