"""Negotiating pay: where the offer stands, what is known, what to do."""

from itertools import groupby

from mlcareer.core.negotiation import Negotiation, Stage
from mlcareer.render.screen import Screen
from mlcareer.render.theme import ACCENT, DIM

STAGES = {Stage.BEFORE: "Before you talk", Stage.TALK: "In the talk", Stage.AFTER: "Before you sign, and after"}


def draw(screen: Screen, view: Negotiation) -> None:
    """Draw the evidence, then the checklist."""
    screen.title("Negotiating pay", aside="· what is known, and what to do")
    screen.blank()
    screen.say(("What is known", ACCENT))
    for finding in view.evidence:
        screen.item(finding.says, (f" ({', '.join(finding.sources)})", DIM))
    for stage, points in groupby(view.checklist, key=lambda point: point.stage):
        screen.blank()
        screen.say((STAGES[stage], ACCENT))
        for point in points:
            screen.item(point.do)
    screen.sources([*(source for finding in view.evidence for source in finding.sources), view.source])
