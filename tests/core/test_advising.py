"""What is recommended: little, open on that day, not held, each with why; and nothing where that is the answer."""

from datetime import date, timedelta

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from tests.core.test_offer import an_exam

from mlcareer.core.advice import Advice, Choice, LevelAdvice
from mlcareer.core.advising import MOST, Asker, Recommendations, recommendations
from mlcareer.core.certification import Certification, Certifications, Renewal
from mlcareer.core.fee import fee_of
from mlcareer.core.level import Level
from mlcareer.core.offer import Offered, status_on
from mlcareer.core.step import Cloud
from mlcareer.pack.library import Library

PHASES = (Phase.explicit, Phase.generate, Phase.shrink)  # explaining a failure traces every line: minutes
LAWS = settings(max_examples=150, deadline=None, database=None, phases=PHASES)
TODAY = date(2026, 11, 22)
DAYS = st.dates(date(2024, 1, 1), date(2028, 12, 31))
CLOSED = {Offered.ENDED, Offered.NOT_OPEN}


@pytest.fixture(scope="module")
def entries(library: Library) -> Certifications:
    """Return the shipped entries."""
    return library.certifications()


@pytest.fixture(scope="module")
def advice(library: Library) -> Advice:
    """Return the shipped advice."""
    return library.certification_advice()


@pytest.fixture(scope="module")
def askers(entries: Certifications) -> st.SearchStrategy[Asker]:
    """Return anybody who may ask, with any certifications behind them or left out."""
    some = st.frozensets(st.sampled_from([entry.id for entry in entries.certifications]), max_size=20)
    rungs = st.sampled_from(Level).flatmap(lambda level: st.tuples(st.just(level), st.sampled_from([None, level.next])))
    clouds = st.none() | st.sampled_from(Cloud)
    return st.builds(
        lambda rungs, cloud, hours, held, left: Asker(
            rungs[0], aim=rungs[1], cloud=cloud, hours_a_week=hours, held=held, left=left
        ),
        rungs,
        clouds,
        st.floats(0.5, 80),
        some,
        some,
    )


@LAWS
@given(data=st.data(), day=DAYS)
def test_few_and_open_and_new(
    advice: Advice, entries: Certifications, askers: st.SearchStrategy[Asker], data: st.DataObject, day: date
):
    """At most three, each once: open on the day, of the cloud asked for, neither held nor left out."""
    asker = data.draw(askers)
    view = recommendations(advice, entries, asker, day)
    ids = [one.id for one in view.recommended]
    assert len(ids) == len(set(ids)) <= MOST
    assert not set(ids) & (asker.held | asker.left)
    for one in view.recommended:
        entry = entries.certification(one.id)
        assert one.status == status_on(entry, day)
        assert one.status.status not in CLOSED
        assert entry.cloud is asker.cloud
        had = set(entry.replaces) & asker.held
        assert not had or len(entry.replaces) > 1 or len(entries.certification(*had).replaced_by) > 1
        assert bool(had) == bool(one.beside)
        assert not one.beside or any(f"you have {name}, which" in one.beside for name in had)
        assert one.why
        assert one.level in {asker.level, asker.aim}
        assert one.fee == fee_of(entry, asker.hours_a_week)
        assert (one.price, one.confidence, one.sources, one.as_of) == (
            entry.price,
            entry.confidence,
            entry.sources,
            entry.as_of,
        )
    assert view.none_needed == (not ids)


@LAWS
@given(data=st.data(), day=DAYS)
def test_what_is_said_whatever_is_recommended(
    advice: Advice, entries: Certifications, askers: st.SearchStrategy[Asker], data: st.DataObject, day: date
):
    """That no rung asks for a certificate, and that no effect on pay was found, is said to everybody."""
    view = recommendations(advice, entries, data.draw(askers), day)
    assert "No rung of this ladder asks for a certificate" in view.not_asked
    assert "pay" in view.on_pay
    assert "found none" in view.on_pay
    assert view.source == "mlcareer-estimate"


@LAWS
@given(data=st.data(), day=DAYS)
def test_what_is_passed_over_says_why(
    advice: Advice, entries: Certifications, askers: st.SearchStrategy[Asker], data: st.DataObject, day: date
):
    """What we would name and do not recommend is told with the reason, which is true."""
    asker = data.draw(askers)
    for passed in recommendations(advice, entries, asker, day).passed:
        entry = entries.certification(passed.id)
        reasons = {
            "you have it": passed.id in asker.held,
            "you left its step out": passed.id in asker.left,
            status_on(entry, day).words: status_on(entry, day).status in CLOSED,
            **{f"you have {name}, which it replaces": name in asker.held for name in entry.replaces},
        }
        assert reasons[passed.why]


@pytest.mark.parametrize("cloud", [None, *Cloud])
def test_none_is_needed_at_the_top(advice: Advice, entries: Certifications, cloud: Cloud | None):
    """At Lead none is needed, on any cloud; and on the way there only what fits Senior is named."""
    view = recommendations(advice, entries, Asker(Level.LEAD, cloud=cloud), TODAY)
    assert view.none_needed
    before = recommendations(advice, entries, Asker(Level.SENIOR, aim=Level.LEAD, cloud=cloud), TODAY)
    assert {one.level for one in before.recommended} == {Level.SENIOR}


@pytest.mark.parametrize("cloud", [None, *Cloud])
@pytest.mark.parametrize("level", [Level.ENTRY, Level.JUNIOR, Level.MID, Level.SENIOR])
def test_everybody_else_finds_one(advice: Advice, entries: Certifications, level: Level, cloud: Cloud | None):
    """Below Lead there is one for each cloud and one bound to none, on the day the advice was written."""
    assert recommendations(advice, entries, Asker(level, cloud=cloud), TODAY).recommended


@pytest.mark.parametrize("cloud", [None, *Cloud])
@pytest.mark.parametrize("level", [Level.ENTRY, Level.JUNIOR, Level.MID, Level.SENIOR])
def test_who_has_them_all_needs_none(advice: Advice, entries: Certifications, level: Level, cloud: Cloud | None):
    """Whoever holds every choice of their rung needs none, and hears that they have each."""
    everything = frozenset(entry.id for entry in entries.certifications)
    view = recommendations(advice, entries, Asker(level, cloud=cloud, held=everything), TODAY)
    assert view.none_needed
    assert {passed.why for passed in view.passed} == {"you have it"}


def test_a_place_is_kept_for_the_rung_aimed_at(advice: Advice, entries: Certifications):
    """A junior on the way to Mid hears of two for Junior and of the first choice for Mid."""
    view = recommendations(advice, entries, Asker(Level.JUNIOR, aim=Level.MID, cloud=Cloud.AWS), TODAY)
    assert [(one.id, one.level) for one in view.recommended] == [
        ("aws-mla-c02", Level.JUNIOR),
        ("aws-dea-c01", Level.JUNIOR),
        ("aws-aip-c01", Level.MID),
    ]


def test_without_a_cloud_nothing_is_bound_to_one(advice: Advice, entries: Certifications):
    """Who names no cloud gets what is bound to none, and hears the first choice of each."""
    view = recommendations(advice, entries, Asker(Level.MID), TODAY)
    assert {entries.certification(one.id).cloud for one in view.recommended} == {None}
    assert [(one.cloud, one.id) for one in view.of_clouds] == [
        (Cloud.AWS, "aws-aip-c01"),
        (Cloud.GCP, "gcp-pmle"),
        (Cloud.AZURE, "azure-ai-300"),
    ]
    assert recommendations(advice, entries, Asker(Level.MID, cloud=Cloud.AWS), TODAY).of_clouds == ()


def test_nothing_of_an_issuer_who_sells_through_partners_only(advice: Advice, entries: Certifications):
    """Exams that can only be booked through a partner are listed and never recommended."""
    named = {choice.certification for rung in advice.levels for choice in rung.choices}
    assert {entries.certification(name).issuer for name in named} & {"Anthropic"} == set()


@pytest.mark.parametrize(
    ("level", "cloud", "first"),
    [
        (Level.ENTRY, Cloud.AWS, "aws-aif-c01"),
        (Level.ENTRY, Cloud.AZURE, "azure-ai-901"),
        (Level.ENTRY, None, "dlai-deep-learning"),
        (Level.JUNIOR, Cloud.AWS, "aws-mla-c02"),
        (Level.JUNIOR, Cloud.AZURE, "azure-ai-300"),
        (Level.MID, Cloud.GCP, "gcp-pmle"),
        (Level.SENIOR, Cloud.GCP, "gcp-pmle"),
        (Level.SENIOR, Cloud.AWS, "aws-aip-c01"),
        (Level.SENIOR, Cloud.AZURE, "azure-ai-500"),
    ],
)
def test_first_choices(advice: Advice, entries: Certifications, level: Level, cloud: Cloud | None, first: str):
    """The first choice of a rung and cloud is the one of the facts; a beta says so with its day."""
    one = recommendations(advice, entries, Asker(level, cloud=cloud), TODAY).recommended[0]
    assert one.id == first
    if one.status.status is Offered.BETA:
        assert one.status.last_seen == one.as_of
        assert one.as_of in one.status.words


# Small packs.


def small(*exams: Certification, names: tuple[str, ...] = ("old",)) -> tuple[Advice, Certifications]:
    """Return advice that names some of these exams at every rung."""
    levels = tuple(LevelAdvice(level, "Ours.", tuple(Choice(name, f"why {name}") for name in names)) for level in Level)
    return Advice("No.", "None.", "mlcareer-estimate", TODAY, levels), Certifications(exams)


def told(view: Recommendations) -> list[tuple[str, str | None]]:
    """Return what is recommended, and in whose place."""
    return [(one.id, one.instead_of) for one in view.recommended]


def test_what_ended_gives_its_place_to_what_replaced_it():
    """Once an exam has ended what took its place is recommended instead, and named so; until then the exam itself."""
    old = an_exam("old", ends=TODAY, replaced_by=("new",))
    advice, entries = small(old, an_exam("new", replaces=("old",)))
    on = [told(recommendations(advice, entries, Asker(Level.MID), TODAY + timedelta(days))) for days in (0, 1)]
    assert on == [[("old", None)], [("new", "old")]]
    held = recommendations(advice, entries, Asker(Level.MID, held=frozenset({"new"})), TODAY + timedelta(1))
    assert told(held) == []


def test_a_successor_that_cannot_be_taken_is_not_recommended():
    """Where what took the place is not open yet, or over itself, nothing is recommended."""
    old = an_exam("old", ends=TODAY, replaced_by=("early", "late"))
    early, late = an_exam("early", ends=TODAY), an_exam("late", opens=TODAY + timedelta(2))
    advice, entries = small(old, early, late)
    view = recommendations(advice, entries, Asker(Level.MID), TODAY + timedelta(1))
    assert view.none_needed
    assert [(passed.id, passed.why) for passed in view.passed] == [("old", f"ended yesterday, on {TODAY}")]


def test_who_holds_the_predecessor_is_left_alone():
    """Whoever has the exam that one replaced is not sent to the new one."""
    advice, entries = small(an_exam("new", replaces=("old",)), an_exam("old"), names=("new",))
    view = recommendations(advice, entries, Asker(Level.MID, held=frozenset({"old"})), TODAY)
    assert [(passed.id, passed.why) for passed in view.passed] == [("new", "you have old, which it replaces")]


@pytest.mark.parametrize(
    ("news", "beside"),
    [
        ((an_exam("new", replaces=("old",)), an_exam("other", replaces=("old",))), "which cannot be renewed"),
        ((an_exam("new", replaces=("old", "elder")), an_exam("elder")), "which cannot be renewed"),
        ((an_exam("new", replaces=("elder", "old")), an_exam("elder")), "which cannot be renewed"),
    ],
    ids=["one of two", "of two", "of two, the second"],
)
def test_what_is_more_than_a_new_version_stays(news: tuple[Certification, ...], beside: str):
    """What shares a predecessor, or replaced two, is another exam: it is recommended, with what is held beside it."""
    renewal = Renewal("not at all", is_over=True)
    advice, entries = small(*news, an_exam("old", ends=TODAY, renewal=renewal), names=("new",))
    asker = Asker(Level.MID, held=frozenset({"old"}))
    [one] = recommendations(advice, entries, asker, TODAY + timedelta(1)).recommended
    assert (one.id, one.beside) == ("new", f"you have old, {beside}")
    [before] = recommendations(advice, entries, asker, TODAY).recommended
    assert before.beside == "you have old, which it replaces"
    assert recommendations(advice, entries, Asker(Level.MID), TODAY).recommended[0].beside is None


def test_who_holds_the_specialty_finds_one(advice: Advice, entries: Certifications):
    """Whoever holds MLS-C01, which three exams replaced, still hears of two; a holder of AI-102 of no AI-103."""
    holder = Asker(Level.MID, cloud=Cloud.AWS, held=frozenset({"aws-mls-c01"}))
    view = recommendations(advice, entries, holder, TODAY)
    assert [(one.id, one.beside) for one in view.recommended] == [
        ("aws-aip-c01", "you have aws-mls-c01, which cannot be renewed"),
        ("aws-mla-c02", "you have aws-mls-c01, which cannot be renewed"),
    ]
    old = Asker(Level.JUNIOR, cloud=Cloud.AZURE, held=frozenset({"azure-ai-102"}))
    passed = {one.id: one.why for one in recommendations(advice, entries, old, TODAY).passed}
    assert passed == {"azure-ai-103": "you have azure-ai-102, which it replaces"}


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("aws-mla-c01", "aws-mla-c02", "which holds until {day}: this one renews it"),
        ("azure-ai-102", "azure-ai-103", "which holds until {day} and cannot be renewed: this one follows it"),
    ],
)
def test_a_new_version_is_for_the_end_of_the_old(
    advice: Advice, entries: Certifications, old: str, new: str, says: str
):
    """Who holds an exam is told of its new version once the certificate ends soon, with the day, and not before."""
    holder = Asker(Level.JUNIOR, cloud=entries.certification(new).cloud, held=frozenset({old}))
    away = recommendations(advice, entries, holder, TODAY)
    assert new not in {one.id for one in away.recommended}
    assert {one.id: one.why for one in away.passed}[new] == f"you have {old}, which it replaces"
    yesterday = TODAY - timedelta(1)
    gone = f"you had {old}, which ended on {yesterday}: this one follows it"
    for day, words in ((TODAY, f"you have {old}, {says.format(day=TODAY)}"), (yesterday, gone)):
        view = recommendations(advice, entries, holder._replace(ends=((old, day),)), TODAY)
        assert {one.id: one.beside for one in view.recommended}[new] == words
        assert new not in {one.id for one in view.passed}


def test_before_the_end_of_the_exam_nothing_is_said_to_be_over():
    """While an old exam can be taken its certificate is not said to be past renewal; an unknown renewal is none."""
    for renewal, does in (
        (Renewal("none later", is_over=True), "follows"),
        (None, "follows"),
        (Renewal("x"), "renews"),
    ):
        old = an_exam("old", ends=TODAY, renewal=renewal)
        advice, entries = small(old, an_exam("new", replaces=("old",)), names=("new",))
        asker = Asker(Level.MID, held=frozenset({"old"}), ends=(("old", TODAY),))
        [one] = recommendations(advice, entries, asker, TODAY).recommended
        assert one.beside == f"you have old, which holds until {TODAY}: this one {does} it"


@pytest.mark.parametrize("days", [0, 1])
def test_who_has_what_was_replaced_is_not_sent_on(days: int):
    """Whoever has an exam, or left its step out, is not sent to what replaces it, before its end or after."""
    advice, entries = small(an_exam("old", ends=TODAY, replaced_by=("new",)), an_exam("new"))
    for asker in (Asker(Level.MID, held=frozenset({"old"})), Asker(Level.MID, left=frozenset({"old"}))):
        assert told(recommendations(advice, entries, asker, TODAY + timedelta(days))) == []


def test_a_step_of_the_plan_is_told():
    """A recommendation whose step is in the plan says so; another does not."""
    advice, entries = small(an_exam("old", step="pass_old"), an_exam("new", step="pass_new"), names=("old", "new"))
    view = recommendations(advice, entries, Asker(Level.MID, planned=frozenset({"pass_new"})), TODAY)
    assert [(one.id, one.planned) for one in view.recommended] == [("old", False), ("new", True)]


def test_a_rung_named_twice_or_missing_is_told(advice: Advice):
    """Advice speaks of each of the five rungs, in order, and names no certification twice at one."""
    assert list(advice.faults()) == []
    assert [place for place, _ in advice._replace(levels=advice.levels[1:]).faults()] == ["levels"]
    twice = advice.levels[0]._replace(choices=advice.levels[0].choices[:1] * 2)
    assert [place for place, _ in twice.faults()] == ["choices"]
