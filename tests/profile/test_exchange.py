"""A profile as one document: out and in again it is the same, and what is no such document changes nothing."""

import json
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from mlcareer.core.assessment import Answers, Assessment
from mlcareer.core.exchange import MOST_TAKEN_ID, Export, Noted, Part, without
from mlcareer.core.ladder import Roadmap
from mlcareer.core.level import Level
from mlcareer.core.mark import Mark
from mlcareer.core.merging import merged, replaced
from mlcareer.core.outlook import Due, Outlook
from mlcareer.core.placement import Placement
from mlcareer.core.placing import place
from mlcareer.core.plain import plain
from mlcareer.core.skill import SkillMap
from mlcareer.core.step import Cloud
from mlcareer.core.wish import Wish
from mlcareer.errors import InvalidDataError, ProfileError
from mlcareer.profile.exchange import MOST_BYTES, change, export_of, read_document
from mlcareer.profile.store import Profile

PHASES = (Phase.explicit, Phase.generate, Phase.shrink)  # explaining a failure traces every line: minutes
LAWS = settings(max_examples=40, deadline=None, database=None, phases=PHASES)
ROOT = Path(__file__).resolve().parent.parent.parent
MOMENTS = tuple(f"2026-11-{day}T12:00:00+00:00" for day in range(20, 25))
NOW = "2026-12-01T12:00:00+00:00"
AREAS = ["software", "maths", "serving"]
Deed = Callable[[Profile, Placement], object]

names = st.sampled_from(["learn_apis", "learn_sql", "build_a_model"])
lines = st.sampled_from(["a line", "https://example.org/é", "語 \N{GRINNING FACE}", 'with "quotes"'])
outlook = st.builds(
    Outlook,
    st.just(0),
    st.dates(),
    st.sampled_from(Level),
    st.floats(0.5, 80),
    st.none() | st.dates(),
    st.none() | st.dates(),
    st.lists(st.builds(Due, names, st.integers(1, 99), st.none() | st.dates(), st.none() | st.dates()), max_size=3).map(
        tuple
    ),
    st.just("c0ffee"),
    st.floats(0.1, 10),
)
wish = st.builds(
    Wish,
    st.none() | st.sampled_from(Level),
    st.none() | st.floats(0.5, 80),
    st.none() | st.dates(),
    st.none() | st.dates(),
    st.none() | st.sampled_from(AREAS),
    st.none() | st.sampled_from(Cloud),
)
DEEDS: st.SearchStrategy[Deed] = st.one_of(
    st.builds(
        lambda step, what, hours, note: lambda me, _: me.mark(step, what, hours=hours, note=note),
        names,
        st.sampled_from(Mark),
        st.none() | st.floats(0, 500),
        st.none() | lines,
    ),
    st.builds(lambda step: lambda me, _: me.take_back(step), st.none() | names),
    st.builds(lambda area, note: lambda me, _: me.add_evidence(area, note), st.sampled_from(AREAS), lines),
    st.builds(lambda number: lambda me, _: me.remove_evidence(number), st.integers(1, 4)),
    st.builds(
        lambda text, on, areas: lambda me, _: me.add_win(text, on, tuple(areas)),
        lines,
        st.dates(),
        st.lists(st.sampled_from(AREAS), unique=True, max_size=3),
    ),
    st.builds(lambda number: lambda me, _: me.remove_win(number), st.integers(1, 4)),
    st.builds(
        lambda name, on, days: lambda me, _: me.add_certificate(name, on, days and on + timedelta(days=days)),
        st.sampled_from(["gcp-pmle", "of-old \N{SNOWMAN}"]),
        st.dates(date(2020, 1, 1), date(2020, 1, 3)) | st.dates(max_value=date(9000, 1, 1)),
        st.none() | st.integers(1, 1500),
    ),
    st.builds(lambda number: lambda me, _: me.remove_certificate(number), st.integers(1, 4)),
    st.builds(lambda area, value: lambda me, _: me.save_answer(area, value), st.sampled_from(AREAS), st.just("3")),
    st.builds(
        lambda background, years, ratings: (
            lambda me, result: me.save_assessment(Answers(background, years, ratings), result)
        ),
        st.none() | st.just("student"),
        st.none() | st.floats(0, 60),
        st.dictionaries(st.sampled_from(AREAS), st.integers(0, 5)),
    ),
    st.builds(lambda mode, anew: lambda me, _: me.begin(mode, anew=anew), st.just("deep"), st.booleans()),
    wish.map(lambda said: lambda me, _: me.save_plan(said, None)),
    outlook.map(lambda told: lambda me, _: me.save_plan(None, told)),
    st.just(lambda me, _: me.give_calendar(lambda before, _: (None, before._replace(sequence=before.sequence + 1)))),
)
LIVES = st.lists(st.tuples(st.sampled_from(MOMENTS), DEEDS), max_size=15)


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Profile]:
    """Return a way to begin a new profile, as often as a law has examples."""
    return lambda: Profile(tmp_path_factory.mktemp("home"), NOW)


@pytest.fixture(scope="module")
def result(assessment: Assessment, roadmap: Roadmap, skills: SkillMap) -> Placement:
    """Return some result to save."""
    return place(Answers(ratings={area.id: 2 for area in skills.areas}), assessment, roadmap, skills.areas)


@pytest.fixture(scope="module")
def schema() -> Any:
    """Return what validates a document against the published schema."""
    text = (ROOT / "docs" / "schemas" / "export.schema.json").read_text("utf-8")
    kind = jsonschema.validators.validator_for(json.loads(text))
    kind.check_schema(json.loads(text))
    return kind(json.loads(text), format_checker=jsonschema.FormatChecker())


def lived(person: Profile, deeds: list[tuple[str, Deed]], result: Placement) -> Export:
    """Let a person do all this, and return their export."""
    for at, deed in deeds:
        person.now = at
        deed(person, result)
    person.now = NOW
    return export_of(person)


def document(export: Export) -> bytes:
    """Return an export as the file that it becomes."""
    return json.dumps({"schema": "mlcareer.export/1", "data": plain(export)}, ensure_ascii=False).encode()


# Out and in again.


@LAWS
@given(LIVES)
def test_out_and_in_again_is_the_same(room: Callable[[], Profile], result: Placement, deeds: list[tuple[str, Deed]]):
    """Whatever a profile holds, its export imported into an empty one exports the same, and reads the same."""
    person, other = room(), room()
    export = lived(person, deeds, result)
    read = read_document(document(export), "me.json")
    assert read == export
    change(other, lambda ours: replaced(ours, read))
    assert export_of(other) == export
    assert (other.record(), other.wins(), other.outlooks()) == (
        person.record(),
        person.wins(),
        person.outlooks(),
    )
    assert other.problems() == ()


@LAWS
@given(LIVES, LIVES)
def test_two_profiles_merge_into_a_sound_one(
    room: Callable[[], Profile], result: Placement, mine: list[tuple[str, Deed]], theirs: list[tuple[str, Deed]]
):
    """Merged as the file keeps it, two profiles are what the rule says, sound; again it writes nothing."""
    person, other = room(), room()
    export, ours = lived(other, theirs, result), lived(person, mine, result)
    before, after, kept = change(person, lambda own: merged(own, export, NOW), keep="import")
    assert before == ours
    assert export_of(person) == after == merged(ours, export, NOW)
    assert person.problems() == ()
    assert (kept is not None) == (after != before and not ours.is_empty)
    bytes_ = person.path.read_bytes()
    change(person, lambda own: merged(own, export, NOW), keep="import")
    assert person.path.read_bytes() == bytes_


@LAWS
@given(LIVES)
def test_every_export_fits_the_published_schema(
    room: Callable[[], Profile], result: Placement, schema: Any, deeds: list[tuple[str, Deed]]
):
    """The schema in docs takes every export, whole or with parts left out."""
    export = lived(room(), deeds, result)
    for parts in ((), ("evidence",), ("wins", "notes"), ("certificates",)):
        text = document(without(export, parts))  # type: ignore[arg-type]
        assert list(schema.iter_errors(json.loads(text))) == []


def test_the_schema_refuses_what_import_refuses(schema: Any):
    """The schema in docs is strict: a key too many, a mark that is none and a day that is none are refused."""
    fine = json.loads(document(Export(NOW, (), (), (), (), (), (), ())))
    said = {"id": 1, "step": "a", "what": "done", "at": NOW, "hours": 1, "note": None, "taken_back": None}
    assert not list(schema.iter_errors({**fine, "data": {**fine["data"], "steps": [said]}}))
    for wrong in ({"what": "x"}, {"at": "now"}, {"hours": -1}, {"id": 0}, {"more": 1}, {"note": 1}):
        assert list(schema.iter_errors({**fine, "data": {**fine["data"], "steps": [{**said, **wrong}]}}))


def test_an_import_that_fails_changes_nothing(room: Callable[[], Profile], result: Placement):
    """Where anything fails while rows are being written, the profile is what it was: all of it or nothing."""
    person = room()
    person.mark("learn_apis", Mark.DONE)
    person.save_assessment(Answers(ratings={"maths": 2}), result)
    before = export_of(person)
    twice = before._replace(made=before.made, steps=(*before.steps, before.steps[0]))
    with pytest.raises(ProfileError):
        change(person, lambda _: twice)
    assert export_of(person) == before


def test_reading_a_profile_out_writes_nothing(room: Callable[[], Profile]):
    """Exporting begins no profile and changes none."""
    person = room()
    assert export_of(person).is_empty
    assert not person.path.exists()
    person.mark("learn_apis", Mark.DONE)
    before = person.path.read_bytes()
    assert not export_of(person).is_empty
    assert person.path.read_bytes() == before


def test_a_number_taken_in_leaves_room_above_it(room: Callable[[], Profile]):
    """The highest number of a document is taken in, counted on from, and exported; a higher one is refused."""
    noted = Noted(MOST_TAKEN_ID, "maths", "a line", NOW, None)
    export = Export(NOW, (), (), (), (noted,), (), (), ())
    person = room()
    change(person, lambda ours: replaced(ours, read_document(document(export), "me.json")))
    assert person.add_evidence("maths", "one more")[0].id == MOST_TAKEN_ID + 1
    assert [row.id for row in export_of(person).evidence] == [MOST_TAKEN_ID, MOST_TAKEN_ID + 1]
    with pytest.raises(InvalidDataError) as refused:
        read_document(document(export_of(person)), "me.json")
    assert "data.evidence[1]: expected a number up to 2,000,000,000" in refused.value.message


# Documents from before there were certificates.


def older(export: Export) -> bytes:
    """Return an export as the file that it was before there were certificates."""
    data = {key: value for key, value in plain(export).items() if key != "certificates"}
    return json.dumps({"schema": "mlcareer.export/1", "data": data}).encode()


@LAWS
@given(LIVES, LIVES)
def test_a_document_without_certificates_leaves_ours_as_they_are(
    room: Callable[[], Profile],
    result: Placement,
    schema: Any,
    mine: list[tuple[str, Deed]],
    theirs: list[tuple[str, Deed]],
):
    """A document that does not speak of certificates is taken in as one that leaves them out, merged or replacing."""
    ours, export = lived(room(), mine, result), lived(room(), theirs, result)
    text = older(export)
    assert list(schema.iter_errors(json.loads(text))) == []
    read = read_document(text, "me.json")
    assert read == without(export, (Part.CERTIFICATES,))
    assert replaced(ours, read) == export._replace(certificates=ours.certificates)
    assert merged(ours, read, NOW).certificates == ours.certificates
    assert merged(ours, read, NOW) == merged(ours, export, NOW)._replace(certificates=ours.certificates)


def test_an_empty_list_of_certificates_says_that_there_are_none(room: Callable[[], Profile]):
    """A document that says there are no certificates takes them away where it replaces."""
    person = room()
    person.add_certificate("gcp-pmle", date(2026, 11, 1))
    read = read_document(FINE, "me.json")
    assert replaced(export_of(person), read).certificates == ()


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"expires": "2026-10-31"}, "data.certificates[0].expires: expected no day before on (2026-11-01)"),
        ({"on": "lately"}, "data.certificates[0].on: expected a day"),
        ({"certification": "two\nlines"}, "data.certificates[0].certification: expected a name of one line"),
        ({"more": 1}, "data.certificates[0].more: unknown key"),
        ({"id": 3_000_000_000}, "data.certificates[0]: expected a number up to 2,000,000,000"),
    ],
)
def test_a_wrong_certificate_is_refused(wrong: dict[str, Any], told: str):
    """A certificate that no profile could hold is refused with its place."""
    row = {"id": 1, "certification": "a", "on": "2026-11-01", "expires": None, "at": NOW, "removed": None}
    fine = json.loads(FINE)
    read_document(json.dumps({**fine, "data": {**fine["data"], "certificates": [row]}}).encode(), "f.json")
    source = {**fine, "data": {**fine["data"], "certificates": [{**row, **wrong}]}}
    with pytest.raises(InvalidDataError) as refused:
        read_document(json.dumps(source).encode(), "f.json")
    assert told in refused.value.message


def test_a_certificate_twice_on_a_day_is_refused():
    """Two certificates of one certification and day stand at once in no document; taken back they may."""
    row = {"id": 1, "certification": "a", "on": "2026-11-01", "expires": None, "at": NOW, "removed": None}
    fine = json.loads(FINE)
    both = {**fine, "data": {**fine["data"], "certificates": [row, {**row, "id": 2}]}}
    with pytest.raises(InvalidDataError, match=r"certificates\[1\]: expected once only"):
        read_document(json.dumps(both).encode(), "f.json")
    both["data"]["certificates"][0]["removed"] = NOW
    assert len(read_document(json.dumps(both).encode(), "f.json").certificates) == 2


# What is no such document.

FINE = document(Export(NOW, (), (), (), (), (), (), ()))
REFUSED: dict[str, tuple[bytes, list[str]]] = {
    "nothing": (b"", ["f.json:1:1: not readable as JSON"]),
    "half of it": (FINE[:-5], ["f.json:1:", "not readable as JSON"]),
    "a fault on a later line": (b'{\n  "schema": nothing}', ["f.json:2:13: not readable as JSON"]),
    "no text": (b"\n\xff\xfe", ["f.json:2: expected UTF-8 text"]),
    "a list": (b"[]", ["f.json: expected an object with schema and data"]),
    "no number": (FINE.replace(b'"data"', b'"more": NaN, "data"'), ["NaN is no number of JSON"]),
    "digits without end": (FINE.replace(b'"data"', b'"more": ' + b"9" * 5000 + b', "data"'), ["not readable as JSON"]),
    "nested without end": (b'{"schema": ' + b"[" * 200_000, ["f.json: nested too deeply"]),
    "another document": (b'{"schema": "mlcareer.salary/1", "data": {}}', ["schema: expected 'mlcareer.export/1'"]),
    "no schema": (b'{"data": {}}', ["schema: expected 'mlcareer.export/1', found None"]),
    "a schema that is no text": (b'{"schema": {}, "data": {}}', ["schema: expected 'mlcareer.export/1', found {}"]),
    "a newer one": (FINE.replace(b"export/1", b"export/2"), ["newer mlcareer (export version 2, this one knows 1)"]),
    "no data": (b'{"schema": "mlcareer.export/1"}', ["f.json: data: expected an object, found None"]),
    "a key too many": (FINE.replace(b'"data"', b'"more": 1, "data"'), ["f.json: more: expected only schema and data"]),
    "a key twice": (FINE.replace(b'"data"', b'"data": 1, "data"'), ["f.json: data: this key stands twice"]),
    "faults in many places": (
        FINE.replace(b'"steps": []', b'"steps": [{}, {"id": 3, "what": "x"}]').replace(b'"wins": []', b'"wins": 7'),
        ["f.json: data.steps[0].id: missing", "f.json: data.steps[1].what: expected one of", "f.json: data.wins: exp"],
    ),
    "too many faults": (FINE.replace(b'"steps": []', b'"steps": [' + b"0," * 5000 + b"0]"), ["more of the kind"]),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_such_document_is_refused(case: str):
    """A wrong document is refused with every fault, its place and the way out, with exit code 3."""
    source, expected = REFUSED[case]
    with pytest.raises(InvalidDataError) as refused:
        read_document(source, "f.json")
    assert [part for part in expected if part not in refused.value.message] == []
    assert refused.value.way_out.startswith("nothing was imported")
    assert refused.value.exit_code == 3
    assert len(refused.value.problems) <= 51


def test_a_document_without_end_is_refused():
    """A document beyond the size limit is refused before it is parsed."""
    with pytest.raises(InvalidDataError, match="at most 20,000,000 bytes"):
        read_document(b" " * (MOST_BYTES + 1), "f.json")


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_a_document_cut_or_changed_is_read_or_refused(data: st.DataObject):
    """Whatever happens to the bytes of a document, it is read or refused, with no other error."""
    source = bytearray(FINE.replace(b'"without": []', b'"without": ["wins"]'))
    for spot in data.draw(st.lists(st.integers(0, len(source) - 1), max_size=3)):
        source[spot] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(source)))
    for text in (bytes(source), bytes(source[:cut])):
        with suppress(InvalidDataError):
            read_document(text, "f.json")


# To a file.
