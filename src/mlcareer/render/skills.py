"""The skill map: areas, one area, one skill."""

from collections.abc import Sequence

from mlcareer.core.skill_views import AllAreas, Neighbour, OneArea, OneSkill, SkillState
from mlcareer.render.freshness import draw_aged
from mlcareer.render.screen import Part, Screen
from mlcareer.render.theme import ACCENT, DIM, GOOD
from mlcareer.render.words import hours


def draw(screen: Screen, view: AllAreas) -> None:
    """Draw all areas."""
    screen.title(f"{len(view.areas)} areas, {sum(line.skills for line in view.areas)} skills")
    screen.blank()
    rows: list[list[Part]] = []
    for line in view.areas:
        asked = " ".join(str(level) for level in line.area.targets.values())
        you = f"{line.you:.1f}" if line.you is not None else "-"
        rows.append([line.area.id, line.area.name, f"{100 * line.area.weight:.0f} %", asked, you, str(line.skills)])
    screen.table(["Area", "Name", "weight", "E J M S L", "you", "skills"], rows, right=(2, 4, 5))
    screen.blank()
    screen.say(
        ("E J M S L: the level asked at Entry, Junior, Mid, Senior and Lead. mlcareer skills AREA goes on.", DIM)
    )
    screen.sources([line.area.source for line in view.areas])


def draw_area(screen: Screen, view: OneArea) -> None:
    """Draw one area's skills."""
    you = f"· you are at {view.you:.1f}" if view.you is not None else ""
    screen.title(view.area.name, aside=you)
    screen.say(view.area.summary)
    asked = ", ".join(f"{level.title} {target}" for level, target in view.area.targets.items())
    screen.say((f"Asked: {asked}.", DIM))
    screen.blank()
    for level, anchor in enumerate(view.anchors, 1):
        screen.say((f"{level}  ", ACCENT), anchor, indent=2, hang=3)
    screen.say(("To show it: ", DIM), view.evidence, indent=2, hang=12)
    screen.blank()
    rows: list[list[Part]] = [
        [s.skill.id, _name(s), str(s.skill.level), hours(s.hours), _demand(s), _held(s)] for s in view.skills
    ]
    screen.table(["Skill", "What", "Level", "Hours", "in adverts", ""], rows, right=(2, 3, 4))
    screen.blank()
    screen.say(("mlcareer skills SKILL shows what it needs, what it opens and where to learn it.", DIM))
    draw_aged(screen, view.aged)
    screen.sources([s for state in view.skills for s in _sources(state)])


def draw_skill(screen: Screen, view: OneSkill) -> None:
    """Draw one skill with its surroundings."""
    skill = view.state.skill
    aside = f"· {view.area_name}, level {skill.level} · {hours(view.state.hours)}"
    screen.title(skill.name, aside=f"{aside} · a specialisation" if skill.optional else aside)
    screen.say(skill.summary)
    if view.state.held:
        screen.say(("You hold it, by your answers or a step done.", GOOD))
    if view.demand:
        screen.say(f"Named in {view.demand.percent} % of {view.demand.ads} adverts ({view.demand.as_of}).")
    _neighbours(screen, "Needs first", view.needs, nothing="nothing")
    _neighbours(screen, "Opens", view.opens, nothing="no other skill")
    screen.blank()
    screen.say(("Steps that close it", ACCENT))
    for step in view.steps:
        screen.item(f"{step.title} ({step.kind.value}, {hours(step.hours)}): mlcareer done {step.id}")
        for link in step.learn:
            screen.say((link.title, DIM), indent=4, hang=2)
            screen.say((link.url, DIM), indent=6)
    draw_aged(screen, view.aged)
    screen.sources(_sources(view.state))


def _neighbours(screen: Screen, title: str, neighbours: Sequence[Neighbour], *, nothing: str) -> None:
    names = [f"{n.name} ({n.id}{', held' if n.held else ''})" for n in neighbours]
    screen.say((f"{title}: ", ACCENT), ", ".join(names) or nothing, hang=2)


def _name(state: SkillState) -> str:
    return f"{state.skill.name} (optional)" if state.skill.optional else state.skill.name


def _demand(state: SkillState) -> str:
    return f"{state.skill.demand.percent} %" if state.skill.demand else ""


def _held(state: SkillState) -> Part:
    return ("held", GOOD) if state.held else ""


def _sources(state: SkillState) -> list[str]:
    return [state.skill.source, *([state.skill.demand.source] if state.skill.demand else [])]
