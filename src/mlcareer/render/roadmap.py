"""The ladder: the whole, one rung, the difference between two."""

from collections.abc import Mapping, Sequence

from mlcareer.core.ladder import Gate, Rung, Statement
from mlcareer.core.record import Here
from mlcareer.core.roadmap import Difference, OneRung, SkillLine, WholeLadder
from mlcareer.render.freshness import draw_aged
from mlcareer.render.screen import Part, Screen
from mlcareer.render.theme import ACCENT, DIM, GOOD
from mlcareer.render.words import GUIDE, hours, pay_range, percent, years


def draw(screen: Screen, ladder: WholeLadder) -> None:
    """Draw the ladder, top rung last, with the person's place on it."""
    screen.title(f"{ladder.role}: five rungs")
    screen.say(_place(ladder.you))
    screen.blank()
    rows: list[list[Part]] = []
    for rung in ladder.rungs:
        name: Part = rung.level.title
        if ladder.you and rung.level is ladder.you.level:
            name = (f"{rung.level.title} ◂ you", GOOD)
        rows.append([name, years(rung.years.low, rung.years.high), rung.scope, _pay(rung)])
    screen.table(["Level", "Typical", "Scope", "Pay (guide)"], rows)
    screen.blank()
    for statement in ladder.about:
        screen.item(statement.text)
    screen.blank()
    screen.say((f"{GUIDE} mlcareer salary sets the market beside it.", DIM))
    screen.say(("mlcareer roadmap senior: one rung · mlcareer roadmap mid --to senior: the difference", DIM))
    draw_aged(screen, ladder.aged)
    screen.sources([s.source for s in ladder.about] + [s for rung in ladder.rungs for s in _sources_of(rung)])


def draw_level(screen: Screen, view: OneRung) -> None:
    """Draw one rung in depth."""
    rung = view.rung
    screen.title(view.title, aside=f"· typically {years(rung.years.low, rung.years.high)} · pay (guide) {_pay(rung)}")
    screen.say(rung.summary)
    if view.you and view.you.level is rung.level:
        screen.say(_place(view.you))
    screen.blank()
    rows = [["Scope", rung.scope], ["Autonomy", rung.autonomy], ["Influence", rung.influence]]
    for name, words in rows:
        screen.say((f"{name:<11}", DIM), words, indent=2, hang=11)
    _points(screen, "Duties", rung.duties)
    _points(screen, "Worth knowing", rung.notes)
    if rung.companies:
        names = [f"{c.name} ({c.note})" if c.note else c.name for c in rung.companies]
        screen.blank()
        screen.say(("Companies the guide names: ", DIM), ", ".join(names), indent=2, hang=2)
    screen.blank()
    screen.say(("What each area asks here (0-5; before = the rung below)", ACCENT))
    rows_of_areas = [[a.name, str(a.before), str(a.target), screen.bar(a.target, 5, 10)] for a in view.areas]
    screen.table(["Area", "before", "here", ""], rows_of_areas, right=(1, 2))
    _gates(screen, view.gates, {area.area: area.name for area in view.areas})
    _skills(screen, "New skills on this rung", view.skills)
    draw_aged(screen, view.aged)
    screen.sources([*_sources_of(rung), view.source])


def draw_difference(screen: Screen, view: Difference) -> None:
    """Draw what separates two rungs."""
    screen.title(f"From {view.start.title} to {view.target.title}", aside=f"· {hours(view.hours)} of focused work")
    screen.say((f"Likely {view.hours.likely:,} h for someone who holds all that {view.start.title} asks.", DIM))
    screen.blank()
    rows = [
        [a.name, str(a.before), str(a.target), screen.bar(a.target, 5, 10)] for a in view.areas if a.target > a.before
    ]
    screen.table(["Area that rises", "now", "then", ""], rows, right=(1, 2))
    _points(screen, "Duties that come on top", view.duties)
    _gates(screen, view.gates, {area.area: area.name for area in view.areas})
    _skills(screen, "Skills between the two", view.skills)
    draw_aged(screen, view.aged)
    screen.sources([view.source, *(duty.source for duty in view.duties)])


def _place(you: Here | None) -> str:
    if you is None:
        return "Where do you stand? mlcareer quiz tells in a quarter of an hour."
    return f"You stand at {you.level.title}, {percent(you.probability)} likely, by the quiz of {you.day}."


def _pay(rung: Rung) -> str:
    return pay_range(rung.pay) if rung.pay else "no figure"


def _points(screen: Screen, title: str, statements: Sequence[Statement]) -> None:
    if statements:
        screen.blank()
        screen.say((title, ACCENT))
        for statement in statements:
            screen.item(statement.text)


def _gates(screen: Screen, gates: Sequence[Gate], names: Mapping[str, str]) -> None:
    if gates:
        screen.blank()
        asked = ", ".join(f"{names[gate.area]} {gate.minimum}" for gate in gates)
        screen.say(
            ("Gates: ", ACCENT), f"{asked}. A rating clearly below one keeps the rung closed, whatever the rest."
        )


def _skills(screen: Screen, title: str, skills: Sequence[SkillLine]) -> None:
    screen.blank()
    screen.say((title, ACCENT))
    rows = [[skill.id, skill.name, f"{skill.area} {skill.level}", hours(skill.hours)] for skill in skills]
    screen.table(["Skill", "What", "Area and level", "Hours"], rows, right=(3,))


def _sources_of(rung: Rung) -> list[str]:
    parts: list[str] = [rung.source, rung.years.source]
    parts += [said.source for said in (*rung.duties, *rung.notes)]
    parts += [company.source for company in rung.companies] + [gate.source for gate in rung.gates]
    return parts + ([rung.pay.source] if rung.pay else [])
