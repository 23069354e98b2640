"""A profile as one document: read out of its tables, held against its records, written back in one transaction."""

import json
import sqlite3
from collections.abc import Callable
from itertools import groupby
from pathlib import Path
from typing import Any, NoReturn

from mlcareer.core.exchange import SCHEMA, VERSION, Export, Part, untakeable, without
from mlcareer.core.plain import plain, short, written
from mlcareer.core.shape import Faults, once, shaped
from mlcareer.core.text import inert
from mlcareer.errors import InvalidDataError
from mlcareer.profile.file import ProfileFile

MOST_BYTES = 20_000_000
MOST_TOLD = 50
"""Faults that a message lists."""
LEFT_AS_IT_WAS = "nothing was imported; mlcareer profile export shows what such a document looks like"
TABLES = (
    "area_level",
    "answer",
    "assessment",
    "step_event",
    "evidence",
    "setting",
    "outlook",
    "win_area",
    "win",
    "certificate",
)
"""Every table that holds what a person said; those that refer to others come first."""
Change = Callable[[Export], Export]


def export_of(person: ProfileFile) -> Export:
    """Return everything that the profile holds; empty where there is none. Never writes."""
    if not person.has_begun():
        return read_rows(None, person.now)
    with person.reading() as connection:
        return read_rows(connection, person.now)


def change(person: ProfileFile, how: Change, *, keep: str = "") -> tuple[Export, Export, Path | None]:
    """Put what `how` makes of the profile in its place, in one transaction; return both, and the copy kept before.

    Where it makes the same of it nothing is written. `keep` says in the copy's name what it was kept before.
    """
    with person.writing() as connection:
        before = read_rows(connection, person.now)
        after = how(before)
        if after._replace(made=before.made) == before:
            return before, before, None
        kept = None
        if keep and not before.is_empty:
            from mlcareer.profile.backups import keep_before

            kept = keep_before(person, keep)
        put_rows(connection, after)
    return before, after, kept


def read_rows(connection: sqlite3.Connection | None, now: str) -> Export:
    """Return everything that a profile of this version holds; raises ValueError where a value is none of ours."""
    value: dict[str, Any] = {"made": now, "without": []}
    tables = {
        name: [dict(zip(columns.split(), row, strict=True)) for row in _rows(connection, table, columns, order)]
        for name, (table, columns, order) in COLUMNS.items()
    }
    _hang(tables["assessments"], answers=tables.pop("answers"), areas=tables.pop("areas"))
    areas = tables.pop("win_areas")
    _hang(tables["wins"], areas=areas)
    for row in (*tables["wins"], *tables["certificates"]):
        row["on"] = row.pop("day")
    for row in tables["wins"]:
        row["areas"] = [area["area"] for area in row["areas"]]
    tables["outlooks"] = [
        {"at": row["made"], "outlook": {"id": row["id"], **json.loads(row["content"])}} for row in tables["outlooks"]
    ]
    for row in (*tables["steps"], *tables["evidence"]):  # what a document may not carry, no screen has shown either
        row["note"] = row["note"] and inert(row["note"])
    export, faults = shaped(value | tables, Export)
    if faults:
        path, problem = faults[0]
        raise ValueError(f"{written(path)}: {problem}")
    found: Export = export
    return found


COLUMNS = {
    "assessments": ("assessment", "id mode started finished level probability", "id"),
    "answers": ("answer", "assessment key value at", "assessment, rowid"),
    "areas": ("area_level", "assessment area estimate low high", "assessment, rowid"),
    "steps": ("step_event", "id step what at hours note taken_back", "id"),
    "evidence": ("evidence", "id area note at removed", "id"),
    "settings": ("setting", "name value at", "name"),
    "outlooks": ("outlook", "id made content", "id"),
    "wins": ("win", "id text day at removed", "id"),
    "win_areas": ("win_area", "win area", "win, rowid"),
    "certificates": ("certificate", "id certification day expires at removed", "id"),
}
"""Where each list of the document lies: the table, its columns, and their order."""


def _rows(connection: sqlite3.Connection | None, table: str, columns: str, order: str) -> list[tuple[Any, ...]]:
    if connection is None:
        return []
    names = ", ".join(columns.split())
    return connection.execute(f"SELECT {names} FROM {table} ORDER BY {order}").fetchall()  # noqa: S608  # our own names


def _hang(owners: list[dict[str, Any]], **parts: list[dict[str, Any]]) -> None:
    """Hang rows on those they belong to; the first column of each names its owner."""
    for name, rows in parts.items():
        owner = next(iter(rows[0])) if rows else ""
        found = {
            number: [{key: row[key] for key in row if key != owner} for row in group]
            for number, group in groupby(rows, key=lambda row: row[owner])
        }
        for row in owners:
            row[name] = found.get(row["id"], [])


def put_rows(connection: sqlite3.Connection, export: Export) -> None:
    """Put an export in the place of everything that the profile holds."""
    for table in TABLES:
        connection.execute(f"DELETE FROM {table}")  # noqa: S608  # our own names
    value = plain(export)
    rows: dict[str, list[tuple[Any, ...]]] = {name: [] for name in COLUMNS}
    for name in ("assessments", "steps", "evidence", "settings"):
        columns = COLUMNS[name][1].split()
        rows[name] = [tuple(row[column] for column in columns) for row in value[name]]
    for row in value["assessments"]:
        rows["answers"] += [(row["id"], *answer.values()) for answer in row["answers"]]
        rows["areas"] += [(row["id"], *area.values()) for area in row["areas"]]
    for row in value["wins"]:
        rows["wins"].append((row["id"], row["text"], row["on"], row["at"], row["removed"]))
        rows["win_areas"] += [(row["id"], area) for area in row["areas"]]
    rows["certificates"] = [tuple(row.values()) for row in value["certificates"]]
    for row in value["outlooks"]:
        content = {key: part for key, part in row["outlook"].items() if key != "id"}
        rows["outlooks"].append((row["outlook"]["id"], row["at"], json.dumps(content, separators=(",", ":"))))
    for name, (table, listed, _) in COLUMNS.items():
        marks = ", ".join("?" for _ in listed.split())
        names = ", ".join(listed.split())
        connection.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows[name])  # noqa: S608  # ours too


def read_document(source: bytes, name: str) -> Export:
    """Return a document as an export; raises InvalidDataError with everything that is wrong with it."""
    if len(source) > MOST_BYTES:
        raise InvalidDataError([f"{name}: expected at most {MOST_BYTES:,} bytes"], way_out=LEFT_AS_IT_WAS)
    value = _parsed(source, name)
    if not isinstance(value, dict):
        _refuse([f"{name}: expected an object with schema and data, found {short(value)}"])
    _refuse_other_schema(value.get("schema"), name)
    faults: Faults = [((key,), "expected only schema and data") for key in value if key not in {"schema", "data"}]
    faults += [((key,), "this key stands twice") for key in getattr(value, "twice", ())]
    export, wrong = shaped(value.get("data"), Export, ("data",))
    faults += wrong
    if export is not None and not wrong:
        faults += [(("data", *path), problem) for path, problem in untakeable(export)]
        if "certificates" not in value["data"]:  # a document from before there were any: it leaves them out
            export = without(export, (Part.CERTIFICATES,))
    if faults:
        told = [f"{name}: {written(path)}: {problem}" for path, problem in faults[:MOST_TOLD]]
        more = len(faults) - len(told)
        _refuse([*told, *([f"{name}: and {more:,} more of the kind"] if more else [])])
    found: Export = export
    return found


def _parsed(source: bytes, name: str) -> Any:
    def no_number(constant: str) -> NoReturn:
        raise ValueError(f"{constant} is no number of JSON")

    try:
        return json.loads(source.decode("utf-8-sig"), object_pairs_hook=once, parse_constant=no_number)
    except json.JSONDecodeError as fault:
        _refuse([f"{name}:{fault.lineno}:{fault.colno}: not readable as JSON: {fault.msg}"])
    except UnicodeDecodeError as fault:
        line = source.count(b"\n", 0, fault.start) + 1
        _refuse([f"{name}:{line}: expected UTF-8 text"])
    except RecursionError:
        _refuse([f"{name}: nested too deeply to be an export"])
    except ValueError as fault:  # a number of thousands of digits
        _refuse([f"{name}: not readable as JSON: {str(fault).partition(';')[0]}"])


def _refuse_other_schema(schema: object, name: str) -> None:
    expected = f"{SCHEMA}/{VERSION}"
    if schema == expected:
        return
    known, _, version = schema.partition("/") if isinstance(schema, str) else ("", "", "")
    if known == SCHEMA and version.isascii() and version.isdigit() and version.lstrip("0") > str(VERSION):
        raise InvalidDataError(
            [f"{name}: schema: written by a newer mlcareer (export version {version:.20}, this one knows {VERSION})"],
            way_out="nothing was imported; upgrade mlcareer, then import it",
        )
    _refuse([f"{name}: schema: expected {expected!r}, found {short(schema)}"])


def _refuse(problems: list[str]) -> NoReturn:
    raise InvalidDataError(problems, way_out=LEFT_AS_IT_WAS)


def read_source(path: Path) -> bytes:
    """Return a file's bytes, and a little more than a document may have; raises InvalidDataError where it cannot be."""
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)  # a device may never end
    except (OSError, ValueError) as fault:
        reason = getattr(fault, "strerror", None) or str(fault)
        raise InvalidDataError([f"{path}: cannot be read: {reason}"], way_out="nothing was imported") from None
