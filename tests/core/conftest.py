"""People to plan for, and their placements and gaps by the shipped pack."""

from collections.abc import Sequence

import pytest
from hypothesis import strategies as st
from tests.core.people import Careers, Case, Cases, GapOf, People, Place, saids, small_cases, wishes

from mlcareer.core.assessment import Answers, Assessment
from mlcareer.core.gap import Gap
from mlcareer.core.ladder import Roadmap
from mlcareer.core.level import Level
from mlcareer.core.placing import place
from mlcareer.core.route import Basis
from mlcareer.core.skill import SkillMap
from mlcareer.core.step import Steps
from mlcareer.core.wish import Wish


@pytest.fixture(scope="module")
def placed(assessment: Assessment, roadmap: Roadmap, skills: SkillMap) -> Place:
    """Return a way to place a person by the shipped pack."""
    return lambda answers: place(answers, assessment, roadmap, skills.areas)


@pytest.fixture(scope="module")
def gap_of(placed: Place, skills: SkillMap, steps: Steps) -> GapOf:
    """Return a way to get the gap between a person, with some steps done, and their next rung."""

    def make(answers: Answers, done: Sequence[str] = ()) -> Gap:
        placement = placed(answers)
        return Gap(placement, skills, steps.closed_by(done), placement.level.next or placement.level)

    return make


@pytest.fixture(scope="module")
def people(skills: SkillMap) -> People:
    """Return people near one level and spiky ones, some with areas left open."""
    ids = [area.id for area in skills.areas]
    even = st.integers(0, 5).flatmap(
        lambda base: st.fixed_dictionaries(
            dict.fromkeys(ids, st.integers(-1, 1).map(lambda off: min(max(base + off, 0), 5)))
        )
    )
    sparse = st.dictionaries(st.sampled_from(ids), st.integers(0, 5))
    years = st.none() | st.integers(0, 15).map(float)
    return st.builds(Answers, background=st.none(), years=years, ratings=even | sparse)


@pytest.fixture(scope="module")
def careers(people: People, steps: Steps) -> Careers:
    """Return people with any selection of the steps done."""
    return st.tuples(people, st.lists(st.sampled_from([step.id for step in steps.steps]), unique=True))


@pytest.fixture(scope="module")
def shipped_cases(placed: Place, skills: SkillMap, steps: Steps, people: People) -> Cases:
    """Return people to plan for by the shipped pack, of whose steps they said something."""
    return st.builds(
        lambda answers, said, wish: Case(placed(answers), Basis(skills, steps, said, wish)),
        people,
        saids(steps),
        wishes(skills.areas),
    )


@pytest.fixture(scope="module")
def cases(placed: Place, shipped_cases: Cases) -> Cases:
    """Return people to plan for by the shipped pack and by small ones."""
    return st.integers(0, 3).flatmap(lambda n: small_cases(placed(Answers())) if n else shipped_cases)


@pytest.fixture(scope="module")
def plain_cases(placed: Place, shipped_cases: Cases) -> Cases:
    """Return people to plan for by packs in which one step at most teaches a skill."""
    small = small_cases(placed(Answers()), alternatives=False)
    return st.integers(0, 3).flatmap(lambda n: small if n else shipped_cases)


@pytest.fixture
def nobody(placed: Place, skills: SkillMap, steps: Steps) -> Case:
    """Return somebody who rated nothing and said nothing, on the way to Lead."""
    return Case(placed(Answers()), Basis(skills, steps, {}, Wish(to=Level.LEAD)))
