"""A survey of the person's own: percentiles in each currency, then what became of every row of the file."""

from pathlib import PurePath

from mlcareer.core.market import FEW_ROWS, FEWEST_ROWS, Sample
from mlcareer.core.surveyed import Surveyed, SurveyReport, Table, Why
from mlcareer.render.screen import Part, Screen
from mlcareer.render.theme import ACCENT, DIM, WARNING
from mlcareer.render.words import counted, money, percent

EXAMPLES = 5
"""Lines that are shown of one kind of fault."""


def draw(screen: Screen, report: SurveyReport) -> None:
    """Draw a table for each currency with figures, then the account of rows read, left out and malformed."""
    asked = [report.role, report.country, report.level.title if report.level else None, _years(report)]
    screen.title(f"Pay in {PurePath(report.file).name}", aside=f"· {' · '.join(part for part in asked if part)}")
    for table in report.tables:
        if table.overall.sample is not Sample.TOO_FEW:
            _table(screen, report, table)
    small = [table for table in report.tables if table.overall.sample is Sample.TOO_FEW]
    if small:
        screen.blank()
        listed = ", ".join(f"{table.currency or 'no currency'} ({_rows(table.overall)})" for table in small)
        screen.say(f"Too few rows for a figure: {listed}.")
    if not report.tables:
        screen.blank()
        screen.say("No row is counted.")
    _account(screen, report)
    screen.blank()
    words = (
        f"Your own file, counted on this machine; nothing of it is kept. A percentile interpolates between rows. "
        f"No figure below {FEWEST_ROWS} rows or {FEWEST_ROWS} distinct ones; below {FEW_ROWS}, read with care."
    )
    screen.say((words, DIM))


def _table(screen: Screen, report: SurveyReport, table: Table) -> None:
    screen.blank()
    parts = table.levels if report.level else (*table.levels, table.overall)
    rows: list[list[Part]] = [_row(_name(part), part) for part in parts]
    screen.say((table.currency or "No currency named", ACCENT))
    heads = ["Level", "p10", "p25", "median", "p75", "p90", "based on"]
    screen.table(heads, rows, right=(1, 2, 3, 4, 5, 6))
    few = [part for part in parts if part.sample is Sample.FEW]
    if few:
        screen.blank()
    for part in few:
        screen.item((f"{_name(part)}: few rows, read with care: {_rows(part)}.", WARNING))
    shares = [(part.at_or_below, _of(part)) for part in parts if part.at_or_below is not None]
    if report.mine is not None and shares:
        screen.blank()
        told = ", ".join(f"{_share(share)} of {name}" for share, name in shares)
        screen.say(f"You: {_amount(report.mine, table.currency)} is as much as or more than {told}.")


def _row(name: str, part: Surveyed) -> list[Part]:
    if part.sample is Sample.TOO_FEW:
        return [name, "", "", ("too few", DIM), "", "", _rows(part)]
    return [name, *(f"{amount:,}" for _, amount in part.points()), counted(part.n_rows, "row")]


def _account(screen: Screen, report: SurveyReport) -> None:
    screen.blank()
    left = sum(why.rows for why in report.left_out)
    screen.say(
        f"{counted(report.rows, 'row')} read: {report.counted:,} counted, {left:,} left out, "
        f"{report.malformed:,} malformed."
    )
    for why in report.left_out:
        screen.item(f"left out: {why.why} ({why.rows:,})")
    for words in report.taken_as:
        screen.item(words)
    for words in report.notes:
        screen.item((words, WARNING))
    for why in report.malformed_by:
        screen.item((f"malformed: {why.why} ({why.rows:,})", WARNING))
        _examples(screen, report, why)


def _examples(screen: Screen, report: SurveyReport, why: Why) -> None:
    """Draw the first lines of a kind of fault, and how many more there are."""
    lines = [line for line in report.lines if line.why == why.why][:EXAMPLES]
    for line in lines:
        screen.say(f"{PurePath(report.file).name}:{line.line}: {line.problem}", indent=4, hang=2)
    if lines and why.rows > len(lines):
        screen.say((f"... and {why.rows - len(lines):,} more of this kind", DIM), indent=4)


def _name(part: Surveyed) -> str:
    return part.level.title if part.level else "All levels"


def _share(share: float) -> str:
    return f"{100 * share:.0f} %" if share in (0, 1) else percent(share)


def _of(part: Surveyed) -> str:
    return f"those at {part.level.title}" if part.level else "all rows"


def _rows(part: Surveyed) -> str:
    return f"{counted(part.n_rows, 'row')}, {part.n_distinct:,} distinct"


def _amount(amount: int, currency: str) -> str:
    return money(amount, currency) if currency else f"{amount:,}"


def _years(report: SurveyReport) -> str | None:
    if report.first_year is None or report.first_year == report.last_year:
        return str(report.first_year) if report.first_year else None
    return f"{report.first_year} to {report.last_year}"
