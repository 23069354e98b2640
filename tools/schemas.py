"""Write the JSON Schemas of what leaves the program, from its record types: python tools/schemas.py [--check]."""

import json
import sys
from datetime import date
from enum import Enum
from pathlib import Path
from types import NoneType
from typing import Annotated, Any, get_args, get_origin

from mlcareer.core.exchange import SCHEMA, VERSION, Export

FILE = Path(__file__).resolve().parent.parent / "docs" / "schemas" / "export.schema.json"
SCALARS = {str: "string", int: "integer", float: "number", bool: "boolean"}


def schema_of(kind: Any, records: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of an annotated type; records on the way are added to `records` by name."""
    origin, args = get_origin(kind), get_args(kind)
    if origin is Annotated:
        found = schema_of(args[0], records)
        for rule in args[1:]:
            found |= dict(rule.schema)
        return found
    if NoneType in args:
        inner = next(arg for arg in args if arg is not NoneType)
        return {"anyOf": [schema_of(inner, records), {"type": "null"}]}
    if origin is tuple:
        return {"type": "array", "items": schema_of(args[0], records)}
    if hasattr(kind, "_fields"):
        if kind.__name__ not in records:
            records[kind.__name__] = {}
            records[kind.__name__] = _record(kind, records)
        return {"$ref": f"#/$defs/{kind.__name__}"}
    return _scalar(kind)


def _scalar(kind: Any) -> dict[str, Any]:
    if kind is date:
        return {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
    if issubclass(kind, Enum):
        return {"enum": [member.value for member in kind]}
    return {"type": SCALARS[kind]}


def _record(kind: Any, records: dict[str, Any]) -> dict[str, Any]:
    return {
        "description": (kind.__doc__ or "").strip().partition("\n")[0],
        "type": "object",
        "properties": {name: schema_of(inner, records) for name, inner in kind.__annotations__.items()},
        "required": [name for name in kind._fields if name not in kind._field_defaults],
        "additionalProperties": False,
    }


def export_schema() -> str:
    """Return the schema of the export's document, as it stands in docs."""
    records: dict[str, Any] = {}
    document = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:{SCHEMA.replace('.', ':')}:{VERSION}",
        "title": f"{SCHEMA}/{VERSION}",
        "description": "What `mlcareer profile export` writes and `mlcareer profile import` takes.",
        "type": "object",
        "properties": {"schema": {"const": f"{SCHEMA}/{VERSION}"}, "data": schema_of(Export, records)},
        "required": ["schema", "data"],
        "additionalProperties": False,
        "$defs": records,
    }
    return json.dumps(document, indent=2) + "\n"


def main() -> int:
    """Write the schema, or with --check tell whether it is what the records say."""
    made = export_schema()
    if "--check" in sys.argv[1:]:
        if not FILE.exists() or FILE.read_text("utf-8") != made:
            sys.exit(f"{FILE}: not what the records say; python tools/schemas.py writes it anew")
    else:
        FILE.parent.mkdir(parents=True, exist_ok=True)
        FILE.write_text(made, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
