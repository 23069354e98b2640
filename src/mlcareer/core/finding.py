"""What the data say of a figure of the guide: sentences in which measured values are filled in."""

from collections.abc import Iterable

from mlcareer.core.market import Claim, Measure, Measured, placeholders

SHARES = (Measure.SHARE_FROM, Measure.SHARE_ABOVE, Measure.SHARE_BELOW, Measure.SHARE_UP_TO)
WHOLE_FROM = 10
"""Percent from which a share is told without a decimal."""


def filled(claim: Claim, measured: Iterable[Measured]) -> Claim:
    """Return a claim whose finding has each measured value in the place of its id in braces."""
    values = {one.id: one for one in measured}
    finding = claim.finding
    for name in placeholders(finding):
        finding = finding.replace(f"{{{name}}}", _written(values[name]))
    return claim._replace(finding=finding)


def _written(one: Measured) -> str:
    if one.what not in SHARES:
        return f"${round(one.value):,}"
    percent = 100 * one.value
    return f"{percent:.0f} %" if round(percent, 1) >= WHOLE_FROM or percent == 0 else f"{percent:.1f} %"
