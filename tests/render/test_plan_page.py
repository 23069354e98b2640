"""The plan as a page of HTML: what it holds, what stands in no colour alone, and that foreign text stays text."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from html.parser import HTMLParser
from itertools import pairwise
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.render.taken import done, foreign, taken_from

from mlcareer.core.export import Takeaway
from mlcareer.core.text import CONTROLS, inert
from mlcareer.pack.library import Library
from mlcareer.render.plan_page import FIRST_WEEKS, page

VOID = {"meta", "input", "line", "rect"}
"""Elements of ours that have no end."""
FOREIGN = st.one_of(
    st.text(st.sampled_from("<>&\"'`=/ {}%#;:()\n\u202e\u2066\x1b\u2028aé"), min_size=1, max_size=30),
    st.text(min_size=1, max_size=30),
    st.sampled_from(
        [
            "<script>alert(1)</script>",
            "</style><img src=x onerror=alert(1)>",
            '" onmouseover="alert(1)',
            "javascript:alert(1)",
            "{{ 7*7 }}{% raw %}",
            "&lt;b&gt;",
            "\u202egnp.exe",
            "<!--",
        ]
    ),
)
READ = (("ink", 4.5), ("quiet", 4.5), ("accent", 4.5), ("warning", 4.5), ("bar", 3.0))
"""Colours of text and of bars, and the contrast that WCAG 2.2 asks of each (level AA)."""


class Element(NamedTuple):
    """An element of a page: its name, its attributes, and the elements around it."""

    name: str
    attributes: Mapping[str, str | None]
    around: tuple[str, ...]


class Reader(HTMLParser):
    """Reads a page strictly: what is opened is closed, in order."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self.comments: list[str] = []
        self.words: list[str] = []
        self._open: list[str] = []
        self.feed(text)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        assert len(dict(attrs)) == len(attrs)
        self.elements.append(Element(tag, dict(attrs), tuple(self._open)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element that ends where it begins."""
        self.elements.append(Element(tag, dict(attrs), tuple(self._open)))

    def handle_endtag(self, tag: str) -> None:
        """Close the element that was opened last."""
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Note text that is shown."""
        if not {"style", "title"} & set(self._open):
            self.words.append(data)

    def handle_comment(self, data: str) -> None:
        """Note a comment."""
        self.comments.append(data)

    @property
    def text(self) -> str:
        """All that is shown, spaces as one."""
        return " ".join("".join(self.words).split())

    def named(self, *names: str) -> list[Element]:
        """Return the elements of these names, in order."""
        return [element for element in self.elements if element.name in names]


@pytest.fixture(scope="module")
def taken(library: Library) -> Takeaway:
    """Return what one person takes along after two steps done."""
    return taken_from(library, said=done("learn_llm_ops", "learn_rollout"))


@pytest.fixture(scope="module")
def text(taken: Takeaway) -> str:
    """Return the page."""
    return page(taken)


@pytest.fixture(scope="module")
def read(text: str) -> Reader:
    """Return the page, read."""
    return Reader(text)


@pytest.fixture(scope="module")
def strange(taken: Takeaway) -> Callable[[str], Reader]:
    """Return a way to read the page in which every text is a foreign one."""
    return lambda words: Reader(page(foreign(taken, words)))


def test_everything_of_a_step_is_there(taken: Takeaway, read: Reader):
    """Every step's title, days, reasons, work, end and links are on the page, and the steps done too."""
    days = {element.attributes["datetime"] for element in read.named("time")}
    links = {element.attributes.get("href") for element in read.named("a")}
    assert taken.done
    for step in taken.plan.steps:
        what = step.what
        said = (what.title, what.why, what.because[1:], what.done_when, *what.do, *(link.title for link in what.learn))
        assert [part for part in said if " ".join(part.split()) not in read.text] == []
        assert {str(day) for day in (step.begins, step.likely, step.late)} <= days
        assert {link.url for link in what.learn} <= links
    assert [step.title for step in taken.done if f"{step.title}, done on {step.on}" not in read.text] == []
    assert "our estimate" in read.text
    assert str(taken.made) in days


def test_needs_nothing_else(text: str, read: Reader):
    """No script, no style sheet, picture or font from elsewhere; a policy in the page forbids them besides."""
    assert read.named("script", "link", "img", "iframe", "object", "base", "form") == []
    assert not re.search(r"url\(|@import|@font-face", text)
    assert not [element for element in read.elements if any(name.startswith("on") for name in element.attributes)]
    policy = next(element for element in read.named("meta") if "http-equiv" in element.attributes)
    assert policy.attributes["content"] == "default-src 'none'; style-src 'unsafe-inline'"


def test_structure(read: Reader):
    """The page names its language and title; it has one first heading, no depth left out, and its landmarks once."""
    assert read.named("html")[0].attributes["lang"] == "en"
    assert len(read.named("title")) == 1
    depths = [int(element.name[1]) for element in read.named("h1", "h2", "h3", "h4")]
    assert depths.count(1) == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(depths))
    count = Counter(element.name for element in read.elements)
    assert [count[name] for name in ("header", "nav", "main", "footer")] == [1, 1, 1, 1]


def test_names_within_the_page_hold(read: Reader):
    """Ids are given once, and every link within the page and every name of a part leads to one."""
    ids = [element.attributes["id"] for element in read.elements if "id" in element.attributes]
    links = [str(element.attributes["href"]) for element in read.named("a")]
    goals = {link[1:] for link in links if link.startswith("#")}
    names = {element.attributes.get("aria-labelledby") for element in read.elements} - {None}
    assert len(ids) == len(set(ids))
    assert goals | names <= set(ids)


def test_boxes_have_labels(taken: Takeaway, read: Reader):
    """Every step has a box to tick within its label; only those of steps done are ticked."""
    boxes = read.named("input")
    assert all("label" in box.around and box.attributes["type"] == "checkbox" for box in boxes)
    assert ["checked" in box.attributes for box in boxes] == [True] * len(taken.done) + [False] * len(taken.plan.steps)


def test_tables_have_captions_and_heads(taken: Takeaway, read: Reader):
    """Each table has a caption; every head says whether it is of a column or a row; each row has one."""
    rows = len(taken.plan.steps) + len(taken.plan.weeks[:FIRST_WEEKS])
    heads = [element.attributes["scope"] for element in read.named("th")]
    assert len(read.named("table")) == len(read.named("caption")) == 2
    assert heads.count("row") == rows


def test_bars_are_drawn_in_words_too(taken: Takeaway, read: Reader):
    """Bars are hidden from screen readers, for the days stand beside them; they lie within their frame."""
    cells = [element.attributes for element in read.named("td") if element.attributes.get("class") == "bars"]
    assert all(cell["aria-hidden"] == "true" for cell in cells)
    rects = read.named("rect")
    assert len(rects) >= len(taken.plan.steps)
    for rect in rects:
        x, width = (int(str(rect.attributes[name])) for name in ("x", "width"))
        assert x >= 0
        assert width > 0
        assert x + width <= 1000


def schemes(text: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the colours of each scheme of the page: light, dark, print."""
    found: dict[str, str] = {}
    for name, block in zip(("light", "dark", "print"), re.findall(r":root \{(.*?)\}", text, re.DOTALL), strict=True):
        found = {**found, **dict(re.findall(r"--(\w+): (#[0-9a-f]+)", block))}
        yield name, found


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour, as WCAG 2.2 defines it."""
    digits = colour[1:] if len(colour) > 4 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast(text: str):
    """Text has a contrast of at least 4.5 to the paper and to a card, bars of 3, in light, in dark and in print."""
    for scheme, colours in schemes(text):
        for name, least in READ:
            for ground in ("paper", "card"):
                assert contrast(colours[name], colours[ground]) >= least, (scheme, name, ground)


@settings(deadline=None, max_examples=40)
@given(words=FOREIGN)
def test_foreign_text_is_inert(strange: Callable[[str], Reader], words: str):
    """Foreign text in every place adds no element, attribute or comment, and turns no reading direction."""
    found, usual = strange(words), strange("x")
    assert Counter(element.name for element in found.elements if element.name != "a") == Counter(
        element.name for element in usual.elements if element.name != "a"
    )
    assert {name for element in found.elements for name in element.attributes} == {
        name for element in usual.elements for name in element.attributes
    }
    assert found.comments == []
    assert not CONTROLS.search("".join(found.words).replace("\n", ""))
    assert " ".join(inert(words).split()) in found.text
    addresses = [str(element.attributes["href"]) for element in found.named("a")]
    assert all(re.match(r"(https?://|#)[!-~]*$", address) for address in addresses)


def test_nothing_left_to_do(taken: Takeaway):
    """A plan without a step is a page that says so, and whose parts are there that it leads to."""
    plan = taken.plan._replace(steps=(), weeks=(), gaps=(), test_out=(), likely=None, late=None, fit=None)
    read = Reader(page(taken._replace(plan=plan, done=())))
    assert "Nothing is left to do" in read.text
    assert read.named("table", "input") == []


def test_beyond_the_horizon(taken: Takeaway):
    """Steps whose days are too far to be named are written so, and drawn as nothing."""
    steps = tuple(step._replace(begins=None, likely=None, late=None) for step in taken.plan.steps)
    read = Reader(page(taken._replace(plan=taken.plan._replace(steps=steps, likely=None, late=None))))
    assert "more than 20 years away" in read.text
    assert "None" not in read.text
    assert read.named("rect") == []
