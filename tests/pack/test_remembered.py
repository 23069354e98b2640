"""Views kept: the same for the same key, made anew for anything else, never half, never anybody else's to read."""

import stat
from datetime import date
from pathlib import Path

import pytest

from mlcareer.core.assessment import Answers, Assessment
from mlcareer.core.ladder import Roadmap
from mlcareer.core.placing import place
from mlcareer.core.plan import Plan, make
from mlcareer.core.route import Basis
from mlcareer.core.skill import SkillMap
from mlcareer.core.step import Steps
from mlcareer.core.wish import Wish
from mlcareer.pack.remembered import keep, recalled


@pytest.fixture(scope="module")
def plan(assessment: Assessment, roadmap: Roadmap, skills: SkillMap, steps: Steps) -> Plan:
    """Return the plan of somebody who rates themselves 2 throughout, with a day to be there by."""
    placement = place(Answers(ratings={area.id: 2 for area in skills.areas}), assessment, roadmap, skills.areas)
    wish = Wish(hours=8.0, by=date(2027, 6, 1), focus="serving")
    return make(placement, Basis(skills, steps, {}, wish), date(2026, 11, 22))


def test_a_view_comes_back_as_it_was(tmp_path: Path, plan: Plan):
    """A plan kept under a key is the same plan under that key, to the last record."""
    keep(tmp_path, "plan", "key", plan)
    assert recalled(tmp_path, "plan", "key", Plan) == plan


def test_another_key_finds_nothing(tmp_path: Path, plan: Plan):
    """Under another key, or another name, nothing is found; the last view kept is the only one."""
    keep(tmp_path, "plan", "old", plan)
    keep(tmp_path, "plan", "new", plan)
    assert recalled(tmp_path, "plan", "old", Plan) is None
    assert recalled(tmp_path, "next", "new", Plan) is None
    assert recalled(tmp_path, "plan", "new", Plan) == plan
    assert len(list((tmp_path / "views").iterdir())) == 1


@pytest.mark.parametrize("place_of_damage", [0.0, 0.01, 0.5, 0.999])
def test_a_damaged_view_is_no_view(tmp_path: Path, plan: Plan, place_of_damage: float):
    """A view with one byte changed anywhere, or cut short, is not shown."""
    keep(tmp_path, "plan", "key", plan)
    file = tmp_path / "views" / "plan.json"
    whole = file.read_bytes()
    at = int(len(whole) * place_of_damage)
    file.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
    assert recalled(tmp_path, "plan", "key", Plan) is None
    file.write_bytes(whole[:at])
    assert recalled(tmp_path, "plan", "key", Plan) is None


def test_a_view_is_its_owner_s_alone(tmp_path: Path, plan: Plan):
    """A view tells of a person, so nobody else can read it."""
    keep(tmp_path, "plan", "key", plan)
    file = tmp_path / "views" / "plan.json"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_a_cache_that_cannot_be_written_is_no_error(tmp_path: Path, plan: Plan):
    """Where the cache's place is taken by a file, nothing is kept and nothing fails."""
    (tmp_path / "views").write_text("in the way")
    keep(tmp_path, "plan", "key", plan)
    assert recalled(tmp_path, "plan", "key", Plan) is None
