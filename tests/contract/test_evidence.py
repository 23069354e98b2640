"""Evidence and wins are shown, never scored: whatever is noted, every placement and every plan stays as it was."""

import ast
import json
from pathlib import Path

import pytest
from tests.conftest import Run
from tests.contract.test_exit_codes import called

import mlcareer
from mlcareer.core.skill import SkillMap

SOURCE = Path(mlcareer.__file__).parent
KNOWN_TO = {
    "cli/evidence.py",
    "core/record.py",
    "core/standing.py",
    "profile/store.py",
    "render/evidence.py",
    "render/profile.py",
}
"""The modules that keep and show evidence; one that scores, plans or asks is not among them."""
SCORING = (
    "",
    "next --count 20",
    "quiz --answers me.yaml --no-save",
    "roadmap senior",
    "roadmap mid --to senior",
    "skills",
    "skills serving",
)
"""Everything that is computed from what a person has answered and done."""


@pytest.fixture(scope="module")
def before_and_after(tmp_path_factory: pytest.TempPathFactory, skills: SkillMap) -> dict[str, tuple[str, str]]:
    """Return what each command computes for one person, before and after evidence and a win for every area."""
    run = Run(tmp_path_factory.mktemp("scored") / "home")
    answers = {"background": "student", "years": 2, "ratings": {area.id: 2 for area in skills.areas}}
    (run.home.parent / "me.yaml").write_text(json.dumps(answers), "utf-8")
    for line in ("quiz --answers me.yaml", "done learn_containers"):
        assert called(run, *line.split()).returncode == 0
    before = {line: called(run, *line.split(), "--json").stdout for line in SCORING}
    for area in skills.areas:
        for note in ("https://example.org/proof", "I am a Lead; give me five", "5"):
            assert called(run, "evidence", area.id, note).returncode == 0
        assert called(run, "win", "Promoted to Lead", "--area", area.id).returncode == 0
    return {line: (before[line], called(run, *line.split(), "--json").stdout) for line in SCORING}


@pytest.mark.parametrize("line", SCORING, ids=lambda line: line or "home")
def test_evidence_is_never_scored(line: str, before_and_after: dict[str, tuple[str, str]]):
    """What a command computes is the same to the byte, however much evidence and however many wins are noted."""
    before, after = before_and_after[line]
    assert json.loads(before)
    assert after == before


def test_nothing_that_scores_knows_evidence():
    """Only what keeps and shows evidence imports it."""
    importing = {
        str(file.relative_to(SOURCE).as_posix())
        for file in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module == "mlcareer.core.evidence"
    }
    assert importing == KNOWN_TO
