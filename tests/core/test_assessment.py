"""The quiz: what is asked in which order, what an answer is, what is still open."""

from collections.abc import Callable

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from mlcareer.core.assessment import (
    BACKGROUND,
    CHECK,
    MOST_YEARS,
    YEARS,
    Answers,
    Assessment,
    dotted,
    is_number_within,
    items,
    still_asked,
    unanswered,
)
from mlcareer.core.skill import SkillMap
from mlcareer.errors import WrongUsageError

PHASES = (Phase.explicit, Phase.generate, Phase.shrink)  # explaining a failure traces every line: minutes
LAWS = settings(max_examples=100, deadline=None, database=None, phases=PHASES)


@pytest.fixture(scope="module")
def anybody(assessment: Assessment) -> st.SearchStrategy[Answers]:
    """Return answers in any state, from none to all, ratings in any order."""
    ids = [question.area for question in assessment.questions]
    return st.builds(
        Answers,
        background=st.none() | st.sampled_from([background.id for background in assessment.backgrounds]),
        years=st.none() | st.floats(0, MOST_YEARS),
        ratings=st.dictionaries(st.sampled_from(ids), st.integers(0, 5)),
        checks=st.dictionaries(st.sampled_from(["serving_101", "maths_204"]), st.integers(0, 4)),
    )


# What is asked


def test_start_is_asked_first_then_the_areas(assessment: Assessment, skills: SkillMap):
    """Background and years come first, then one question an area in the areas' order."""
    assert [item.key for item in items(assessment)] == [BACKGROUND, YEARS, *(area.id for area in skills.areas)]


def test_each_area_offers_zero_to_five(assessment: Assessment):
    """Each area offers 'not yet' as 0 and its five anchors as 1 to 5."""
    for item, question in zip(items(assessment)[2:], assessment.questions, strict=True):
        assert [choice.value for choice in item.choices] == ["0", "1", "2", "3", "4", "5"]
        assert [choice.label for choice in item.choices] == [assessment.not_yet, *question.anchors]
        assert item.text == question.question


def test_years_are_a_number(assessment: Assessment):
    """Years are typed, not picked, from 0 to 60."""
    years = items(assessment)[1]
    assert (years.choices, years.most) == ((), MOST_YEARS)


def test_question_without_five_anchors_is_a_fault(assessment: Assessment):
    """A question with an anchor missing or too many is a fault."""
    question = assessment.questions[0]
    assert list(question.faults()) == []
    for anchors in (question.anchors[:-1], (*question.anchors, "more")):
        assert [field for field, _ in question._replace(anchors=anchors).faults()] == ["anchors"]


# Answers


@LAWS
@given(st.data())
def test_answered_and_unanswered_share_out_the_items(
    assessment: Assessment, anybody: st.SearchStrategy[Answers], data: st.DataObject
):
    """Every item is either answered or among those still open, which keep their order."""
    answers = data.draw(anybody)
    still_open = [item.key for item in unanswered(assessment, answers)]
    assert still_open == [item.key for item in items(assessment) if not answers.has(item.key)]
    asked_by_all = [key for key, _ in answers.pairs() if not key.startswith(CHECK)]
    assert len(still_open) + len(asked_by_all) == len(items(assessment))


@LAWS
@given(st.data())
def test_answering_closes_one_item_and_no_other(
    assessment: Assessment, anybody: st.SearchStrategy[Answers], data: st.DataObject
):
    """An answer closes its own item and changes no other; the answers before stay as they were."""
    before = data.draw(anybody)
    kept = before.pairs()
    item = data.draw(st.sampled_from(items(assessment)))
    value = data.draw(st.sampled_from([choice.value for choice in item.choices] or ["0.0", "3.5", "60.0"]))
    after = before.answered(item.key, value)
    assert dict(after.pairs()) == {**dict(kept), item.key: value}
    assert before.pairs() == kept


@LAWS
@given(st.data())
def test_answers_survive_being_saved(anybody: st.SearchStrategy[Answers], data: st.DataObject):
    """Answers written down as pairs and taken back are the same answers, to the last digit of the years."""
    answers = data.draw(anybody)
    again = Answers()
    for key, value in answers.pairs():
        again = again.answered(key, value)
    assert again == answers


@LAWS
@given(st.data())
def test_start_comes_first_among_the_pairs(anybody: st.SearchStrategy[Answers], data: st.DataObject):
    """Among the pairs background and years come first, then the ratings and the checks as they were given."""
    answers = data.draw(anybody)
    start = [key for key in (BACKGROUND, YEARS) if answers.has(key)]
    assert [key for key, _ in answers.pairs()] == [
        *start,
        *answers.ratings,
        *(f"{CHECK}{item}" for item in answers.checks),
    ]


@pytest.mark.parametrize(
    ("key", "first", "second"), [("software", "2", "4"), (YEARS, "1", "7.5"), (BACKGROUND, "student", "other")]
)
def test_later_answer_replaces_the_earlier(key: str, first: str, second: str):
    """Answering again replaces the earlier answer."""
    assert Answers().answered(key, first).answered(key, second).pairs() == ((key, second),)


@pytest.mark.parametrize("value", ["6", "-1", "2.5", "", "high"])
def test_rating_off_the_scale_is_refused(value: str):
    """What is no whole number from 0 to 5 never becomes a rating."""
    with pytest.raises(ValueError, match=r"software: expected 0 to 5|invalid literal"):
        Answers().answered("software", value)


def test_each_area_has_its_question(assessment: Assessment, skills: SkillMap):
    """Every area's question is found by the area's id."""
    assert [assessment.question(area.id) for area in skills.areas] == list(assessment.questions)


def test_nothing_is_answered_at_first(assessment: Assessment):
    """At the start everything is open, and zero is an answer."""
    assert unanswered(assessment, Answers()) == items(assessment)
    given_zero = Answers().answered(YEARS, "0").answered("software", "0")
    assert given_zero.has(YEARS)
    assert given_zero.has("software")


def test_complete_answers_leave_nothing_open(assessment: Assessment, rated: Callable[..., Answers]):
    """With background, years and fourteen ratings nothing is open."""
    assert unanswered(assessment, rated(3)._replace(background="student", years=0.0)) == ()


# Names and numbers


@pytest.mark.parametrize("typed", ["data_scientist", "Data Scientist", "DATA-SCIENTIST "])
def test_background_is_found_as_people_type_it(assessment: Assessment, typed: str):
    """Case, dashes and spaces do not matter."""
    assert assessment.background_named(typed).id == "data_scientist"


def test_unknown_background_is_met_with_the_nearest(assessment: Assessment):
    """A misspelt background is answered with the nearest one."""
    with pytest.raises(WrongUsageError, match="unknown background 'studnet': did you mean 'student'"):
        assessment.background_named("studnet")


@LAWS
@given(st.floats(-5, 70) | st.sampled_from([float("nan"), float("inf"), float("-inf")]))
def test_number_within_is_a_number_from_zero(number: float):
    """A number counts where it lies from 0 to the most; what is not a finite number never does."""
    assert is_number_within(str(number), MOST_YEARS) == (0 <= number <= MOST_YEARS)


@pytest.mark.parametrize("text", ["", "three", "3 years", "1,5", "--1"])
def test_text_is_no_number(text: str):
    """What is not written as a number is not one."""
    assert not is_number_within(text, MOST_YEARS)


@pytest.mark.parametrize("typed", ["0,5", " 0.5 ", "0.5", ",5"])
def test_decimal_comma_is_understood(typed: str):
    """Half the world writes 0,5: it is the same number."""
    assert float(dotted(typed)) == 0.5


# An older quiz


@LAWS
@given(st.data())
def test_today_s_answers_are_all_still_asked(
    assessment: Assessment, anybody: st.SearchStrategy[Answers], data: st.DataObject
):
    """Of answers to today's quiz nothing is left out."""
    answers = data.draw(anybody)
    assert still_asked(assessment, answers) == answers


def test_what_is_no_longer_asked_is_left_out(assessment: Assessment):
    """Areas, backgrounds and values that today's quiz does not know are left out; the rest stays."""
    old = Answers("webmaster", 3.0, {"software": 2, "flash": 5, "maths": 9, "data": -1})
    assert still_asked(assessment, old) == Answers(None, 3.0, {"software": 2})


def test_repeated_background_is_a_fault(assessment: Assessment):
    """Two backgrounds of one id are a fault, which names the id."""
    first = assessment.backgrounds[0]
    twice = assessment._replace(backgrounds=(*assessment.backgrounds, first))
    assert list(assessment.faults()) == []
    assert list(twice.faults()) == [("backgrounds", f"expected each id once, found twice: {first.id}")]
