"""Recompute what data/salaries.yaml says of the market from the public files it is taken from, and tell what changed.

python tools/build_salaries.py RAW.csv[.gz] [--bls CSV]            write the computed part anew
python tools/build_salaries.py RAW.csv[.gz] [--bls CSV] --check    write nothing, exit 1 where something would change

The hand-written part, above the line that begins with '# computed', is kept as it is; it says which roles, countries
and metropolitan areas there are. Without --bls the official wages stay as they stand. A file other than the one the
pack is made from is told, and needs --source and --as-of: its record in data/sources.yaml has to be written first.
"""

import argparse
import csv
import gzip
import hashlib
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from mlcareer.core.market import ALL, BANDS, HERE, HOME, WORLD, Country, Measure, Measured, Official, Role
from mlcareer.core.surveyed import Selection
from mlcareer.errors import MlcareerError
from mlcareer.survey.count import count
from mlcareer.survey.engine import connect
from mlcareer.survey.layout import layout
from mlcareer.survey.market import Market, Snapshot

ROOT = Path(__file__).resolve().parent.parent
PACK = ROOT / "data" / "salaries.yaml"
MARKER = "# computed"
KNOWN = Snapshot("aijobs-2025-06-22", "2025-06-22")
KNOWN_SHA256 = "3eaea517f34e59a0d3b24558704bd3ff592bbf1a17f2a1814823dd5db5c57ab6"
"""Of the public file, unpacked: what the shipped cells are computed from."""
BLS = ("bls-oews-may2025", "2026-05-15")
MEASURED = (
    ("senior_250k", Measure.SHARE_FROM, HERE, "SE", 250_000),
    ("us_322k", Measure.SHARE_ABOVE, HERE, ALL, 322_000),
    ("entry_100k", Measure.SHARE_BELOW, HERE, "EN", 100_000),
    ("entry_median", Measure.MEDIAN, HERE, "EN", None),
    ("us_lowest", Measure.LOWEST, HERE, ALL, None),
    ("world_lowest", Measure.LOWEST, WORLD, ALL, None),
    ("us_median", Measure.MEDIAN, HERE, ALL, None),
    ("us_median_distinct", Measure.MEDIAN_DISTINCT, HERE, ALL, None),
)
"""What the findings on the guide's single figures name in braces; to these come the ends of the guide's bands."""
PARTS = {
    "cells": ("role", "country", "band", "period", "mode", "basis"),
    "official": ("soc", "area"),
    "rates": ("currency", "year"),
    "measured": ("id",),
}
"""The computed parts, and the fields that tell their records apart."""


class Head(NamedTuple):
    """What the hand-written part says to count."""

    roles: tuple[Role, ...]
    countries: tuple[Country, ...]
    metros: Mapping[str, str]
    guide: Mapping[str, tuple[int, ...]]
    """The ends that the guide states, by the index's own level."""


def head_of(text: str) -> Head:
    """Return the roles, countries, areas and bands of the hand-written part."""
    value = yaml.safe_load(text)
    pay = {band["level"]: band["pay"] for band in value["guide"]}
    return Head(
        tuple(role_of(role) for role in value["roles"]),
        tuple(Country(**country) for country in value["countries"]),
        {metro["name"]: metro["id"] for metro in value["metros"]},
        {
            band: tuple(pay[level][side] for side in ("low", "high") if pay[level][side] is not None)
            for band, level in BANDS.items()
            if level in pay
        },
    )


def role_of(value: Mapping[str, Any]) -> Role:
    """Return a role as the pack holds it."""
    held: dict[str, Any] = {name: tuple(inner) if isinstance(inner, list) else inner for name, inner in value.items()}
    return Role(**held)


def official(file: Path, metros: Mapping[str, str]) -> Iterator[Official]:
    """Yield the bureau's wages, for the nation and for each area that the pack knows by the bureau's own name."""
    with file.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            p10, p25, p50, p75, p90 = (int(row[f"p{n}"]) if row[f"p{n}"] else None for n in (10, 25, 50, 75, 90))
            area = "US" if row["area_type"] == "national" else metros[row["area"]]
            rse = float(row["wage_rse_pct"]) if row["wage_rse_pct"] else None
            yield Official(
                row["soc"], row["occupation"], area, int(row["employment"]), *BLS, p10, p25, p50, p75, p90, rse
            )  # fmt: skip


def computed(raw: Path, snapshot: Snapshot, head: Head) -> dict[str, list[dict[str, Any]]]:
    """Return the parts that come from the public file; raises MlcareerError where a row of it cannot be read."""
    laid_out = layout(raw)
    found = count(laid_out, Selection())
    print(f"{found.rows:,} rows, {sum(found.malformed.values()):,} malformed")
    if found.malformed:
        lines = "\n".join(f"{raw}:{fault.line}: {fault.says}" for fault in found.faults)
        raise MlcareerError(f"{lines}\nnothing is computed from a file with malformed rows")
    market = Market(connect(), laid_out, snapshot)
    ends = [
        (f"guide_{BANDS[band].value}_{amount // 1000}k", Measure.SHARE_UP_TO, HERE, band, amount)
        for band, amounts in head.guide.items()
        for amount in amounts
    ]
    measured = (*MEASURED, *ends)
    wanted = [Measured(name, what, HOME, country, band, 0, "", "", n) for name, what, country, band, n in measured]
    return {
        "cells": [plain(cell) for cell in market.cells(head.roles, head.countries)],
        "rates": [plain(rate) for rate in market.rates()],
        "measured": [plain(one) for one in market.measured(wanted, head.roles)],
    }


def plain(record: Any) -> dict[str, Any]:
    """Return a record as the pack writes it: without what it does not know."""
    values = {k: v.value if isinstance(v, Enum) else v for k, v in record._asdict().items()}
    return {k: v for k, v in values.items() if v is not None}


def written(parts: Mapping[str, Sequence[Mapping[str, Any]]]) -> str:
    """Return the computed part as YAML, a line a record."""
    lines = []
    for name in PARTS:
        lines.append(f"{name}:" if parts[name] else f"{name}: []")
        lines += [f"- {flow(record)}" for record in parts[name]]
    return "\n".join(lines) + "\n"


def flow(record: Mapping[str, Any]) -> str:
    """Return a record on one line of YAML."""
    return yaml.safe_dump(dict(record), default_flow_style=True, sort_keys=False, width=10**6).strip()


def changes(part: str, old: Iterable[Mapping[str, Any]], new: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Yield a line for each record that is new, gone or other than it was, with what it was and is."""

    def by_key(records: Iterable[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
        return {" ".join(str(record.get(field)) for field in PARTS[part]): record for record in records}

    before, after = by_key(old), by_key(new)
    for key in before.keys() | after.keys():
        was, now = before.get(key), after.get(key)
        if was is None:
            yield f"{part}: {key}: added"
        elif now is None:
            yield f"{part}: {key}: gone"
        else:
            moved = [f for f in {**was, **now} if was.get(f) != now.get(f)]
            told = ", ".join(f"{field} {was.get(field)} -> {now.get(field)}" for field in moved)
            if told:
                yield f"{part}: {key}: {told}"


def sha256(raw: Path) -> str:
    """Return the checksum of a file, unpacked."""
    digest = hashlib.sha256()
    with raw.open("rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
    with gzip.open(raw) if packed else raw.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def snapshot_of(raw: Path, source: str | None, as_of: str | None) -> Snapshot:
    """Return which snapshot a file is; raises MlcareerError where it is another than is known, and is not named."""
    checksum = sha256(raw)
    print(f"{raw.name}: sha256 {checksum}")
    if checksum == KNOWN_SHA256:
        return KNOWN
    print(f"this is not the file the pack is made from (sha256 {KNOWN_SHA256})")
    if not source or not as_of:
        raise MlcareerError("a new file needs a record in data/sources.yaml", way_out="--source ID --as-of DATE")
    return Snapshot(source, as_of)


def build(options: argparse.Namespace) -> int:
    """Compute, compare, tell, and write unless only asked to check; return the exit code."""
    text = options.pack.read_text("utf-8")
    head, marker, rest = text.partition(f"\n{MARKER}")
    if not marker:
        raise MlcareerError(f"{options.pack}: expected a line that begins with {MARKER!r}")
    line, _, below = rest.partition("\n")
    old = yaml.safe_load(below) or {}
    known = head_of(head)
    snapshot = snapshot_of(options.raw, options.source, options.as_of)
    parts = computed(options.raw, snapshot, known)
    wages = [plain(row) for row in official(options.bls, known.metros)] if options.bls else old.get("official", [])
    new = {**parts, "official": wages}
    told = sorted(line for part in PARTS for line in changes(part, old.get(part) or [], new[part]))
    for change in told:
        print(change)
    whole = f"{head}{marker}{line}\n{written(new)}"
    same = whole == text
    if not told and not same:
        print("the same records, written otherwise")
    print(f"{len(told)} changes; {', '.join(f'{len(new[part])} {part}' for part in PARTS)}")
    if not options.check and not same:
        options.pack.write_text(whole, "utf-8", newline="\n")
    return 1 if options.check and not same else 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Build, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("raw", type=Path, help="the public file, plain or gzipped")
    parser.add_argument("--bls", type=Path, help="the bureau's wages as CSV")
    parser.add_argument("--pack", type=Path, default=PACK, help="the file to write the computed part of")
    parser.add_argument("--source", help="the id of another file's record in data/sources.yaml")
    parser.add_argument("--as-of", help="the date of another file, such as 2025-08-03")
    parser.add_argument("--check", action="store_true", help="write nothing, compare")
    try:
        return build(parser.parse_args(arguments))
    except MlcareerError as fault:
        print(f"{fault.message}{f'; {fault.way_out}' if fault.way_out else ''}", file=sys.stderr)
        return fault.exit_code


if __name__ == "__main__":
    sys.exit(main())
