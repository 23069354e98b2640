"""The compiled pack: quick the second time, never trusted where it is damaged, never needed."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlcareer.core.plain import is_record, plain
from mlcareer.core.skill import SkillMap
from mlcareer.core.source import Sources
from mlcareer.errors import InvalidDataError
from mlcareer.pack.check import FILES
from mlcareer.pack.compiled import build, checksum, load, restored
from mlcareer.pack.library import Library

DATA = Path(__file__).resolve().parents[2] / "data"
ALL = (
    Library.roadmap,
    Library.skills,
    Library.assessment,
    Library.steps,
    Library.salaries,
    Library.certifications,
    Library.certification_advice,
    Library.shelf_lives,
    Library.negotiation,
    Library.sources,
    Library.check_passes,
)


@pytest.fixture
def pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of the pack that the program uses from now on."""
    folder = tmp_path / "data"
    shutil.copytree(DATA, folder)
    monkeypatch.setenv("MLCAREER_DATA", str(folder))
    return folder


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    """Return where a cache may come to be."""
    return tmp_path / "home" / "cache"


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that all examples of one law share."""
    return tmp_path_factory.mktemp("room")


def loaded(cache: Path | None) -> Sources:
    """Load the sources."""
    return load("sources", Sources, cache)


def kept_in(cache: Path, name: str = "sources") -> Path:
    """Return the one compiled file of that name."""
    (file,) = cache.glob(f"{name}-*")
    return file


def types(value: Any) -> Any:
    """Return a value with the type of every part, which equality of named tuples and enums does not compare."""
    if is_record(value):
        return type(value), [types(inner) for inner in value]
    if isinstance(value, Mapping):
        return "mapping", [(types(key), types(inner)) for key, inner in value.items()]
    if isinstance(value, tuple | list):
        return type(value), [types(inner) for inner in value]
    return type(value), value


def records(value: Any) -> Iterator[Any]:
    """Yield every record in a value."""
    if is_record(value):
        yield value
    for inner in value.values() if isinstance(value, Mapping) else value if isinstance(value, tuple) else ():
        yield from records(inner)


# The plain form.


@pytest.mark.parametrize("subject", ALL)
def test_every_shipped_record_comes_back_from_its_plain_form(subject: Any, library: Library):
    """Each record of the pack, made plain and built again, is the same, types of all its parts included."""
    for record in records(subject(library)):
        again = build(json.loads(json.dumps(plain(record))), type(record))
        assert again == record
        assert types(again) == types(record)


@pytest.mark.parametrize("subject", ALL)
def test_the_cache_says_what_the_yaml_says(subject: Any, library: Library, cache: Path):
    """A record loaded from the cache is the record that the YAML gives, types of all its parts included."""
    kept = Library(cache)
    subject(kept)
    assert types(subject(kept)) == types(subject(library))


# What it is for.


def test_the_second_load_parses_no_yaml(cache: Path):
    """Once compiled, the whole pack loads without the YAML parser and without the validator."""
    script = (
        "import sys\n"
        "from pathlib import Path\n"
        "from mlcareer.pack.library import Library\n"
        "pack = Library(Path(sys.argv[1]))\n"
        "parts = [pack.roadmap(), pack.skills(), pack.assessment(), pack.steps(), pack.salaries(), pack.sources()]\n"
        "print(*sorted({'yaml', 'pydantic'} & set(sys.modules)))\n"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", script, str(cache)], capture_output=True, text=True, timeout=60, check=True
        )
        for _ in range(2)
    ]
    assert [run.stdout.split() for run in runs] == [["pydantic", "yaml"], []]


def test_a_changed_file_is_read_anew(pack: Path, cache: Path):
    """A pack file that changed is seen at once, whatever the cache holds."""
    before = loaded(cache)
    file = pack / "sources.yaml"
    file.write_text(file.read_text("utf-8").replace("publisher: SkillExchange Team", "publisher: Somebody"), "utf-8")
    assert before.sources[0].publisher == "SkillExchange Team"
    assert loaded(cache).sources[0].publisher == "Somebody"


def test_the_cache_keeps_one_file_a_subject(pack: Path, cache: Path):
    """What was compiled from an older pack goes when the newer one is compiled; nothing unfinished stays."""
    for number in range(3):
        with (pack / "sources.yaml").open("a", encoding="utf-8") as file:
            file.write(f"# {number}\n")
        Library(cache).sources()
        Library(cache).salaries()
    names = sorted(file.name.partition("-")[0] for file in cache.iterdir())
    assert names == ["salaries", "sources"]


def test_without_a_cache_nothing_is_written(pack: Path, tmp_path: Path):
    """Where there is no cache folder the pack loads all the same and leaves no trace."""
    assert loaded(None).sources
    assert list(tmp_path.iterdir()) == [pack]


@pytest.mark.usefixtures("pack")
def test_a_pack_may_lie_where_nothing_can_be_written(cache: Path, pack: Path):
    """Compiled files go to the cache only; the pack's own folder stays as it was."""
    before = sorted(pack.iterdir())
    loaded(cache)
    assert sorted(pack.iterdir()) == before


# Damage.


def flipped(content: bytes, bit: int) -> bytes:
    """Return bytes with one bit changed."""
    place = bit // 8 % len(content)
    return content[:place] + bytes([content[place] ^ 1 << bit % 8]) + content[place + 1 :]


def remade(cache: Path, damaged: bytes) -> tuple[Sources, bytes]:
    """Put damaged bytes where the compiled sources lie; return what is loaded then, and what lies there after."""
    kept = kept_in(cache)
    kept.write_bytes(damaged)
    return loaded(cache), kept.read_bytes()


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6))
def test_a_flipped_bit_is_noticed(room: Path, bit: int):
    """A compiled file with any one bit changed is ignored and made anew."""
    whole = loaded(room)
    sound = kept_in(room).read_bytes()
    assert remade(room, flipped(sound, bit)) == (whole, sound)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6))
def test_a_truncated_file_is_noticed(room: Path, length: int):
    """A compiled file cut off anywhere is ignored and made anew."""
    whole = loaded(room)
    sound = kept_in(room).read_bytes()
    assert remade(room, sound[: length % len(sound)]) == (whole, sound)


@settings(max_examples=25, deadline=None)
@given(st.binary(max_size=80))
def test_junk_is_noticed(room: Path, junk: bytes):
    """Bytes of any kind in place of a compiled file are ignored and made anew."""
    whole = loaded(room)
    sound = kept_in(room).read_bytes()
    assert remade(room, junk) == (whole, sound)


def test_something_appended_is_noticed(cache: Path):
    """A compiled file with a line too many is ignored and made anew."""
    whole = loaded(cache)
    sound = kept_in(cache).read_bytes()
    assert remade(cache, sound + b"{}\n") == (whole, sound)


SHAPES = [b"null", b"[]", b"{}", b'"text"', b'{"sources":5}', b'{"sources":[1]}', b"[" * 100_000]


@pytest.mark.parametrize("body", SHAPES, ids=[body[:20].decode() for body in SHAPES])
def test_another_shape_is_noticed(cache: Path, body: bytes):
    """A compiled file of another shape is ignored and made anew, even where its checksum fits.

    Such as one written by another state of the same version, while somebody works on the program.
    """
    whole = loaded(cache)
    sound = kept_in(cache).read_bytes()
    assert remade(cache, checksum(body).encode() + b"\n" + body) == (whole, sound)


@pytest.mark.parametrize(("field", "value"), [("targets", []), ("targets", {"intern": 1}), ("targets", 5)])
def test_a_field_of_another_shape_is_noticed(field: str, value: object, skills: SkillMap):
    """A compiled record with a field of another type than the record's raises what makes it be made anew."""
    shape = plain(skills)
    shape["areas"][0][field] = value
    body = json.dumps(shape).encode()
    with pytest.raises((ValueError, TypeError, KeyError)):
        restored(checksum(body).encode() + b"\n" + body, SkillMap)


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 10**6), st.binary(max_size=300))
def test_the_checksum_tells_two_contents_apart(bit: int, content: bytes):
    """Contents that differ in one bit, or in a byte at the end, have different checksums."""
    assert checksum(content + b"\0") != checksum(content)
    if content:
        assert checksum(flipped(content, bit)) != checksum(content)


def test_what_was_not_sound_is_not_kept(pack: Path, cache: Path):
    """A pack file with a fault is refused every time; nothing of it is compiled."""
    (pack / "sources.yaml").write_text("sources: [{id: 1}]\n", "utf-8")
    for _ in range(2):
        with pytest.raises(InvalidDataError, match=r"sources\.yaml:1: "):
            loaded(cache)
    assert not list(cache.glob("*"))


# A cache that cannot be.


def no_folder(cache: Path) -> None:
    """Put a file where the folder should be."""
    cache.parent.mkdir()
    cache.write_text("in the way", "utf-8")


def no_parent(cache: Path) -> None:
    """Put a file where the folder's folder should be."""
    cache.parent.write_text("in the way", "utf-8")


def dangling(cache: Path) -> None:
    """Put a link to nowhere where the folder should be."""
    cache.parent.mkdir()
    cache.symlink_to(cache.parent / "nowhere" / "at all")


@pytest.mark.parametrize("spoil", [no_folder, no_parent, dangling])
def test_a_cache_that_cannot_be_written_is_no_error(spoil: Any, cache: Path):
    """Where no cache can be kept, even by the superuser, the pack loads all the same, again and again."""
    spoil(cache)
    assert loaded(cache) == loaded(cache) == loaded(None)


def test_a_folder_in_place_of_a_compiled_file_is_no_error(cache: Path):
    """Where something stands in the compiled file's place that no file can replace, the pack loads all the same."""
    whole = loaded(cache)
    kept = kept_in(cache)
    kept.unlink()
    (kept / "inside").mkdir(parents=True)
    assert loaded(cache) == whole
    assert [file.name for file in cache.iterdir()] == [kept.name]


def test_a_cache_that_cannot_be_read_is_no_error(cache: Path):
    """A compiled file that may not be read is no error; where the mode means nothing, it is simply read."""
    whole = loaded(cache)
    kept_in(cache).chmod(0)
    assert loaded(cache) == whole


# A pack that cannot be.


def test_a_missing_file_is_told_by_name(pack: Path, cache: Path):
    """A pack file that is not there is told with its path and with the way out."""
    (pack / "sources.yaml").unlink()
    with pytest.raises(InvalidDataError, match=r"sources\.yaml: cannot be read") as fault:
        loaded(cache)
    assert fault.value.way_out


def test_bytes_that_are_no_text_are_told_with_their_line(pack: Path, cache: Path):
    """A pack file that is not UTF-8 is told with the line on which it ceases to be."""
    file = pack / "sources.yaml"
    file.write_bytes(file.read_bytes().replace(b"publisher: SkillExchange", b"publisher: Skill\xe9xchange"))
    with pytest.raises(InvalidDataError, match=r"sources\.yaml:5: expected UTF-8 text"):
        loaded(cache)


def test_every_file_of_the_pack_has_a_way_to_it():
    """The library has one method for each file that the check knows."""
    assert sorted(subject.__name__ for subject in ALL) == sorted(FILES)
