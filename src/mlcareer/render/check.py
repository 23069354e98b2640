"""The health of pack and profile."""

from mlcareer.core.standing import CheckReport
from mlcareer.render.screen import Screen
from mlcareer.render.theme import GOOD, WARNING
from mlcareer.render.words import counted


def draw(screen: Screen, view: CheckReport) -> None:
    """Draw what is wrong, one a line."""
    if view.sound:
        profile = f"profile at {view.profile}" if view.has_profile else "no profile yet"
        screen.say(("Sound: ", GOOD), f"pack at {view.pack}, {profile}.")
        return
    screen.say((counted(len(view.problems), "problem"), WARNING))
    for problem in view.problems:
        screen.item(problem)
