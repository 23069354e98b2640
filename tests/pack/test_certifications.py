"""The certifications as they are shipped: all there, true to their sources, honest about what is not known."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from tests.conftest import ROOT

from mlcareer.core.certification import Certification, Certifications, Confidence, Per, Proof, Stated
from mlcareer.core.offer import status_on
from mlcareer.core.step import Step, Steps
from mlcareer.pack.library import Library
from mlcareer.pack.read import read_document

FACTS = ROOT.parent / "shared" / "facts"
"""The facts that the pack was made from, where they lie beside the checkout."""
ENTRIES = Library(None).certifications().certifications
ENDED = tuple(entry for entry in ENTRIES if entry.ends)
GUIDE = ("gcp-pmle", "aws-mls-c01", "azure-ai-102", "tf-dev-cert", "dlai-deep-learning")
WITHOUT_ADDRESS = {
    "aws-mls-c01",
    "azure-dp-100",
    "azure-az-204",
    "dlai-deep-learning",
    "nvidia-ncp-genl",
    "nvidia-ncp-aai",
    "cncf-kcna",
    "lf-ptca",
    "oci-genai",
    "istqb-ct-ai",
    "hf-llm",
    "fastai-pdl",
}
"""Entries whose address at the vendor no source confirms."""
DISAGREEMENTS = [
    ("aws-aip-c01", "Length", ("180", "three sources", "170", "MindMesh Academy", "gobinath")),
    ("azure-ai-300", "Length", ("100", "A Guide to Cloud", "120", "Certification study library")),
    ("azure-ai-103", "Weight of domain 2", ("30-35 %", "open-exam-prep", "35-40 %", "examos")),
    ("azure-ai-103", "Beta", ("2026-06-18", "Microsoft Learn", "2026-07-11", "kengio", "2026-08-31")),
    ("azure-ai-500", "Prerequisite", ("AI-103", "Certification study library", "none", "A Guide to Cloud")),
    ("gcp-gail", "Validity", ("36 months", "2026-06-24", "24 months", "2026-04-17", "A Guide to Cloud")),
    ("gcp-pde", "Questions", ("50-60", "A Guide to Cloud", "40-50", "cert-pass")),
    ("gcp-pmle", "Weights", ("A Guide to Cloud", "seven", "wiseowllearns", "six")),
    ("cncf-cka", "Price", ("445", "FAQ", "395", "A Guide to Cloud")),
    ("cncf-ckad", "Price", ("395", "A Guide to Cloud", "445", "FAQ")),
    ("nvidia-nca-genl", "Price, questions and domains", ("125", "A Guide to Cloud", "135", "preporato", "50-60")),
    ("nvidia-ncp-genl", "Price", ("200", "lzwjava", "400", "preporato")),
    ("nvidia-ncp-genl", "Domains", ("ten", "lzwjava", "five", "preporato")),
    ("nvidia-ncp-genl", "Questions", ("60-70", "60-75")),
    ("claude-ccar-f", "Validity", ("12 months", "exam guides", "six months", "2026-05-20")),
    ("claude-ccar-f", "Price", ("free", "99", "125")),
    ("aws-aif-c01", "Price and length", ("150", "120", "A Guide to Cloud", "100", "90")),
    ("aws-mls-c01", "Status", ("A Guide to Cloud", "getaitoolhub", "cervefest", "ctaio.dev")),
    ("aws-aip-c01", "Launch", ("March", "April")),
    ("azure-ai-102", "End", ("usamawahabkhan", "2025-04-30", "2026-06-30")),
    ("tf-dev-cert", "Days", ("mrdbourke", "swaps")),
    ("tf-dev-cert", "Validity", ("winenfood.com", "never", "official", "three years")),
    ("dlai-deep-learning", "Price", ("49", "50")),
    ("databricks-ml-associate", "Questions and weights", ("48", "A Guide to Cloud", "45", "certprepnow")),
    ("databricks-ml-professional", "Questions", ("59", "A Guide to Cloud", "60", "certland", "70-75 %")),
    ("oci-genai", "Questions", ("40", "55", "examcert", "courseiva")),
    ("oci-genai", "Pass mark", ("65 %", "68-70 %", "examcert", "courseiva")),
    ("hf-llm", "Certificate", ("FAQ", "chapter 3")),
]
"""Entry, subject, and what both sides say: every point on which the sources are known to disagree."""
NOT_FOUND = [
    ("aws-mla-c02", "Day on which the beta ends"),
    ("aws-mla-c02", "Price and length of the standard exam"),
    ("azure-ai-500", "Whether the beta ended"),
    ("gcp-agentic-architect", "Day on which the final exam opens"),
    ("gcp-pmle", "Price of the renewal exam"),
    ("gcp-pmle", "new exam in Japanese"),
    ("tf-dev-cert", "Fee"),
    ("dlai-deep-learning", "Official price and hours"),
    ("istqb-ct-ai", "Last day of exams on version 1.0"),
    ("terraform-associate", "Day on which 004 took over"),
]
"""What was looked for and not found, and has to be told."""
SPELLED = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6}


def entry(name: str) -> Certification:
    """Return an entry by its id."""
    return Certifications(ENTRIES).certification(name)


def prose(of: Certification) -> Iterator[str]:
    """Yield every text of an entry that is ours; not its names, its domains, its address."""
    yield of.suits
    yield from (*of.notes, *of.conflicts, *of.unknown)
    yield from filter(None, [of.experience, of.renewal and of.renewal.how, of.study and of.study.basis])
    yield of.price.note if of.price else ""
    if of.guide:
        yield from (*of.guide.claims, of.guide.verdict)


def exams_with_steps(steps: Steps) -> list[tuple[Certification, Step]]:
    """Return each entry that a step leads to, with that step."""
    found = {step.id: step for step in steps.steps}
    return [(of, found[of.step]) for of in ENTRIES if of.step]


# All there.


def test_every_entry_is_there_once():
    """There are 62 entries, each of another id and name."""
    assert len(ENTRIES) == 62
    assert len({of.id for of in ENTRIES}) == len({of.name for of in ENTRIES}) == 62


def test_an_exam_code_leads_to_one_entry():
    """A code is one entry's alone, so that it can be asked for by it."""
    codes = Counter(of.code.lower() for of in ENTRIES if of.code)
    assert [code for code, count in codes.items() if count > 1] == []


def test_the_guide_is_told_for_its_five():
    """What the guide says stands at its five recommendations and nowhere else: two claims each, and a verdict."""
    assert {of.id for of in ENTRIES if of.guide} == set(GUIDE)
    views = [entry(name).guide for name in GUIDE]
    assert all(view and len(view.claims) == 2 and view.source == "skillexchange-2026" for view in views)


@pytest.mark.parametrize("name", GUIDE)
def test_what_ended_is_told_with_the_day_and_where_to_go(name: str):
    """The status of an ended recommendation names its last day, and its verdict what to take instead."""
    of = entry(name)
    assert of.guide
    assert (of.ends is None) == ("ffered" in of.guide.verdict)
    if of.ends:
        assert of.ends.isoformat() in status_on(of, date(2026, 11, 24)).words
        assert any(heir in of.guide.verdict for heir in of.replaced_by or ("nvidia-nca-genl",))


def test_three_of_the_five_are_over():
    """Of the guide's five, exactly three have a last day, and it is the known one."""
    assert {name: entry(name).ends and str(entry(name).ends) for name in GUIDE} == {
        "gcp-pmle": None,
        "aws-mls-c01": "2026-03-31",
        "azure-ai-102": "2026-06-30",
        "tf-dev-cert": "2024-05-31",
        "dlai-deep-learning": None,
    }


# Ends and successors.


@pytest.mark.parametrize("of", ENDED, ids=lambda of: of.id)
def test_an_ended_offer_is_put_to_no_level_and_names_its_heir(of: Certification):
    """What has a last day is put to no level, and has a successor or says in its notes that there is none."""
    assert of.levels == ()
    assert of.step is None
    assert of.replaced_by or any("no successor" in note for note in of.notes)


@pytest.mark.parametrize("of", ENDED, ids=lambda of: of.id)
def test_an_ended_offer_suits_those_who_hold_it(of: Certification):
    """Nobody new is told that something ended suits them."""
    assert of.suits.startswith(f"Those who hold it{'' if of.ends_in else f' by {of.ends}'}")


@pytest.mark.parametrize("of", ENDED, ids=lambda of: of.id)
def test_what_is_said_of_an_end_holds_on_every_day(of: Certification):
    """Whom it suits, its renewal and its notes tell of the end by its day, true on the days before it too."""
    said = " ".join([of.suits, of.renewal.how if of.renewal else "", *of.notes])
    assert not re.search(r"no longer|already|\b(?:ended|closed|took)\b|\bwas (?:20|on)", said)


def test_what_goes_on_is_put_to_a_level():
    """Whatever has no last day is put to at least one level."""
    assert [of.id for of in ENTRIES if not of.ends and not of.levels] == []


def test_a_successor_knows_whom_it_replaces():
    """Each names as its predecessors exactly those that name it as a successor, and none is its own."""
    heirs = {(of.id, heir) for of in ENTRIES for heir in of.replaced_by}
    assert heirs == {(former, of.id) for of in ENTRIES for former in of.replaces}
    assert [pair for pair in heirs if pair[0] == pair[1]] == []


def test_a_successor_is_not_over_itself():
    """The way from anything that ended leads to something without a last day."""
    assert [(of.id, heir) for of in ENTRIES for heir in of.replaced_by if entry(heir).ends] == []


def test_a_beta_says_so():
    """A beta says so in its texts, and the four betas and four of unknown standing are the known ones."""
    betas = [of for of in ENTRIES if of.stated is Stated.BETA]
    assert {of.id for of in betas} == {"gcp-agentic-architect", "aws-mla-c02", "aws-aib-c01", "azure-ai-500"}
    assert [of.id for of in betas if not re.search(r"\bbeta\b|final exam", " ".join(prose(of)))] == []
    unknown = {of.id for of in ENTRIES if of.stated is Stated.UNKNOWN}
    assert unknown == {"dlai-machine-learning", "dlai-mlops", "oci-genai", "fastai-pdl"}


# Texts.


def test_each_says_in_one_sentence_whom_it_suits():
    """`suits` is one sentence of at most thirty words that no other entry has."""
    told = Counter(of.suits for of in ENTRIES)
    assert [text for text, count in told.items() if count > 1] == []
    assert [text for text in told if len(text.split()) > 30 or not text.endswith(".") or ". " in text] == []


def test_each_says_also_whom_it_does_not_suit():
    """`suits` has a second half, after a comma or semicolon, for those whom it does not suit."""
    assert [of.id for of in ENTRIES if not re.search(r"[;,] |until", of.suits)] == []


def test_notes_are_sentences_and_the_unknown_is_named():
    """Notes, claims and verdicts are sentences, a conflict is exactly one; what is unknown is no sentence."""
    sentences = [text for of in ENTRIES for text in (*of.notes, *of.conflicts)]
    sentences += [text for of in ENTRIES if of.guide for text in (*of.guide.claims, of.guide.verdict)]
    assert [text for text in sentences if not text.endswith(".")] == []
    assert [text for of in ENTRIES for text in of.conflicts if ". " in text] == []
    assert [text for of in ENTRIES for text in of.unknown if text.endswith(".")] == []


def test_no_certificate_is_said_to_raise_pay():
    """Any effect on pay was not found, so none is claimed."""
    pay = re.compile(r"\b(salar\w+|pay|wages?|raises?|earn more)\b", re.IGNORECASE)
    assert [text for of in ENTRIES for text in prose(of) if pay.search(text)] == []


@pytest.mark.parametrize("name", [of.id for of in ENTRIES if of.issuer == "Anthropic"])
def test_what_only_partners_can_book_says_so_at_once(name: str):
    """Exams that only partner organisations can book say so where they say whom they suit."""
    assert "in a partner organisation" in entry(name).suits
    assert "closed to everyone else" in entry(name).suits


# Figures.


def weight(text: str) -> tuple[float, float]:
    """Return the lower and upper end of a weight, in percent."""
    ends = [float(part) for part in re.findall(r"\d+(?:\.\d+)?", text)]
    return ends[0], ends[-1]


@pytest.mark.parametrize("of", [of for of in ENTRIES if of.domains], ids=lambda of: of.id)
def test_weights_add_up(of: Certification):
    """Weights are given for all domains or none; they make 100, or can, or a note tells what they make."""
    given = [weight(domain.weight) for domain in of.domains if domain.weight]
    assert len(given) in {0, len(of.domains)}
    low, high = sum(low for low, _ in given), sum(high for _, high in given)
    if given and not low <= 100 <= high:
        assert low == high
        assert any(f"add up to {low:.0f}" in note for note in of.notes)


def test_weights_are_written_alike():
    """A weight is a number or a range in percent, with `about` where the source says so."""
    written = re.compile(r"(about )?\d+(-\d+)? %")
    weights = [domain.weight for of in ENTRIES for domain in of.domains if domain.weight]
    assert [text for text in weights if not written.fullmatch(text)] == []


def test_a_price_by_the_month_is_a_course():
    """A subscription is paid for courses only, and no price is below nothing."""
    assert [of.id for of in ENTRIES if of.price and of.price.per is Per.MONTH] == ["dlai-deep-learning"]
    assert [of.id for of in ENTRIES if of.price and of.price.amount < 0] == []


def test_hours_say_how_they_were_reckoned():
    """Hours made from weeks say so, at eight a week."""
    for of in ENTRIES:
        weeks = of.study and re.match(
            r"(\d+)-(\d+) weeks as its sources name them, reckoned at 8 hours a week", of.study.basis
        )
        if of.study and "weeks" in of.study.basis:
            assert weeks
            assert (of.study.low, of.study.high) == (8 * int(weeks[1]), 8 * int(weeks[2]))


def test_a_free_renewal_says_so():
    """Whether a renewal is free stands in its words too."""
    assert [of.id for of in ENTRIES if of.renewal and of.renewal.is_free != (" free " in f" {of.renewal.how} ")] == []


def test_a_renewal_that_is_over_says_so():
    """Exactly those whose renewal went with the exam are marked so, and each of them has ended."""
    over = {of.id for of in ENTRIES if of.renewal and of.renewal.is_over}
    assert over == {of.id for of in ENTRIES if of.renewal and of.renewal.how == f"none after {of.ends}"}
    assert over == {"aws-mls-c01", "azure-ai-102", "azure-dp-100", "tf-dev-cert"}
    assert all(entry(name).ends for name in over)


def test_weak_entries_are_known_as_such():
    """Thirteen entries rest on weak evidence, and no course is called an exam."""
    assert sum(of.confidence is Confidence.LOW for of in ENTRIES) == 13
    assert {of.id for of in ENTRIES if of.tier == "course"} == {
        of.id for of in ENTRIES if of.proof in {Proof.COURSE, Proof.NONE}
    }


def test_an_address_that_nobody_confirmed_is_marked():
    """The twelve addresses that no source confirms are marked, and those alone; each entry has one."""
    assert {of.id for of in ENTRIES if not of.url_confirmed} == WITHOUT_ADDRESS
    assert [of.id for of in ENTRIES if not of.url] == []


@pytest.mark.parametrize(("name", "about", "says"), DISAGREEMENTS)
def test_every_disagreement_is_told(name: str, about: str, says: tuple[str, ...]):
    """Where sources disagree, one sentence names the subject, both values and who says which."""
    (told,) = [text for text in entry(name).conflicts if text.startswith(f"{about}: ")]
    assert [part for part in says if part not in told] == []


def test_no_disagreement_is_told_that_is_not_listed():
    """Every conflict of the file is one of the list above, so that a new one is listed too."""
    told = {(of.id, text.partition(": ")[0]) for of in ENTRIES for text in of.conflicts}
    assert told == {(name, about) for name, about, _ in DISAGREEMENTS}


@pytest.mark.parametrize(("name", "what"), NOT_FOUND)
def test_what_was_not_found_is_told(name: str, what: str):
    """What was looked for in vain stands among the unknown."""
    assert any(what in text for text in entry(name).unknown)


# The steps that lead to an exam.


def test_six_exams_have_a_step(steps: Steps):
    """Every certification step leads to one entry of its cloud and level."""
    held = exams_with_steps(steps)
    assert len(held) == len({step.id for _, step in held}) == 6
    assert [of.id for of, step in held if of.cloud is not step.cloud or step.level not in of.levels] == []


def test_a_step_tells_the_figures_of_its_entry(steps: Steps):
    """Price, pass mark, validity, domains, hours and address in a step's text are those of the entry."""
    checked: Counter[str] = Counter()
    for of, step in exams_with_steps(steps):
        text = " ".join([step.why, *step.do, step.done_when, *(f"{link.part}" for link in step.learn)])
        told: list[tuple[str, Any, list[Any]]] = [
            ("price", of.price and of.price.amount, [float(n) for n in re.findall(r"(\d+) US dollars", text)]),
            ("passing", of.passing, [f"{n} of 1000" for n in re.findall(r"(\d+) of 1,000", text)]),
            ("months", of.valid_months, [SPELLED[n] * 12 for n in re.findall(r"runs for (\w+) years", text)]),
            ("months", of.valid_months, [12 for _ in re.findall(r"due each year", text)]),
            ("domains", len(of.domains), [SPELLED[n] for n in re.findall(r"(?:its|the) (\w+) domains", text)]),
            ("minutes", of.minutes, [SPELLED[n] * 60 for n in re.findall(r"exam of (\w+) hours", text)]),
            ("hours", step.hours, [(of.study.low + of.study.high) / 2] if of.study else []),
            ("url", of.url, [link.url for link in step.learn]),
        ]
        assert [(of.id, what, value, found) for what, value, found in told if set(found) - {value}] == []
        checked.update(what for what, _, found in told for _ in found)
    assert set(checked) == {"price", "passing", "months", "domains", "minutes", "hours", "url"}


class TestAgainstTheFacts:
    """The file against the shared facts; collected only where these lie beside the checkout."""

    __test__ = FACTS.is_dir()

    @staticmethod
    def facts() -> list[dict[str, Any]]:
        """Return the facts of every entry."""
        return list(read_document((FACTS / "certifications.yaml").read_text("utf-8"), "facts").value)

    @staticmethod
    def plain(text: str | None) -> str | None:
        """Return a figure as the facts write it."""
        text = re.sub(r"(\d) of (\d)", r"\1/\2", text or "").replace(" %", "%").replace("about ", "~")
        return text or None

    def test_the_same_entries_in_the_same_order(self):
        """Every entry of the facts is here under its id, and no other."""
        assert [fact["id"] for fact in self.facts()] == [of.id for of in ENTRIES]

    def test_every_figure_is_that_of_the_facts(self):
        """Names, codes, prices, lengths, days, weights, levels and addresses are carried over exactly."""
        for fact, of in zip(self.facts(), ENTRIES, strict=True):
            held = {
                "id": of.id,
                "name": of.name,
                "issuer": of.issuer,
                "tier": of.tier,
                "exam_code": of.code,
                "price_usd": of.price and of.price.amount,
                "questions": self.plain(of.questions),
                "minutes": of.minutes,
                "valid_months": of.valid_months,
                "replaced_by": list(of.replaced_by),
                "recommended_levels": [level.value for level in of.levels],
                "url": of.url,
                "as_of": of.as_of,
                "confidence": of.confidence.value,
                "in_guide": of.guide is not None,
                "domains": [(domain.name, self.plain(domain.weight)) for domain in of.domains],
                "ends": of.ends and of.ends.isoformat(),
            }
            domains = [(domain["name"], domain["weight"]) for domain in fact["domains"] or []]
            wanted = {**fact, "domains": domains, "ends": fact["retired_on"] or fact["retiring_on"]}
            assert held == {key: wanted[key] for key in held}
            assert of.price is None or of.price.currency == "USD"
            assert set(fact["replaces"]) <= set(of.replaces)

    def test_standing_and_proof_follow_the_facts(self):
        """What is retired was active with a last day; what stands behind a certificate follows the kind."""
        hands_on = {"proctored hands-on exam", "online practical exam"}
        for fact, of in zip(self.facts(), ENTRIES, strict=True):
            assert of.stated.value == {"retired": "active"}.get(fact["status"], fact["status"])
            assert (of.ends is not None) == (fact["status"] == "retired")
            kind = fact["kind"].removesuffix(" + hands-on labs")
            assert of.proof.value == ("hands-on exam" if kind in hands_on else kind)

    def test_pass_marks_are_those_of_the_facts(self):
        """A pass mark of an exam is carried over exactly; only courses tell theirs in words of ours."""
        exams = [(fact, of) for fact, of in zip(self.facts(), ENTRIES, strict=True) if of.tier != "course"]
        assert [self.plain(of.passing) for _, of in exams] == [fact["passing"] for fact, _ in exams]

    def test_hours_are_those_of_the_facts(self):
        """Hours stand as they were found, weeks as eight hours each, and there are none where none were found."""
        for fact, of in zip(self.facts(), ENTRIES, strict=True):
            found = re.match(r"(\d+)-(\d+)( weeks)?(?! per chapter)", fact["study_hours"] or "")
            times = 8 if found and found[3] else 1
            wanted = (int(found[1]) * times, int(found[2]) * times) if found else None
            assert (of.study and (of.study.low, of.study.high)) == wanted

    def test_only_addresses_of_the_facts_are_sources(self, library: Library):
        """Each address of a source that certifications rest on is one that the facts name."""
        known = {url for fact in self.facts() for url in fact["source_urls"]}
        sources = library.sources()
        used = {source for of in ENTRIES for source in of.sources}
        urls = {sources.source(name).url for name in used}
        assert urls - known <= {None}

    def test_no_sentence_is_copied_from_the_facts(self, library: Library):
        """No eight words in a row of ours stand in the facts; names and domains are not ours."""
        told = [text for of in ENTRIES for text in prose(of)]
        used = {source for of in ENTRIES for source in of.sources}
        told += [source.limits for source in library.sources().sources if source.id in used]
        runs = {run for text in told for run in self.runs(text)}
        files = [file for file in FACTS.iterdir() if file.suffix in {".md", ".yaml"}]
        assert files
        assert runs
        assert [(file.name, run) for file in files for run in self.runs(file.read_text("utf-8")) if run in runs] == []

    @staticmethod
    def runs(text: str) -> Iterator[str]:
        """Yield every eight words in a row, in lower case and without punctuation."""
        words = re.findall(r"[a-z0-9]+", text.lower())
        for start in range(len(words) - 7):
            yield " ".join(words[start : start + 8])
