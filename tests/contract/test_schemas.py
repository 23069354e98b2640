"""The published JSON Schemas are what the program's records say, and take what the program writes."""

import json
import subprocess
import sys
from pathlib import Path

import jsonschema
from tests.conftest import ROOT, Run


def test_schemas_are_up_to_date():
    """The schemas in docs are those that tools/schemas.py would write."""
    done = subprocess.run([sys.executable, str(ROOT / "tools" / "schemas.py"), "--check"], check=False)
    assert done.returncode == 0


def test_a_real_export_fits_its_schema(run: Run, me: Path):
    """What the program exports after a few real commands is what the schema in docs describes."""
    for args in (["quiz", "--answers", str(me)], ["done", "learn_sql"], ["evidence", "maths", "proof"]):
        assert run(*args).returncode == 0
    document = json.loads(run("profile", "export").stdout)
    schema = json.loads((ROOT / "docs" / "schemas" / "export.schema.json").read_text("utf-8"))
    jsonschema.validate(document, schema, format_checker=jsonschema.FormatChecker())
    assert document["data"]["assessments"]
    assert document["data"]["steps"]
