"""What became of a win."""

from mlcareer.core.win import WinMarked
from mlcareer.render.screen import Screen
from mlcareer.render.theme import ACCENT, DIM, GOOD


def draw(screen: Screen, marked: WinMarked) -> None:
    """Draw what became of a win."""
    names = ", ".join(area.name for area in marked.areas)
    called = f"win {marked.id} of {marked.on}, {f'for {names}' if names else 'for no area'}."
    if marked.status == "removed":
        screen.say(f"Taken back: {called}")
    else:
        screen.say(("Logged: ", GOOD), called)
    number = f"{marked.id}  "
    screen.say((number, ACCENT), marked.text, indent=2, hang=len(number))
    if marked.status == "logged":
        screen.say((f"mlcareer win --remove {marked.id} takes it back · mlcareer wins arranges all", DIM))
