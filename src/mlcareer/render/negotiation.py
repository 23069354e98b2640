"""Negotiating pay: where the offer stands, what is known, what to do."""

from itertools import groupby

from mlcareer.core.negotiation import NegotiationAdvice, PlacedOffer, Stage
from mlcareer.render.freshness import draw_aged
from mlcareer.render.salary import draw_rung
from mlcareer.render.screen import Screen
from mlcareer.render.theme import ACCENT, DIM
from mlcareer.render.words import money

STAGES = {Stage.BEFORE: "Before you talk", Stage.TALK: "In the talk", Stage.AFTER: "Before you sign, and after"}


def draw(screen: Screen, view: NegotiationAdvice) -> None:
    """Draw the offer, the evidence, then the checklist."""
    if view.offer:
        _offer(screen, view.offer)
        screen.blank()
        screen.say(("What is known of negotiating", ACCENT))
    else:
        screen.title("Negotiating pay", aside="· what is known, and what to do")
        screen.say(("mlcareer salary negotiate --offer 185k --level senior says where an offer stands.", DIM))
        screen.blank()
        screen.say(("What is known", ACCENT))
    for finding in view.evidence:
        screen.item(finding.says, (f" {', '.join(finding.sources)}, {finding.as_of}", DIM))
    for stage, points in groupby(view.checklist, key=lambda point: point.stage):
        screen.blank()
        screen.say((STAGES[stage], ACCENT))
        for point in points:
            screen.item(point.do)
    draw_aged(screen, view.aged)
    screen.sources(view.sources)


def _offer(screen: Screen, offer: PlacedOffer) -> None:
    amount = money(offer.amount, offer.currency)
    screen.title(f"{amount}: {offer.stands}")
    role = f"{offer.role}, a wider group: the role's own adverts are too few" if offer.is_wider else offer.role
    screen.say(
        (
            f"{offer.pay.title} · {role} · {offer.country_name} · {offer.currency} · {offer.counts} · {offer.period}",
            DIM,
        )
    )
    screen.blank()
    draw_rung(screen, offer.pay, "offer", offer.amount)
    if offer.to_name:
        median, p75 = (money(side, offer.currency) for side in offer.to_name)
        screen.blank()
        screen.say(
            f"The median there is {median}, the 75th percentile {p75}: numbers you can name with a source. They are "
            "what firms posted, not what they paid in the end, and base pay only."
        )
    for note in offer.notes:
        screen.item(note)
