"""Certifications: those asked for, one in full, what to recommend."""

from collections.abc import Mapping, Sequence

from mlcareer.core.advising import Ground, Recommendations, Recommended
from mlcareer.core.certification import Certification, GuideView
from mlcareer.core.certification_views import (
    COURSES,
    CertificationList,
    GuideLine,
    Hidden,
    IssuerGroup,
    OfferLine,
    OneCertification,
)
from mlcareer.core.freshness import Aged, Subject
from mlcareer.core.offer import Offered, OfferStatus
from mlcareer.core.wish import USUAL_HOURS
from mlcareer.render.certification_words import (
    NOT_FOUND,
    called,
    cost,
    price_in_words,
    rungs,
    standing,
    trust,
    validity,
)
from mlcareer.render.freshness import LIST, draw_aged, draw_one
from mlcareer.render.screen import Part, Screen
from mlcareer.render.theme import ACCENT, DIM, GOOD, PLAIN, STRIKE, WARNING
from mlcareer.render.words import counted, money

LABEL = 13
"""Columns of the labels before what they name."""
STYLES = {Offered.ACTIVE: GOOD, Offered.ENDED: PLAIN}
"""How a status is drawn; every other one is worth a second look."""
OFFERS = (Subject.CERTIFICATION, Subject.CERTIFICATION_BETA)
"""What is said to have aged of an offer itself, not of what the guide says of it."""


def draw(screen: Screen, view: CertificationList) -> None:
    """Draw the list: exams, then courses, then the guide's five."""
    shown = sum(len(group.offers) for group in (*view.exams, *view.courses))
    what = counted(shown, "certification") if shown else "No certification"
    screen.title(f"{what}{'' if view.sought.every else ' to take'} on {view.day}", aside=_asked(view))
    screen.say(("Whether you need one at all: mlcareer certs recommend", DIM))
    old = {one.id: one for one in view.aged if one.subject in OFFERS}
    _groups(screen, "Exams", view.exams, old)
    _groups(screen, "Courses: no proctor, so a certificate says that you finished", view.courses, old)
    screen.blank()
    for line in _left_out(view.hidden, view):
        screen.say((line, DIM))
    if view.sought.level:
        screen.say(("Which rung an exam fits is our judgement; ended ones are put to none.", DIM))
    if old:
        words = "may have changed since; mlcareer certs CERT tells where to look"
        screen.say((f"seen DAY: {words}, {LIST} lists them.", DIM))
    screen.say(("mlcareer certs CERT shows one in full.", DIM))
    screen.blank()
    screen.say(("The guide's five, as they stand today", ACCENT))
    for five in view.guide:
        _five(screen, five, old.get(five.offer.id))
    every = [offer for group in (*view.exams, *view.courses) for offer in group.offers]
    every += [five.offer for five in view.guide]
    screen.sources([*(line.sources[0] for line in every), *(five.guide.source for five in view.guide)])


def _asked(view: CertificationList) -> str:
    sought = view.sought
    asked = [
        f"for {sought.level.title}" if sought.level else "",
        f"of {sought.cloud.title}" if sought.cloud else "",
        f"up to {money(sought.max_price, 'USD')}" if sought.max_price is not None else "",
    ]
    words = ", ".join(part for part in asked if part)
    return f"· {words}" if words else f"· of {view.entries} known"


def _groups(screen: Screen, title: str, groups: Sequence[IssuerGroup], old: Mapping[str | None, Aged]) -> None:
    if not groups:
        return
    screen.blank()
    screen.say((title, ACCENT))
    for group in groups:
        screen.say((group.issuer, DIM), indent=2)
        for offer in group.offers:
            _offer(screen, offer, old.get(offer.id))


def _offer(screen: Screen, line: OfferLine, old: Aged | None) -> None:
    screen.say((line.id, _name_style(line.status)), "  ", _name(line), indent=4, hang=2)
    words = standing(line.status, line.replaced_by)
    facts: list[Part] = [(words, STYLES.get(line.status.status, WARNING))]
    facts.append(price_in_words(line.price))
    facts.append(validity(line.valid_months, line.expires))
    if line.levels:
        facts.append(rungs(line.levels))
    if old:
        facts.append((f"seen {old.since}", DIM))
    _facts(screen, facts, indent=6)


def _facts(screen: Screen, facts: Sequence[Part], *, indent: int) -> None:
    """Write facts in one line with dots between, or one a line where it is narrow."""
    if screen.narrow:
        for fact in facts:
            screen.say(fact, indent=indent, hang=2)
        return
    parts: list[Part] = []
    for fact in facts:
        parts += [" · ", fact] if parts else [fact]
    screen.say(*parts, indent=indent, hang=2)


def _name_style(status: OfferStatus) -> str:
    return STRIKE if status.status is Offered.ENDED else ACCENT


def _name(line: OfferLine) -> Part:
    words = called(line.code, line.name)
    return (words, STRIKE) if line.status.status is Offered.ENDED else words


def _left_out(hidden: Hidden, view: CertificationList) -> list[str]:
    """Return in sentences what fits the question and is not shown."""
    away = [
        f"{number} {words}"
        for number, words in (
            (hidden.ended, "ended"),
            (hidden.not_open, "not open yet"),
            (hidden.unknown, "not known to be offered still"),
        )
        if number
    ]
    lines = [f"Not shown: {', '.join(away)}. mlcareer certs --all shows every one."] if away else []
    prices = [
        f"{number} {words}"
        for number, words in (
            (hidden.dearer, "that costs more" if hidden.dearer == 1 else "that cost more"),
            (hidden.no_price, "without a known price in USD"),
        )
        if number
    ]
    lines += [f"Left out: {', '.join(prices)}."] if prices else []
    if view.sought.max_price is not None and view.sought.cloud is None:
        lines.append(f"A course paid by the month counts with all its months, at {USUAL_HOURS:g} hours a week.")
    return lines


def _five(screen: Screen, five: GuideLine, old: Aged | None) -> None:
    line = five.offer
    style = STRIKE if line.status.status is Offered.ENDED else PLAIN
    seen = f"; seen {old.since}" if old else ""
    words = f" ({line.id}): {standing(line.status, line.replaced_by)}{seen}. {_verdict(five.guide, line.status)}"
    screen.item((line.name, style), words)


def _verdict(guide: GuideView, status: OfferStatus) -> str:
    """Return what is to be said of the guide's view; of an offer that is to end it speaks of the time after."""
    return f"From then on: {guide.verdict}" if status.status is Offered.ENDS else guide.verdict


def draw_certification(screen: Screen, view: OneCertification) -> None:
    """Draw one entry in full."""
    entry, status = view.entry, view.status
    screen.say((called(entry.code, entry.name), _name_style(status)), f" · {entry.issuer}")
    words = standing(status, view.replaced_by)
    screen.say((f"{words[0].upper()}{words[1:]}.", STYLES.get(status.status, WARNING)))
    figures = [price_in_words(entry.price), validity(entry.valid_months, entry.expires)]
    screen.say(" · ".join([*figures, trust(entry.as_of, entry.confidence)]))
    for one in view.aged:
        if one.subject in OFFERS:
            draw_one(screen, one)
    screen.blank()
    for label, value in _rows(view):
        screen.say((f"{label:<{LABEL}}", DIM), value, indent=2, hang=LABEL)
    _domains(screen, entry)
    _points(screen, "Sources disagree", entry.conflicts)
    _points(screen, "Looked for and not found", entry.unknown)
    _points(screen, "Notes", entry.notes)
    if entry.guide:
        screen.blank()
        screen.say(("The career guide", ACCENT), f", {entry.guide.as_of}")
        for claim in entry.guide.claims:
            screen.item(f"It says: {claim}")
        screen.item(f"We say: {_verdict(entry.guide, status)}")
    _ways(screen, view)
    draw_aged(screen, [one for one in view.aged if one.subject not in OFFERS])
    screen.sources([*entry.sources, *([entry.guide.source] if entry.guide else [])])


def _rows(view: OneCertification) -> list[tuple[str, str]]:
    """Return the figures of an entry; what an exam has and was not found is said, what a course has not is left out."""
    entry = view.entry
    tier = "" if entry.proof in COURSES else f", {entry.tier}"
    rows = [("suits", entry.suits), ("kind", f"{entry.proof.value}{tier}")]
    if entry.proof not in COURSES:
        length = counted(entry.minutes, "minute") if entry.minutes is not None else NOT_FOUND
        rows += [
            ("questions", entry.questions or NOT_FOUND),
            ("length", length),
            ("pass mark", entry.passing or NOT_FOUND),
        ]
    if entry.price and entry.price.note:
        rows.append(("price", price_in_words(entry.price, noted=True)))
    if view.status.status is not Offered.ENDED:
        rows.append(("cost", cost(view.fee, entry.valid_months)))
    rows += [("renewal", entry.renewal.how if entry.renewal else NOT_FOUND)] if entry.expires is not False else []
    rows.append(("experience", entry.experience or NOT_FOUND))
    study = entry.study
    rows.append(("study", f"{study.low} to {study.high} hours ({study.basis})" if study else NOT_FOUND))
    if entry.levels:
        rows.append(("fits", f"{rungs(entry.levels)}; our judgement, no rung asks for it"))
    if entry.replaces:
        rows.append(("replaces", ", ".join(entry.replaces)))
    return rows


def _domains(screen: Screen, entry: Certification) -> None:
    if not entry.domains:
        return
    screen.blank()
    screen.say(("Domains", ACCENT), " and their weight" if any(domain.weight for domain in entry.domains) else "")
    widest = max(len(domain.weight or "") for domain in entry.domains)
    for domain in entry.domains:
        weight = f"{domain.weight or '':>{widest}}  " if widest else ""
        screen.say(weight, domain.name, indent=2, hang=len(weight))
    if entry.proof not in COURSES and not all(domain.weight for domain in entry.domains):
        screen.say((f"Weights {NOT_FOUND}." if not widest else f"Other weights {NOT_FOUND}.", DIM), indent=2)


def _points(screen: Screen, title: str, points: Sequence[str]) -> None:
    if points:
        screen.blank()
        screen.say((title, ACCENT))
    for point in points:
        screen.item(point)


def _ways(screen: Screen, view: OneCertification) -> None:
    """Say which step leads there and where the issuer tells of it."""
    entry = view.entry
    screen.blank()
    if entry.step and view.status.status is not Offered.ENDED:
        with_cloud = f"; mlcareer plan --cloud {entry.cloud.value} may put it in your plan" if entry.cloud else ""
        screen.say(("step      ", DIM), f"{entry.step}{with_cloud}", hang=10)
    if entry.url is None:
        screen.say(("address   ", DIM), NOT_FOUND)
        return
    sure = "" if entry.url_confirmed else " (address not confirmed by a source)"
    screen.say(("address   ", DIM), f"the issuer's page{sure}:")
    screen.unbroken(entry.url, indent=10)


def draw_recommend(screen: Screen, view: Recommendations) -> None:
    """Draw what to recommend, or that none is needed."""
    rung = view.level.title
    if view.none_needed:
        screen.title(f"None needed at {rung}")
    else:
        number = len(view.recommended)
        which = "the one worth a look" if number == 1 else f"{number} worth a look, if you want one"
        screen.title(f"At {rung}: {which}", aside=_whose(view))
    screen.say(view.not_asked, " ", view.on_pay)
    screen.say(view.says)
    if view.ground is Ground.ASSUMED:
        screen.say(("You have taken no quiz yet, so this is for Entry: mlcareer quiz, or --level.", WARNING))
    old = {one.id: one for one in view.aged}
    for one in view.recommended:
        screen.blank()
        _recommended(screen, view, one, old.get(one.id))
    _others(screen, view)
    ids = [source for one in view.recommended for source in one.sources]
    screen.sources([view.source, *ids])


def _whose(view: Recommendations) -> str:
    return f"· {view.cloud.title}" if view.cloud else "· bound to no cloud"


def _recommended(screen: Screen, view: Recommendations, one: Recommended, old: Aged | None) -> None:
    screen.say((called(one.code, one.name), ACCENT), f" ({one.id}) · {one.issuer}", hang=2)
    if one.level is not view.level:
        _line(screen, "for", f"{one.level.title}, the rung you are on the way to")
    if one.instead_of:
        _line(screen, "instead of", f"{one.instead_of}, which has ended")
    _line(screen, "why", one.why)
    if one.beside:
        _line(screen, "beside", one.beside)
    _line(screen, "today", one.status.words, STYLES.get(one.status.status, WARNING))
    if one.proof in COURSES:
        _line(screen, "kind", one.proof.value)
    figures = [price_in_words(one.price), validity(one.valid_months, one.expires)]
    _line(screen, "price", " · ".join([*figures, trust(one.as_of, one.confidence)]))
    if one.price and one.price.note:
        _line(screen, "", one.price.note)
    if old:
        draw_one(screen, old, indent=2 + LABEL)
    _line(screen, "cost", cost(one.fee, one.valid_months))
    if one.planned:
        _line(screen, "plan", f"it is in your plan: {one.step}")


def _line(screen: Screen, label: str, words: str, style: str = PLAIN) -> None:
    screen.say((f"{label:<{LABEL}}", DIM), (words, style), indent=2, hang=LABEL)


def _others(screen: Screen, view: Recommendations) -> None:
    """Say what was passed over and why, what a cloud would change, and where the rest stands."""
    screen.blank()
    for passed in view.passed:
        screen.say((f"Passed over: {passed.name} ({passed.id}): {passed.why}.", DIM), hang=2)
    if view.of_clouds:
        named = ", ".join(f"{one.id} on {one.cloud.title}" for one in view.of_clouds)
        screen.say(f"You named no cloud. Where one is set: {named}; mlcareer certs recommend --cloud aws says why.")
    screen.say((f"Our judgement of {view.as_of}. mlcareer certs --level {view.level.value} lists all that fit.", DIM))
