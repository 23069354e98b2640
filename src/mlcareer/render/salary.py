"""Pay: all rungs at a glance, one rung in full, or roles side by side; strips of one screen share one scale."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from mlcareer.core.market import FEWEST_ROWS, Cell, Sample
from mlcareer.core.rungs import GroupPay, Interpolated, LevelPay
from mlcareer.core.salary import SalaryReport
from mlcareer.render import salary_words as words
from mlcareer.render.freshness import draw_aged
from mlcareer.render.screen import Screen
from mlcareer.render.strip import Scale
from mlcareer.render.theme import ACCENT, DIM, WARNING
from mlcareer.render.words import GUIDE, money, pay_range, short_money

if TYPE_CHECKING:
    from mlcareer.core.compared_pay import ComparedPay

LABEL = 10
"""Columns before a strip, or before what is said beside it."""
HEAD, KIND, NAME, FIGURES = 16, 10, 28, 31
"""Columns of a list of strips: the rung, what the row is of, or instead of both a role; and the figures behind."""
LEAST_STRIP = 20


def draw(screen: Screen, report: SalaryReport) -> None:
    """Draw all rungs as a list of strips, or one of them in full, then what the guide's single figures are worth."""
    if len(report.levels) == 1:
        _one(screen, report, report.levels[0])
    else:
        _all(screen, report)
    _beside(screen, report)
    if report.claims:
        screen.blank()
        screen.say(("Single figures of the guide, and what the market says of them", DIM))
    for claim in report.claims:
        screen.item(f"{money(claim.amount, claim.currency)}, {claim.says}. {claim.finding}")
    draw_aged(screen, report.aged)
    screen.sources(report.sources)


def draw_compare(screen: Screen, view: "ComparedPay") -> None:
    """Draw roles side by side."""
    screen.title(f"{view.title}: {len(view.roles)} roles", aside=_aside(view))
    screen.blank()
    cells = [role.market for role in view.roles if role.market]
    estimates = [role.interpolated for role in view.roles if role.interpolated]
    mine = view.mine.placed_as if view.mine else None
    rows = _Rows(screen, _scale_of(screen, cells, estimates, (), mine, NAME), NAME, 0)
    rows.heads()
    for role in view.roles:
        if role.interpolated:
            rows.estimate(role.role, "", role.interpolated)
        else:
            rows.market(role.role, "", role.market, words.nothing_words(view.level, role.role_id, view.country))
    if mine is not None:
        rows.mark("You", "", mine)
    screen.blank()
    for role in view.roles:
        if role.you and view.mine:
            screen.item(f"{role.role}: {words.mine_words(view.mine)} is {role.you.text}.")
        if role.sample is Sample.FEW and role.market:
            screen.item(f"{role.role}: {words.sample_words(role.market)}.")
        if role.interpolated:
            screen.item(f"{role.role}: {words.estimate_words(role.interpolated)}.")
    for note in view.notes:
        screen.item(note)
    draw_aged(screen, view.aged)
    screen.sources(view.sources)


def draw_rung(screen: Screen, pay: LevelPay, label: str, amount: int) -> None:
    """Draw one rung's market, or our estimate for it, with an amount on the same scale."""
    cells = [pay.market] if pay.market else []
    estimates = [pay.interpolated] if pay.interpolated else []
    known = _amounts(cells, estimates)
    scale = Scale([*known, amount], screen.width - LABEL - (0 if screen.narrow else 8), amount)
    _market(screen, scale, "market", pay.market, f"no adverts are labelled {pay.title}")
    if pay.interpolated:
        _estimate(screen, scale, pay.interpolated)
    if known:
        screen.say(f"{label:<{LABEL}}{scale.mark(amount)}")


def _aside(view: "SalaryReport | ComparedPay") -> str:
    return f"· {view.country_name} · {view.currency} · {view.counts} · {view.period}"


def _one(screen: Screen, report: SalaryReport, pay: LevelPay) -> None:
    screen.title(f"{pay.title} {report.role}", aside=_aside(report))
    screen.blank()
    groups = [level.market for group in report.wider for level in group.levels]
    cells = [cell for cell in (pay.market, *groups) if cell]
    estimates = [level.interpolated for level in (pay, *(one for group in report.wider for one in group.levels))]
    guide = (pay.guide.low, pay.guide.high) if pay.guide else ()
    mine = report.mine.placed_as if report.mine else None
    amounts = [*_amounts(cells, filter(None, estimates)), *guide]
    scale = Scale(amounts, screen.width - LABEL - (0 if screen.narrow else 8), mine)
    _market(screen, scale, "market", pay.market, words.nothing_words(pay.level, report.role_id, report.country))
    if pay.interpolated:
        _estimate(screen, scale, pay.interpolated)
    if report.mine:
        where = f"{pay.you.text} of these adverts" if pay.you else _nowhere(pay)
        if pay.market and pay.market.p50 is not None:
            screen.say(f"{'you':<{LABEL}}{scale.mark(report.mine.placed_as)}")
            _fact(screen, "", f"{words.mine_words(report.mine)}: {where}")
        else:
            _fact(screen, "you", f"{words.mine_words(report.mine)}: {where}")
    if pay.guide:
        screen.say(f"{'guide':<{LABEL}}{scale.band(pay.guide.low, pay.guide.high)}")
        screen.say(f"{pay_range(pay.guide)} ({pay.guide.note})", indent=LABEL)
    elif report.claims or pay.interpolated:
        _fact(screen, "guide", "states no pay for this rung", DIM)
    for group in report.wider:
        _wider_one(screen, scale, group, report)
    if pay.verdict:
        screen.blank()
        screen.say(f"{pay.verdict.text[0].upper()}{pay.verdict.text[1:]}.")


def _nowhere(pay: LevelPay) -> str:
    return "no adverts of this rung to place it in" if pay.market is None else "too few rows to place you"


def _market(screen: Screen, scale: Scale, label: str, cell: Cell | None, nothing: str) -> None:
    """Draw a cell's strip with its amounts, or say why there is none."""
    if cell is None:
        _fact(screen, label, nothing, DIM)
        return
    if cell.p50 is None:
        _fact(screen, label, words.sample_words(cell))
        return
    screen.say(f"{label:<{LABEL}}{scale.market(cell)}")
    for line in scale.labels(cell):
        screen.say((line, DIM), indent=LABEL)
    screen.say((words.sample_words(cell), WARNING if cell.sample is Sample.FEW else ""), indent=LABEL)
    ratio = words.ratio_words(cell)
    if ratio:
        screen.say(ratio, indent=LABEL)


def _estimate(screen: Screen, scale: Scale, estimate: Interpolated) -> None:
    low, high = (money(side, estimate.currency) for side in (estimate.low, estimate.high))
    screen.say(f"{'estimate':<{LABEL}}{scale.estimate(estimate.low, estimate.high)}")
    screen.say(f"{low} to {high}", indent=LABEL)
    screen.say((words.estimate_words(estimate), WARNING), indent=LABEL)


def _wider_one(screen: Screen, scale: Scale, group: GroupPay, report: SalaryReport) -> None:
    (pay,) = group.levels
    screen.blank()
    screen.say(("A wider group beside it: ", DIM), (group.role, ACCENT))
    _market(screen, scale, "wider", pay.market, words.nothing_words(pay.level, group.role_id, report.country))
    if pay.interpolated:
        _estimate(screen, scale, pay.interpolated)
    if report.mine and pay.you:
        _fact(screen, "you", f"{words.mine_words(report.mine)}: {pay.you.text} of this wider group")


def _all(screen: Screen, report: SalaryReport) -> None:
    screen.title(f"{report.role} pay", aside=_aside(report))
    screen.blank()
    groups = [GroupPay(report.role_id, report.role, report.levels, None), *report.wider]
    cells = [pay.market for group in groups for pay in group.levels if pay.market]
    overall = [report.overall, *(group.overall.cell for group in report.wider if group.overall)]
    estimates = [pay.interpolated for group in groups for pay in group.levels if pay.interpolated]
    guide = [side for pay in report.levels if pay.guide for side in (pay.guide.low, pay.guide.high)]
    mine = report.mine.placed_as if report.mine else None
    rows = _Rows(screen, _scale_of(screen, [*cells, *filter(None, overall)], estimates, guide, mine, HEAD + KIND))
    rows.heads()
    for pay in report.levels:
        _rung(rows, pay, words.nothing_words(pay.level, report.role_id, report.country))
    rows.market("All levels", "market", report.overall, words.nothing_words(None, report.role_id, report.country))
    if report.mine:
        rows.mark("You", "", report.mine.placed_as)
    for group in report.wider:
        screen.blank()
        screen.say(("A wider group beside it: ", DIM), (group.role, ACCENT))
        for pay in group.levels:
            _rung(rows, pay, words.nothing_words(pay.level, group.role_id, report.country))
        rows.market("All levels", "market", group.overall.cell if group.overall else None, "no adverts")
        if group.overall and words.ratio_words(group.overall.cell):
            screen.item(f"{words.ratio_words(group.overall.cell)}.")
    _said_of_you(screen, report)
    _said_of_rungs(screen, report)
    if report.claims:
        screen.blank()
        way_on = "It names no country either. mlcareer salary --level senior shows one rung in full."
        screen.say((f"{GUIDE} {way_on}", DIM))


def _rung(rows: "_Rows", pay: LevelPay, nothing: str) -> None:
    if pay.interpolated:
        rows.estimate(pay.title, "estimate", pay.interpolated)
    else:
        rows.market(pay.title, "market", pay.market, nothing)
    if pay.guide:
        low, high = pay.guide.low, pay.guide.high
        ends = [short_money(side) for side in (low, high) if side is not None]
        text = " to ".join(ends) if len(ends) > 1 else f"{ends[0]} or more"
        rows.row("", "guide", rows.scale.band(low, high), f"{text} {'':>9}")


def _said_of_rungs(screen: Screen, report: SalaryReport) -> None:
    """Say what is interpolated, what the guide is worth, what is few."""
    said = []
    for pay in report.levels:
        if pay.interpolated:
            said.append(f"{pay.title}: interpolated between the medians beside it; our own estimate.")
        if pay.verdict:
            said.append(f"{pay.title}: {pay.verdict.text}.")
        if pay.market and pay.market.sample is Sample.FEW:
            said.append(f"{pay.title}: {words.sample_words(pay.market)}.")
    if report.overall and report.overall.sample is Sample.FEW:
        said.append(f"All levels: {words.sample_words(report.overall)}.")
    ratio = words.ratio_words(report.overall) if report.overall else ""
    if ratio:
        said.append(f"All levels: {ratio}.")
    if said:
        screen.blank()
    for line in said:
        screen.item(line)


def _said_of_you(screen: Screen, report: SalaryReport) -> None:
    """Say where the person stands on each rung, over all of them, and in a wider group where the role cannot tell."""
    if report.mine is None:
        return
    you = [*((pay.title, pay.you) for pay in report.levels), ("All levels", report.overall_you)]
    known = [(title, placing) for title, placing in you if placing]
    wider = [(f"{group.role}, all levels", group.overall.you) for group in report.wider if group.overall]
    amount = words.mine_words(report.mine)
    screen.blank()
    screen.say(f"{amount} stands" if known else f"{amount}: too few rows to place you in this role")
    for title, placing in [*known, *wider]:
        if placing:
            screen.item(f"{title}: {placing.text}.")


def _beside(screen: Screen, report: SalaryReport) -> None:
    """Say what is known from other sides: repeats, place of work, years, official wages, other sources, currencies."""
    facts = [("official", words.official_words(report.official))]
    if report.detail:
        detail = report.detail
        facts = [
            ("repeats", words.repeats_words(detail)),
            ("place", words.modes_words(detail)),
            ("years", words.years_words(detail)),
            *facts,
        ]
    facts += [("elsewhere", words.elsewhere_words(one)) for one in report.elsewhere]
    known = [(label, text) for label, text in facts if text]
    if known:
        screen.blank()
    for label, text in known:
        _fact(screen, label, text)
    if report.metro:
        from mlcareer.render.metro_pay import draw_metro

        screen.blank()
        draw_metro(screen, report.metro)
    if report.conversion:
        from mlcareer.render.conversion import draw_conversion

        screen.blank()
        draw_conversion(screen, report.conversion)
    if report.notes:
        screen.blank()
    for note in report.notes:
        screen.item(note)


def _fact(screen: Screen, label: str, text: str, style: str = "") -> None:
    screen.say(f"{label:<{LABEL}}", (text, style), hang=LABEL)


def _amounts(cells: Iterable[Cell], estimates: Iterable[Interpolated]) -> list[int]:
    amounts = [amount for cell in cells for _, amount in cell.points()]
    return amounts + [side for one in estimates for side in (one.low, one.high)]


def _scale_of(  # noqa: PLR0913, PLR0917  # all that may stretch a scale
    screen: Screen,
    cells: Iterable[Cell],
    estimates: Iterable[Interpolated],
    guide: Iterable[int | None],
    mine: int | None,
    before: int,
) -> Scale:
    width = screen.width - LABEL - 2 if screen.narrow else screen.width - before - FIGURES
    return Scale([*_amounts(cells, estimates), *guide], max(width, LEAST_STRIP), mine)


class _Rows:
    """Strips in rows with figures that line up behind them; on a narrow screen the figures go below."""

    def __init__(self, screen: Screen, scale: Scale, head: int = HEAD, kind: int = KIND) -> None:
        self.screen, self.scale, self.head, self.kind = screen, scale, head, kind

    def heads(self) -> None:
        """Name the columns."""
        figures = f"{'p25':>6} {'median':>7} {'p75':>6} {'rows':>9}"
        what = "p10 to p90, middle half filled"
        if self.screen.narrow:
            self.screen.say((f"{what}; below: p25, median, p75, rows", DIM))
        else:
            shown = what if len(what) < self.scale.width else "p10 to p90"
            self.screen.say((f"{'':<{self.head + self.kind}}{shown:<{self.scale.width}}{figures}", DIM))

    def market(self, title: str, kind: str, cell: Cell | None, nothing: str) -> None:
        """Draw a cell, or say that it is too small or not there."""
        if cell is None:
            self.row(title, kind, "", nothing, DIM)
        elif cell.p25 is None or cell.p50 is None or cell.p75 is None:
            few = f"{cell.n_rows:>9,}" if cell.n_rows < FEWEST_ROWS else f"{cell.n_distinct:>5,} distinct"
            self.row(title, kind, "", f"too few rows {few}")
        else:
            p25, p50, p75 = (short_money(amount) for amount in (cell.p25, cell.p50, cell.p75))
            rows = f"{'few ' if cell.sample is Sample.FEW else ''}{cell.n_rows:,}"
            self.row(title, kind, self.scale.market(cell), f"{p25:>6} {p50:>7} {p75:>6} {rows:>9}")

    def estimate(self, title: str, kind: str, estimate: Interpolated) -> None:
        """Draw a range of our own."""
        low, high = short_money(estimate.low), short_money(estimate.high)
        self.row(title, kind, self.scale.estimate(estimate.low, estimate.high), f"{low} to {high} {'ours':>9}")

    def mark(self, title: str, kind: str, amount: int) -> None:
        """Draw where the person's pay stands on the scale."""
        self.row(title, kind, self.scale.mark(amount), short_money(amount))

    def row(self, title: str, kind: str, strip: str, figures: str, style: str = "") -> None:
        """Draw one row; a title too long for its column goes on a line of its own."""
        if self.screen.narrow:
            if title:
                self.screen.say((title, ACCENT))
            below = (" ".join(figures.split()), style or DIM)
            if strip:
                self.screen.say(f"  {kind:<{LABEL}}{strip}")
                self.screen.say(below, indent=LABEL + 2)
            else:
                self.screen.say(f"  {kind:<{LABEL}}", below, hang=LABEL + 2)
            return
        if len(title) >= self.head:
            self.screen.say(title)
            title = ""
        behind = self.scale.width - len(strip) + FIGURES
        self.screen.say(f"{title:<{self.head}}{kind:<{self.kind}}{strip}", (f"{figures:>{behind}}", style))
