"""Placing a person: a better answer never hurts, nothing depends on order, and what is said holds."""

from collections.abc import Callable
from math import isclose
from random import Random

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from mlcareer.core.assessment import MOST_YEARS, Answers, Assessment
from mlcareer.core.caution import Caution
from mlcareer.core.ladder import Roadmap
from mlcareer.core.level import RUNGS, Level
from mlcareer.core.placement import (
    GATE_SURE,
    MOST_MOVES,
    Placement,
    Role,
    central_range,
    gate_checks,
    start_position,
    under_gates,
)
from mlcareer.core.placing import place_in_full
from mlcareer.core.posterior import Estimator, rung_chances
from mlcareer.core.skill import SkillMap
from mlcareer.errors import WrongUsageError

Place = Callable[[Answers], Placement]
Rated = Callable[..., Answers]
People = st.SearchStrategy[Answers]

PHASES = (Phase.explicit, Phase.generate, Phase.shrink)  # explaining a failure traces every line: minutes
FEW = settings(max_examples=25, deadline=None, database=None, phases=PHASES)
"""For laws of whole placements, some 20 ms each."""
MANY = settings(max_examples=60, deadline=None, database=None, phases=PHASES)
"""For laws of the parts, 1 ms each."""
ROUNDING = 1e-9


@pytest.fixture(scope="module")
def placed(assessment: Assessment, roadmap: Roadmap, skills: SkillMap) -> Place:
    """Return a way to place a person by the shipped pack."""
    return lambda answers: place_in_full(answers, assessment, roadmap, skills.areas)


@pytest.fixture(scope="module")
def people(assessment: Assessment, skills: SkillMap) -> People:
    """Return all sorts of people: even ones, spiky ones, ones who left areas, years or background open."""
    ids = [area.id for area in skills.areas]
    even = st.integers(0, 5).flatmap(
        lambda base: st.lists(
            st.integers(-1, 1).map(lambda off: min(max(base + off, 0), 5)), min_size=len(ids), max_size=len(ids)
        ).map(lambda levels: dict(zip(ids, levels, strict=True)))
    )
    spiky = st.fixed_dictionaries(dict.fromkeys(ids, st.integers(0, 5)))
    sparse = st.dictionaries(st.sampled_from(ids), st.integers(0, 5))
    return st.builds(
        Answers,
        background=st.none() | st.sampled_from([background.id for background in assessment.backgrounds]),
        years=st.none() | st.floats(0, MOST_YEARS),
        ratings=even | spiky | sparse,
    )


@pytest.fixture(scope="module")
def reach(assessment: Assessment, roadmap: Roadmap, skills: SkillMap) -> Callable[[Answers], tuple[list[float], Level]]:
    """Return a way to get the rungs' chances before gates, and the level after them, without the rest."""

    def make(answers: Answers) -> tuple[list[float], Level]:
        rated = [area for area in skills.areas if area.id in answers.ratings]
        estimator = Estimator(rated, start_position(answers, assessment, skills.areas))
        chances = rung_chances(estimator.posterior(answers.ratings))
        return chances, under_gates(chances, gate_checks(answers.ratings, roadmap, skills.areas)).level

    return make


def better(data: st.DataObject, answers: Answers) -> Answers:
    """Return the same answers with one or more ratings higher."""
    area = st.sampled_from(sorted(answers.ratings))
    raised = data.draw(st.dictionaries(area, st.integers(1, 5), min_size=1, max_size=3), label="raised by")
    ratings = {key: min(rating + raised.get(key, 0), 5) for key, rating in answers.ratings.items()}
    return answers._replace(ratings=ratings)


# Monotone


@FEW
@given(st.data())
def test_better_answer_never_lowers_the_level(placed: Place, people: People, data: st.DataObject):
    """A better answer never lowers the level, whoever gives it."""
    before = data.draw(people.filter(lambda answers: answers.ratings))
    assert placed(better(data, before)).level.rung >= placed(before).level.rung


@MANY
@given(st.data())
def test_better_answer_never_lowers_the_chance_to_be_above(
    reach: Callable[[Answers], tuple[list[float], Level]], people: People, data: st.DataObject
):
    """A better answer lowers neither the level nor, before gates, the probability of being above any rung."""
    before = data.draw(people.filter(lambda answers: answers.ratings))
    (low, level), (high, higher) = reach(before), reach(better(data, before))
    assert higher.rung >= level.rung
    assert all(sum(high[rung:]) >= sum(low[rung:]) - ROUNDING for rung in range(1, len(RUNGS)))


def test_every_single_step_up_holds_the_level(
    reach: Callable[[Answers], tuple[list[float], Level]], rated: Rated, skills: SkillMap
):
    """From every even profile, one step up in any one area never lowers the level (every case tried)."""
    for base in range(5):
        before = reach(rated(base))[1]
        for area in skills.areas:
            assert reach(rated(base, **{area.id: base + 1}))[1].rung >= before.rung


@MANY
@given(st.data(), st.floats(0, MOST_YEARS), st.floats(0, MOST_YEARS))
def test_more_years_never_lower_the_level(
    reach: Callable[[Answers], tuple[list[float], Level]],
    people: People,
    data: st.DataObject,
    one: float,
    other: float,
):
    """More years never lower the level."""
    person = data.draw(people)
    few, many = (reach(person._replace(years=years))[1] for years in sorted((one, other)))
    assert many.rung >= few.rung


# The same again


@FEW
@given(st.data(), st.randoms(use_true_random=False))
def test_same_answers_same_result(placed: Place, people: People, data: st.DataObject, shuffler: Random):
    """The same answers give the same result to the last bit, whatever their order."""
    answers = data.draw(people)
    pairs = list(answers.ratings.items())
    shuffled = answers._replace(ratings=dict(shuffler.sample(pairs, len(pairs))))
    assert placed(shuffled) == placed(answers)


# Probabilities and range


@FEW
@given(st.data())
def test_chances_are_probabilities(placed: Place, people: People, data: st.DataObject):
    """The rungs' chances lie within 0 to 1, sum to 1, come in order, and the level's own is the one stated."""
    result = placed(data.draw(people))
    chances = [chance.probability for chance in result.levels]
    assert [chance.level for chance in result.levels] == list(RUNGS)
    assert all(0 <= chance <= 1 for chance in chances)
    assert isclose(sum(chances), 1, abs_tol=ROUNDING)
    assert result.probability == chances[result.level.rung - 1]


@FEW
@given(st.data())
def test_range_holds_the_level(placed: Place, people: People, data: st.DataObject):
    """The 80 % range holds the level, gated or not."""
    result = placed(data.draw(people))
    assert result.range_low.rung <= result.level.rung <= result.range_high.rung


@MANY
@given(st.lists(st.floats(0, 1), min_size=5, max_size=5).filter(lambda masses: sum(masses) > 0.01))
def test_range_leaves_out_a_tenth_at_each_end(masses: list[float]):
    """The range leaves out at most a tenth at each end, and is no wider than that asks."""
    chances = [mass / sum(masses) for mass in masses]
    low, high = central_range(chances)
    assert sum(chances[: low.rung - 1]) <= 0.10 + ROUNDING
    assert sum(chances[high.rung :]) <= 0.10 + ROUNDING
    assert sum(chances[: low.rung]) >= 0.10 - ROUNDING
    assert sum(chances[high.rung - 1 :]) >= 0.10 - ROUNDING


@FEW
@given(st.data())
def test_nearest_rung_lies_beside_the_level(placed: Place, people: People, data: st.DataObject):
    """The rung named nearest lies beside the level, and its neighbour is no more probable."""
    result = placed(data.draw(people))
    assert abs(result.nearest.rung - result.level.rung) == 1
    beside = [chance for chance in result.levels if abs(chance.level.rung - result.level.rung) == 1]
    assert max(beside, key=lambda chance: chance.probability).probability == pytest.approx(
        result.levels[result.nearest.rung - 1].probability
    )


# Gates


@MANY
@given(st.data())
def test_missed_gate_holds_the_level_below_it(
    reach: Callable[[Answers], tuple[list[float], Level]],
    roadmap: Roadmap,
    skills: SkillMap,
    people: People,
    data: st.DataObject,
):
    """The level is the most probable rung, or, where a gate on the way is missed, the rung below that gate."""
    answers = data.draw(people)
    chances, level = reach(answers)
    missed = [g.level.rung for g in gate_checks(answers.ratings, roadmap, skills.areas) if g.blocks]
    most_probable = chances.index(max(chances)) + 1
    assert level.rung == min([most_probable, *(rung - 1 for rung in missed)])


@MANY
@given(st.data())
def test_gates_keep_the_sum_and_only_move_mass_down(
    reach: Callable[[Answers], tuple[list[float], Level]],
    roadmap: Roadmap,
    skills: SkillMap,
    people: People,
    data: st.DataObject,
):
    """Gates never add probability above a rung, and lose none of it."""
    answers = data.draw(people)
    before = reach(answers)[0]
    after = under_gates(before, gate_checks(answers.ratings, roadmap, skills.areas)).chances
    assert isclose(sum(after), 1, abs_tol=ROUNDING)
    assert all(sum(after[rung:]) <= sum(before[rung:]) + ROUNDING for rung in range(1, len(RUNGS)))


def test_missed_gate_moves_mass_as_far_as_it_is_sure(rated: Rated, roadmap: Roadmap, skills: SkillMap):
    """Behind a missed gate each rung keeps the share that the shortfall leaves open; the rest falls below the gate."""
    gates = gate_checks(rated(5, serving=0).ratings, roadmap, skills.areas)
    [missed] = [gate for gate in gates if gate.blocks]
    _, chances, level, _ = under_gates([0.0, 0.1, 0.2, 0.3, 0.4], gates)
    open_ = 1 - missed.shortfall
    assert (missed.level, missed.area, level) == (Level.MID, "serving", Level.JUNIOR)
    assert chances == pytest.approx([0.0, 0.1 + 0.9 * missed.shortfall, 0.2 * open_, 0.3 * open_, 0.4 * open_])


def test_lowest_missed_gate_decides(rated: Rated, roadmap: Roadmap, skills: SkillMap):
    """Of several missed gates the lowest decides."""
    gates = gate_checks(rated(5, software=0, serving=0, leadership=0).ratings, roadmap, skills.areas)
    assert under_gates([0.0, 0.0, 0.0, 0.1, 0.9], gates).level is Level.ENTRY


def test_gate_is_met_by_its_own_rating_and_missed_two_below(rated: Rated, roadmap: Roadmap, skills: SkillMap):
    """A rating at the minimum meets every gate of the ladder; two below it is surely too little."""
    for rung in roadmap.rungs:
        for gate in rung.gates:
            for rating, blocks in ((gate.minimum, False), (gate.minimum - 2, True)):
                checks = gate_checks(rated(5, **{gate.area: rating}).ratings, roadmap, skills.areas)
                [check] = [check for check in checks if (check.level, check.area) == (rung.level, gate.area)]
                assert check.blocks is blocks, (rung.level, gate.area, rating)


@MANY
@given(st.data())
def test_gate_counts_only_where_sure(roadmap: Roadmap, skills: SkillMap, people: People, data: st.DataObject):
    """A gate blocks exactly where the shortfall is at least 80 % sure."""
    ratings = data.draw(people).ratings
    checks = gate_checks(ratings, roadmap, skills.areas)
    assert all(check.blocks is (check.shortfall >= GATE_SURE) for check in checks)
    assert GATE_SURE == 0.80
    assert [(c.level, c.area, c.minimum) for c in checks] == [
        (rung.level, gate.area, gate.minimum) for rung in roadmap.rungs for gate in rung.gates if gate.area in ratings
    ]


@MANY
@given(st.data())
def test_gate_looks_at_its_own_area_alone(roadmap: Roadmap, skills: SkillMap, people: People, data: st.DataObject):
    """No answer elsewhere moves a gate."""
    answers = data.draw(people.filter(lambda person: person.ratings))
    for check in gate_checks(answers.ratings, roadmap, skills.areas):
        [alone] = [
            other
            for other in gate_checks({check.area: check.rating}, roadmap, skills.areas)
            if other.level is check.level
        ]
        assert alone == check


@FEW
@given(st.data())
def test_gates_shown_reach_to_the_next_rung(placed: Place, people: People, data: st.DataObject):
    """The gates shown are those up to the next rung, and none at or below the level blocks."""
    result = placed(data.draw(people))
    assert all(gate.level.rung <= result.level.rung + 1 for gate in result.gates)
    assert not any(gate.blocks for gate in result.gates if gate.level.rung <= result.level.rung)


@FEW
@given(st.data())
def test_level_before_gates_is_said(placed: Place, people: People, data: st.DataObject):
    """The level before gates is never below the level, and differs from it only where a gate blocks."""
    answers = data.draw(people)
    result = placed(answers)
    assert result.before_gates.rung >= result.level.rung
    blocking = [gate for gate in result.gates if gate.blocks and gate.level is result.level.next]
    assert result.before_gates is result.level or blocking


def test_one_weak_area_behind_a_gate_is_what_holds_back(placed: Place, rated: Rated):
    """Someone strong in all but serving stands below the serving gate, and is told which gate it is."""
    strong, held = placed(rated(4)), placed(rated(4, serving=0))
    assert strong.level is Level.SENIOR
    assert held.level is Level.JUNIOR
    assert [(gate.area, gate.level) for gate in held.gates if gate.blocks] == [("serving", Level.MID)]


# Areas and roles


@FEW
@given(st.data())
def test_areas_are_those_rated(placed: Place, skills: SkillMap, people: People, data: st.DataObject):
    """Each rated area appears once with its rating and the pack's targets; no other does."""
    answers = data.draw(people)
    result = placed(answers)
    assert [row.area for row in result.areas] == [area.id for area in skills.areas if area.id in answers.ratings]
    assert result.ratings == len(answers.ratings)
    for row in result.areas:
        targets = skills.area(row.area).targets
        assert row.rating == answers.ratings[row.area]
        assert (row.target, row.next_target) == (targets[result.level], targets[result.level.next or result.level])
        assert 0 <= row.low <= row.estimate <= row.high <= 5


@FEW
@given(st.data())
def test_roles_are_earned(placed: Place, people: People, data: st.DataObject):
    """At most three areas carry and three hold back; the first are at the target, the second below the next."""
    rows = placed(data.draw(people)).areas
    up = [row for row in rows if row.role is Role.CARRIES]
    back = [row for row in rows if row.role is Role.HOLDS_BACK]
    assert len(up) <= 3
    assert len(back) <= 3
    assert all(row.estimate >= row.target for row in up)
    assert all(row.estimate < row.next_target for row in back)


@FEW
@given(st.data())
def test_what_holds_back_is_the_largest_weighted_gap(placed: Place, people: People, data: st.DataObject):
    """No area left out has a larger weighted gap to the next rung than one that is said to hold back."""
    rows = placed(data.draw(people)).areas
    gaps = {row.area: row.weight * (row.next_target - row.estimate) for row in rows}
    back = [gaps[row.area] for row in rows if row.role is Role.HOLDS_BACK]
    rest = [gaps[row.area] for row in rows if row.role is not Role.HOLDS_BACK]
    if len(back) == 3:
        assert min(back) >= max(rest, default=0.0)
    assert all(gap > 0 for gap in back)


def test_strong_and_weak_area_get_their_roles(placed: Place, rated: Rated):
    """One area far above the rest carries, one far below holds back."""
    roles = {row.area: row.role for row in placed(rated(3, data=5, mlops=0)).areas}
    assert roles["data"] is Role.CARRIES
    assert roles["mlops"] is Role.HOLDS_BACK


# What would change the result


@FEW
@given(st.data())
def test_changes_come_true(placed: Place, people: People, data: st.DataObject):
    """Each change, once applied, gives the level it names: first the one up, then the one down."""
    answers = data.draw(people)
    result = placed(answers)
    for change in result.changes:
        moved = {move.area: move.becomes for move in change.moves}
        assert placed(answers._replace(ratings={**answers.ratings, **moved})).level is change.level
        assert change.level is not result.level
    assert len(result.changes) <= 2
    assert len({change.level.rung > result.level.rung for change in result.changes}) == len(result.changes)


@FEW
@given(st.data())
def test_changes_are_small(placed: Place, people: People, data: st.DataObject):
    """A change moves one to three ratings by one step each, all in its own direction, within the scale."""
    answers = data.draw(people)
    result = placed(answers)
    for change in result.changes:
        step = 1 if change.level.rung > result.level.rung else -1
        assert 1 <= len(change.moves) <= MOST_MOVES == 3
        assert len({move.area for move in change.moves}) == len(change.moves)
        for move in change.moves:
            assert move.rating == answers.ratings[move.area]
            assert move.becomes == move.rating + step
            assert 0 <= move.becomes <= 5


@FEW
@given(st.data())
def test_change_upwards_asks_for_no_more_than_the_next_rung(
    placed: Place, skills: SkillMap, people: People, data: st.DataObject
):
    """Upwards a change names only areas below what the next rung asks: more of a strength is no advice."""
    result = placed(data.draw(people))
    for change in result.changes:
        if change.level.rung > result.level.rung:
            for move in change.moves:
                assert move.becomes <= skills.area(move.area).targets[result.level.next or result.level]


def test_change_upwards_begins_with_a_weakness(placed: Place, skills: SkillMap):
    """Where more of a strength would lift the level just as well, the change still names a weak area."""
    uneven = (2, 0, 4, 2, 4, 1, 3, 2, 4, 2, 3, 2, 3, 2)
    ratings = {area.id: rating for area, rating in zip(skills.areas, uneven, strict=True)}
    result = placed(Answers(ratings=ratings))
    up = result.changes[0]
    assert up.level is result.level.next
    assert all(move.becomes <= skills.area(move.area).targets[up.level] for move in up.moves)


def test_change_names_the_gate_that_is_in_the_way(placed: Place, rated: Rated):
    """Where one missed gate alone is in the way, the change upwards begins at that gate's area."""
    up = placed(rated(4, serving=0)).changes[0]
    assert up.level.rung > Level.JUNIOR.rung
    assert [move.area for move in up.moves] == ["serving"]


# The edges of the map


def test_no_ratings_leave_the_middle_and_much_doubt(placed: Place):
    """Without any answer the result is the middle of the ladder, in great doubt, with nothing made up."""
    result = placed(Answers())
    assert result.level is Level.MID
    assert result.probability < 0.5
    assert (result.areas, result.gates, result.changes, result.ratings) == ((), (), (), 0)
    assert result.range_high.rung - result.range_low.rung >= 2


def test_all_zero_is_entry(placed: Place, rated: Rated):
    """Nothing done yet is Entry, and nothing lower can change it; that all answers are one is said and leaves doubt."""
    result = placed(rated(0))
    assert result.level is Level.ENTRY
    assert result.cautions == (Caution.ALL_SAME,)
    assert 0.5 < result.probability < 0.7
    assert placed(rated(0, software=1)).probability > 0.9
    assert all(change.level.rung > 1 for change in result.changes)


def test_all_five_is_lead(placed: Place, rated: Rated):
    """The top anchor everywhere is Lead, every gate met, and nothing higher is promised."""
    result = placed(rated(5))
    assert result.level is Level.LEAD
    assert not any(gate.blocks for gate in result.gates)
    assert all(change.level.rung < 5 for change in result.changes)


@pytest.mark.parametrize("first", [0, 5])
def test_alternating_answers_stay_sane(placed: Place, skills: SkillMap, first: int):
    """Alternating 0 and 5 is neither top nor an error: a missed gate holds the level down."""
    ratings = {area.id: first if number % 2 == 0 else 5 - first for number, area in enumerate(skills.areas)}
    result = placed(Answers(ratings=ratings))
    assert result.level.rung <= 2
    assert isclose(sum(chance.probability for chance in result.levels), 1, abs_tol=ROUNDING)
    assert any(gate.blocks for gate in result.gates)


@pytest.mark.parametrize(("level", "years"), [("entry", 1), ("junior", 3), ("mid", 5.5), ("senior", 8.5), ("lead", 12)])
def test_targets_of_a_rung_with_its_years_land_on_it(placed: Place, skills: SkillMap, level: str, years: float):
    """Who rates exactly what a rung asks, after the years typical of it, stands on that rung."""
    ratings = {area.id: area.targets[Level(level)] for area in skills.areas}
    assert placed(Answers(years=years, ratings=ratings)).level.value == level


def test_even_profiles_climb_the_ladder(placed: Place, rated: Rated):
    """Rating everything one higher each time goes from the foot of the ladder to its top."""
    rungs = [placed(rated(level)).level.rung for level in range(6)]
    assert rungs == sorted(rungs)
    assert (rungs[0], rungs[-1]) == (1, 5)
    assert set(rungs) == {1, 2, 3, 4, 5}


# The starting point


@pytest.mark.parametrize("years", [None, 0, 0.5, 3, 60])
def test_start_is_never_a_cap(placed: Place, assessment: Assessment, rated: Rated, years: float | None):
    """Whatever the background and the years, all 5 is Lead and all 0 is Entry."""
    for background in [None, *(background.id for background in assessment.backgrounds)]:
        start = {"background": background, "years": years}
        assert placed(rated(5)._replace(**start)).level is Level.LEAD, start
        assert placed(rated(0)._replace(**start)).level is Level.ENTRY, start


@MANY
@given(st.data(), st.floats(0, MOST_YEARS))
def test_start_takes_the_higher_hint(assessment: Assessment, skills: SkillMap, data: st.DataObject, years: float):
    """Years and background together start no lower than either alone, and always on the ladder."""
    background = data.draw(st.sampled_from([b.id for b in assessment.backgrounds if b.typical]))
    both, by_years, by_background = (
        start_position(answers, assessment, skills.areas)
        for answers in (Answers(background, years), Answers(years=years), Answers(background))
    )
    assert both == max(by_years, by_background)
    assert 0.4 <= both <= 5.0


@pytest.mark.parametrize(
    ("years", "position"), [(0, 0.7), (1, 1.0), (3, 2.0), (5.5, 3.0), (8.5, 4.0), (12, 5.0), (40, 5.0), (2, 1.5)]
)
def test_years_start_at_the_middle_of_the_guides_band(
    assessment: Assessment, skills: SkillMap, years: float, position: float
):
    """The middle of each of the guide's bands starts on its rung, straight lines lie between, the top is flat."""
    assert start_position(Answers(years=years), assessment, skills.areas) == pytest.approx(position)


def test_no_hint_starts_in_the_middle(assessment: Assessment, skills: SkillMap):
    """Without years and background the start is the middle of the ladder."""
    assert start_position(Answers(), assessment, skills.areas) == 3.0


def test_unknown_background_is_named(assessment: Assessment, skills: SkillMap):
    """A background that the pack does not have is wrong usage, answered with the nearest name."""
    with pytest.raises(WrongUsageError, match="did you mean 'data_analyst'"):
        start_position(Answers(background="data_analist"), assessment, skills.areas)


@pytest.mark.parametrize(
    "old", [{"background": "webmaster"}, {"ratings": {"flash": 5}}, {"ratings": {"flash": 0, "cobol": 9}}]
)
def test_answers_to_an_older_quiz_still_place(placed: Place, rated: Rated, old: dict[str, object]):
    """What an older quiz asked and today's does not changes nothing, and nothing fails over it."""
    person = rated(3)
    ratings = {**old.pop("ratings", {}), **person.ratings}
    assert placed(person._replace(ratings=ratings, **old)) == placed(person)


def test_result_calls_itself_quick(placed: Place, rated: Rated):
    """A result from ratings alone says so: quick mode, no checks."""
    result = placed(rated(3))
    assert (result.mode, result.ratings, result.checks) == ("quick", 14, 0)
