"""Bringing a profile and an export together: nothing lost, nothing doubled, and again changes nothing."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from mlcareer.core.exchange import Answer as Given
from mlcareer.core.exchange import (
    AreaLevel,
    Earned,
    Export,
    Noted,
    Part,
    Said,
    Setting,
    Sitting,
    Told,
    Won,
    earned_once,
    noted_once,
    said_once,
    without,
)
from mlcareer.core.level import Level
from mlcareer.core.mark import Mark
from mlcareer.core.merging import merged, replaced
from mlcareer.core.outlook import Due, Outlook

PHASES = (Phase.explicit, Phase.generate, Phase.shrink)  # explaining a failure traces every line: minutes
LAWS = settings(max_examples=60, deadline=None, database=None, phases=PHASES)
MOMENTS = tuple(f"2026-11-2{day}T12:00:00+00:00" for day in range(5))
NOW = "2026-12-01T12:00:00+00:00"
LATER = "2026-12-02T12:00:00+00:00"
moments = st.sampled_from(MOMENTS)
maybe = st.none() | moments
areas = st.sampled_from(["software", "serving"])
answers = st.lists(
    st.builds(Given, st.sampled_from(["software", "maths", "background"]), st.sampled_from(["1", "2"]), moments),
    max_size=3,
    unique_by=lambda answer: answer.key,
).map(tuple)
levels = st.lists(st.builds(AreaLevel, areas, st.just(2.0), st.just(1.0), st.just(3.0)), max_size=1).map(tuple)
finished = st.builds(
    Sitting, st.just(1), st.just("quick"), moments, moments, st.sampled_from(Level), st.just(0.5), answers, levels
)
under_way = st.builds(
    Sitting, st.just(1), st.just("deep"), moments, st.none(), st.none(), st.none(), answers, st.just(())
)
said = st.builds(
    Said,
    st.just(1),
    st.sampled_from(["a", "b"]),
    st.sampled_from(Mark),
    moments,
    st.sampled_from([None, 1.5]),
    st.sampled_from([None, "note"]),
    maybe,
)
noted = st.builds(Noted, st.just(1), areas, st.sampled_from(["x", "y"]), moments, maybe)
won = st.builds(
    Won,
    st.just(1),
    st.sampled_from(["x", "y"]),
    st.just(date(2026, 11, 20)),
    st.lists(areas, max_size=1).map(tuple),
    moments,
    maybe,
)
earned = st.builds(
    Earned,
    st.just(1),
    st.sampled_from(["gcp-pmle", "azure-ai-103"]),
    st.sampled_from([date(2026, 11, 1), date(2026, 11, 2)]),
    st.none() | st.just(date(2027, 11, 1)),
    moments,
    maybe,
)
due = st.builds(Due, st.just("a"), st.just(5), st.none() | st.just(date(2027, 1, 1)), st.none())
outlook = st.builds(
    Outlook,
    st.just(1),
    st.just(date(2026, 11, 20)),
    st.sampled_from(Level),
    st.just(6.0),
    st.none(),
    st.none(),
    st.lists(due, max_size=2).map(tuple),
    st.just("ab"),
)
told = st.builds(Told, moments, outlook)
wishes = st.builds(Setting, st.sampled_from(["plan.focus", "calendar"]), st.sampled_from(["x", "y"]), moments)


def spread(rows: Sequence[Any], gaps: Sequence[int]) -> tuple[Any, ...]:
    """Return rows with numbers that grow, by these steps."""
    found, last = [], 0
    for row, gap in zip(rows, gaps, strict=False):
        last += gap
        found.append(
            row._replace(outlook=row.outlook._replace(id=last)) if isinstance(row, Told) else row._replace(id=last)
        )
    return tuple(found)


@st.composite
def exports(draw: st.DrawFn) -> Export:
    """Return an export as a profile may give it."""

    def rows(kind: st.SearchStrategy[Any], once: Any = None) -> tuple[Any, ...]:
        found = []
        for row in draw(st.lists(kind, max_size=4)):
            if once is None or once(row) is None or once(row) not in [once(kept) for kept in found]:
                found.append(row)
        return spread(found, draw(st.lists(st.integers(1, 3), min_size=4, max_size=4)))

    sittings = draw(st.lists(finished, max_size=3)) + draw(st.lists(under_way, max_size=1))
    found = draw(st.lists(wishes, max_size=2, unique_by=lambda setting: setting.name))
    export = Export(
        made=NOW,
        without=(),
        assessments=spread(sittings, [2, 1, 3, 1]),
        steps=rows(said, said_once),
        evidence=rows(noted, noted_once),
        settings=tuple(sorted(found)),
        outlooks=rows(told),
        wins=rows(won),
        certificates=rows(earned, earned_once),
    )
    assert list(export.faults()) == []
    return export


def statements(export: Export) -> Counter[Any]:
    """Return all that an export says but for numbers and taking back, each as often as it stands there."""
    return Counter(
        [
            *(("said", row.step, row.what, row.at, row.hours, row.note) for row in export.steps),
            *(("noted", row.area, row.note, row.at) for row in export.evidence),
            *(("won", row.text, row.on, row.areas, row.at) for row in export.wins),
            *(("earned", row.certification, row.on, row.expires, row.at) for row in export.certificates),
            *(("told", row.at, row.outlook._replace(id=0)) for row in export.outlooks),
            *(("finished", row._replace(id=0)) for row in export.assessments if row.finished),
        ]
    )


@LAWS
@given(exports(), exports())
def test_nothing_of_either_side_is_lost(ours: Export, theirs: Export):
    """Everything that either side says stands in the merged profile, as often as where it stands most."""
    both = merged(ours, theirs, NOW)
    assert statements(both) == statements(ours) | statements(theirs)
    assert {setting.name for setting in both.settings} == {s.name for s in (*ours.settings, *theirs.settings)}


@LAWS
@given(exports(), exports())
def test_answers_of_a_quiz_under_way_are_kept(ours: Export, theirs: Export):
    """Every question answered in a quiz under way is answered after merging: there, or where that quiz was finished."""
    both = merged(ours, theirs, NOW)
    given_ = {answer.key for sitting in both.assessments for answer in sitting.answers}
    open_ = [sitting for side in (ours, theirs) for sitting in side.assessments if sitting.finished is None]
    assert {answer.key for sitting in open_ for answer in sitting.answers} <= given_


@LAWS
@given(exports(), exports())
def test_what_comes_out_is_a_profile(ours: Export, theirs: Export):
    """A merged profile keeps every rule of a profile: numbers that grow, marks and lines that stand once."""
    assert list(merged(ours, theirs, NOW).faults()) == []
    assert list(replaced(ours, theirs).faults()) == []


@LAWS
@given(exports(), exports())
def test_merging_again_changes_nothing(ours: Export, theirs: Export):
    """The same export merged a second time, be it later, changes nothing, nor does a profile merged with itself."""
    both = merged(ours, theirs, NOW)
    assert merged(both, theirs, LATER) == both
    assert merged(both, ours, LATER) == both
    assert merged(ours, ours, NOW) == ours


@LAWS
@given(exports(), exports())
def test_merging_into_nothing_is_replacing(ours: Export, theirs: Export):
    """A profile that holds nothing becomes the same by merging as by replacing."""
    nothing = Export(NOW, (), (), (), (), (), (), ())
    assert merged(nothing, theirs, NOW) == replaced(nothing, theirs) == replaced(ours, theirs)
    assert merged(ours, nothing, NOW) == ours


@LAWS
@given(exports(), exports())
def test_numbers_that_a_person_uses_stay(ours: Export, theirs: Export):
    """Evidence, wins and certificates keep the numbers by which our person takes them back."""
    both = merged(ours, theirs, NOW)
    kept = {row.id: row.note for row in both.evidence}, {row.id: row.text for row in both.wins}
    assert all(kept[0][row.id] == row.note for row in ours.evidence)
    assert all(kept[1][row.id] == row.text for row in ours.wins)
    days = {row.id: (row.certification, row.on) for row in both.certificates}
    assert all(days[row.id] == (row.certification, row.on) for row in ours.certificates)


@LAWS
@given(exports(), exports())
def test_what_was_taken_back_stays_so(ours: Export, theirs: Export):
    """No merge brings back more marks or lines than stood on one of the sides."""
    both = merged(ours, theirs, NOW)
    standing = {said_once(row) for row in both.steps} - {None}
    assert standing <= {said_once(row) for side in (ours, theirs) for row in side.steps}


@LAWS
@given(exports())
def test_an_undo_wins_over_an_older_export(theirs: Export):
    """What was exported and then taken back stays taken back when the export is merged."""
    ours = theirs._replace(
        steps=tuple(row._replace(taken_back=row.taken_back or NOW) for row in theirs.steps),
        evidence=tuple(row._replace(removed=row.removed or NOW) for row in theirs.evidence),
        wins=tuple(row._replace(removed=row.removed or NOW) for row in theirs.wins),
        certificates=tuple(row._replace(removed=row.removed or NOW) for row in theirs.certificates),
    )
    assert merged(ours, theirs, LATER) == ours


@LAWS
@given(exports(), exports(), st.sets(st.sampled_from(Part)))
def test_what_an_export_leaves_out_stays(ours: Export, theirs: Export, parts: set[Part]):
    """What an export leaves out is left as it is with us, merged or replaced; merging our own changes nothing."""
    left = without(theirs, parts)
    both, instead = merged(ours, left, NOW), replaced(ours, left)
    for part, field in (
        (Part.EVIDENCE, "evidence"),
        (Part.WINS, "wins"),
        (Part.CERTIFICATES, "certificates"),
    ):
        if part in parts:
            assert getattr(both, field) == getattr(instead, field) == getattr(ours, field)
    assert both.without == instead.without == ()
    assert list(left.faults()) == list(both.faults()) == []
    assert merged(ours, without(ours, parts), NOW) == ours


def test_steps_come_in_order_of_time():
    """A step skipped elsewhere before it was done here is done: the merged marks follow time, whoever exported."""
    nothing = Export(NOW, (), (), (), (), (), (), ())
    ours = nothing._replace(steps=(Said(1, "a", Mark.DONE, MOMENTS[3], None, None, None),))
    theirs = nothing._replace(steps=(Said(1, "a", Mark.SKIPPED, MOMENTS[1], None, None, None),))
    assert [row.what for row in merged(ours, theirs, NOW).steps] == [Mark.SKIPPED, Mark.DONE]
    assert [row.what for row in merged(theirs, ours, NOW).steps] == [Mark.SKIPPED, Mark.DONE]


def test_a_quiz_finished_elsewhere_is_under_way_no_more():
    """A quiz begun here and finished elsewhere comes back finished; merged the other way it stays finished."""
    nothing = Export(NOW, (), (), (), (), (), (), ())
    answer, more = Given("software", "2", MOMENTS[0]), Given("maths", "1", MOMENTS[1])
    begun = Sitting(1, "quick", MOMENTS[0], None, None, None, (answer,), ())
    done = Sitting(1, "quick", MOMENTS[0], MOMENTS[1], Level.MID, 0.5, (answer, more), ())
    here, there = nothing._replace(assessments=(begun,)), nothing._replace(assessments=(done,))
    assert merged(here, there, NOW).assessments == (done,)
    assert merged(there, here, NOW).assessments == (done,)
