"""Pay as a source states it."""

from collections.abc import Iterator
from typing import NamedTuple

from mlcareer.core.plain import Fault


class Pay(NamedTuple):
    """Yearly pay as a source states it; a side the source leaves open is None."""

    low: int | None
    high: int | None
    currency: str
    source: str
    as_of: str
    note: str = ""

    def faults(self) -> Iterator[Fault]:
        """Yield what is wrong: a band that ends below its beginning."""
        if self.low is not None and self.high is not None and self.high < self.low:
            yield "high", f"expected at least low ({self.low}), found {self.high}"
