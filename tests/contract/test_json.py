"""What scripts may rely on: for every command, the schema's name and the exact keys at every level of its JSON."""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from fnmatch import fnmatchcase
from typing import Any, NamedTuple

import pytest
from tests.conftest import Run
from tests.contract.test_exit_codes import called
from tests.survey.own import own_survey

from mlcareer.cli.app import Commands
from mlcareer.core.level import Level
from mlcareer.core.skill import SkillMap
from mlcareer.core.source import Sources
from mlcareer.pack.library import Library

pytestmark = pytest.mark.xdist_group("json")  # one process makes what its tests share, once

PAY = "low high currency source as_of note"
HOURS = "low likely high"
ESTIMATE = "estimate low high"
OUTCOME = "finished mode level probability range_low range_high ratings checks right gone"
HERE = "level probability day"
STATEMENT = "text source as_of"
LEVELS = "entry junior mid senior lead"
RUNG = "level summary years scope autonomy influence source as_of duties notes companies pay gates"
GATE = "area minimum source as_of"
AREA = "id name summary weight targets source as_of"
AREA_STEP = "area name before target"
SKILL = "id name summary area level hours prereqs source as_of demand optional formerly"
SKILL_LINE = "id name area level hours"
DEMAND = "percent ads source as_of"
SUGGESTION = "step title kind hours closes areas why because do done_when learn source as_of begun test_out"
LINK = "title url part checked"
SOURCE = "id title publisher date url licence trust limits"
AGED = "subject path id since sources url words"
RATINGS = (
    "software maths data classical_ml deep_learning genai evaluation serving mlops cloud system_design "
    "responsible_ai communication leadership"
)
NOTE = "id area note at"
NOTE_MARKED = "id area name note status changed at"
MARKED = "step title status changed at hours spent likely pace note needs begun took_back said source as_of"
PLAN = {
    "": "level target placed hours_a_week hours_assumed begins by focus cloud steps beyond weeks hours left pace "
    "likely late done gaps test_out fit first moved source as_of certificates",
    "first": "made likely",
    "steps[]": "number what begins likely late spent left after without place",
    "steps[].what": SUGGESTION,
    "steps[].what.hours": HOURS,
    "steps[].what.learn[]": LINK,
    "weeks[]": "number begins parts",
    "weeks[].parts[]": "step hours",
    "hours": HOURS,
    "pace": "factor spread steps",
    "gaps[]": "area name estimate target steps open",
    "test_out[]": "step title area by_checks done_when",
}
FIT = (
    "by verdict probability hours_available hours_needed hours_a_week_likely hours_a_week_sure drop drop_hours "
    "leaves_open keeps"
)
MOVED = (
    "since likely_before likely days target_before hours_a_week_before done skipped added gone reordered hours_changed "
    "new_pack pace_before titles"
)
CERTIFICATE = (
    "id certification name code on until until_by status days renewal renewal_is_free renewal_is_over ended ended_in "
    "replaced_by renewed_by renewed_on followed_by at source as_of renewal_ends"
)
CERTIFICATE_MARKED = {"": "certificate status step", "certificate": CERTIFICATE}
WIN_MARKED = "id text on areas status at"
WIN_AREA = "area name"
WIN_LINE = "id text on areas stood at"
WINS = {"": "you since area first_day last_day aim others earlier", "you": "on level"}
AIM = {
    "aim": "level beyond scope autonomy influence areas source as_of",
    "aim.areas[]": "area name before target gate wins also source as_of",
    "aim.areas[].gate": GATE,
}
PROFILE = {
    "": "path exists latest answered done evidence retake_after wins steps wish certificates",
    "latest": "finished mode answers level probability",
    "latest.answers": "background years ratings checks",
    "latest.answers.checks": "",
    "latest.answers.ratings": RATINGS,
    "done[]": "step at",
    "evidence[]": NOTE,
    "steps[]": "step mark at started hours",
    "wish": "to hours by start focus cloud",
}
HOLDS = "quizzes steps_done evidence wins certificates"
IMPORTED = {"": "file how changed kept_as before holds", "before": HOLDS, "holds": HOLDS}
CELL = (
    "role country band currency period mode basis n_rows n_distinct source as_of p10 p25 p50 p75 p90 ratio_to_us "
    "ratio_n"
)
PLACING = "percent low high adverts text"
OFFICIAL = "soc occupation area employment source as_of p10 p25 p50 p75 p90 wage_rse"
LEVEL_PAY = "level title guide market sample interpolated verdict you"
INTERPOLATED = "low high currency between source as_of"
JUDGED = "cell sample you"
NEGOTIATION = "offer evidence checklist source as_of sources aged"
SALARY = {
    "": "role role_id country country_name currency period counts levels overall overall_sample overall_you mine "
    "detail wider official metro elsewhere conversion notes claims sources aged",
    "aged[]": AGED,
    "levels[]": LEVEL_PAY,
    "levels[].market": CELL,
}
GUIDE_PAY = {
    "levels[].guide": PAY,
    "levels[].verdict": "text low_percentile high_percentile",
    "claims[]": "id amount currency says finding source as_of checked_against levels",
    "official[]": OFFICIAL,
}
DETAIL = {
    "detail": "repeats_removed bands modes years",
    "detail.repeats_removed": JUDGED,
    "detail.repeats_removed.cell": CELL,
    "detail.bands[]": JUDGED,
    "detail.bands[].cell": CELL,
    "detail.modes[]": JUDGED,
    "detail.modes[].cell": CELL,
    "detail.years[]": JUDGED,
    "detail.years[].cell": CELL,
}


SURVEYED = {
    "": "file role country level mine rows counted left_out malformed malformed_by lines first_year last_year taken_as "
    "notes tables",
    "left_out[]": "why rows",
    "tables[]": "currency overall levels",
    "tables[].overall": "level n_rows n_distinct sample p10 p25 p50 p75 p90 at_or_below",
    "tables[].levels[]": "level n_rows n_distinct sample p10 p25 p50 p75 p90 at_or_below",
}
STATUS = "status words day days_left last_seen"
PRICE = "amount currency per note is_beta"
FEE = "falls currency low high a_year months_low months_high hours_a_week due_every"
SUCCESSOR = "id name code status"
OFFER = (
    "id name code issuer proof tier cloud levels status replaced_by price valid_months expires confidence sources "
    "as_of url url_confirmed"
)
GUIDE_VIEW = "claims verdict source as_of"


def offers(path: str, *, ended: bool = False) -> dict[str, str]:
    """Return the keys of an offer at a path, with what took its place where it has ended."""
    over = {f"{path}.replaced_by[]": SUCCESSOR, f"{path}.replaced_by[].status": STATUS}
    return {path: OFFER, f"{path}.status": STATUS, f"{path}.price": PRICE, **(over if ended else {})}


CERTS = {
    "": "day sought entries exams courses hidden guide aged",
    "sought": "level cloud max_price every",
    "hidden": "not_open ended unknown no_price dearer",
    "exams[]": "issuer offers",
    **offers("exams[].offers[]"),
    "guide[]": "offer guide",
    "guide[].guide": GUIDE_VIEW,
    **offers("guide[].offer", ended=True),
}
COURSES = {"courses[]": "issuer offers", **offers("courses[].offers[]")}
CERTIFICATION = {
    "": "day entry status replaced_by fee aged",
    "entry": "id name issuer proof tier stated suits confidence sources as_of cloud code opens ends ends_in replaces "
    "replaced_by price questions minutes passing valid_months expires renewal experience levels study domains notes "
    "conflicts unknown url url_confirmed guide step",
    "entry.price": PRICE,
    "entry.domains[]": "name weight",
    "status": STATUS,
    "fee": FEE,
}
RECOMMENDED = {
    "": "level ground aim cloud hours_a_week none_needed says not_asked on_pay recommended passed of_clouds "
    "source as_of aged",
    "recommended[]": "id name code issuer proof level why status price fee valid_months expires confidence sources "
    "as_of url url_confirmed step planned instead_of beside",
    "recommended[].status": STATUS,
    "recommended[].price": PRICE,
    "recommended[].fee": FEE,
}


class View(NamedTuple):
    """One command line: the schema of what it writes, and the keys of every record in it, by the record's path."""

    line: str
    schema: str
    keys: dict[str, str]


PLACEMENT = {
    "": "level probability range_low range_high nearest before_gates levels areas gates changes mode ratings "
    "checks source as_of right bias cautions ran_higher ran_lower influences retake_after",
    "levels[]": "level probability",
    "areas[]": "area name rating estimate low high target next_target weight role checks right",
    "gates[]": "level area name minimum rating shortfall blocks",
    "changes[]": "level moves flips",
}
CHECKED = {
    **PLACEMENT,
    "changes[].flips[]": "area name item topic right",
    "influences[]": "area name rating checks right shift",
}
VIEWS = (
    View("plan", "plan", PLAN),
    View("plan --hours 5 --by 2026-12-31", "plan", {**PLAN, "fit": FIT, "moved": MOVED, "moved.titles": ""}),
    View(
        "quiz --review",
        "review",
        {
            "": "finished checks right gone missed",
            "missed[]": "number check area name topic stem options answer key why_key why_answer reference "
            "solved_blind source as_of",
            "missed[].reference": "title url",
        },
    ),
    View(
        "quiz --compare",
        "comparison",
        {
            "": "beyond_uncertainty rungs days then now areas source as_of",
            "then": OUTCOME,
            "now": OUTCOME,
            "areas[]": "area name rating_then rating_now estimate_then estimate_now",
        },
    ),
    View("quiz --answers checked.json", "placement", CHECKED),
    View("quiz --result", "placement", CHECKED),
    View(
        "quiz --answers me.json --mode quick",
        "placement",
        {**PLACEMENT, "changes[].moves[]": "area name rating becomes"},
    ),
    View("start learn_apis", "step", {"": MARKED}),
    View("note learn_apis half way --hours 9.5", "step", {"": MARKED}),
    View("skip learn_testing --known", "step", {"": MARKED}),
    View("done learn_containers", "step", {"": MARKED}),
    View("evidence serving https://example.org/api", "evidence.note", {"": NOTE_MARKED}),
    View("evidence maths proof", "evidence.note", {"": NOTE_MARKED}),
    View("evidence --remove 2", "evidence.note", {"": NOTE_MARKED}),
    View(
        "evidence",
        "evidence",
        {"": "areas", "areas[]": "area name could_prove notes", "areas[].notes[]": NOTE},
    ),
    View("evidence serving", "evidence.area", {"": "area name could_prove notes", "notes[]": NOTE}),
    View("win shipped it --area serving --area maths", "win", {"": WIN_MARKED, "areas[]": WIN_AREA}),
    View("win another --on 2026-10-01", "win", {"": WIN_MARKED}),
    View("win --remove 2", "win", {"": WIN_MARKED}),
    View(
        "wins",
        "wins",
        {**WINS, **AIM, "aim.areas[].wins[]": WIN_LINE, "aim.areas[].wins[].areas[]": WIN_AREA},
    ),
    View("wins --level lead --area leadership --since 2026-10-01", "wins", {**WINS, **AIM, "area": WIN_AREA}),
    View("certs mine add azure-ai-103 --on 2025-12-31", "certificates.marked", CERTIFICATE_MARKED),
    View("certs mine add AI-102 --on 2026-01-31 --expires 2026-11-01", "certificates.marked", CERTIFICATE_MARKED),
    View("certs mine add azure-ai-900 --on 2020-01-31", "certificates.marked", CERTIFICATE_MARKED),
    View("certs mine remove azure-ai-900", "certificates.marked", CERTIFICATE_MARKED),
    View("certs mine", "certificates", {"": "today certificates", "certificates[]": CERTIFICATE}),
    View(
        "plan --weeks",
        "plan",
        {**PLAN, "fit": FIT, "moved": MOVED, "moved.titles": "", "certificates[]": CERTIFICATE},
    ),
    View(
        "",
        "home",
        {
            "": "you next answered questions done checks retake_after reminders",
            "you": HERE,
            "reminders[]": CERTIFICATE,
            "next": SUGGESTION,
            "next.hours": HOURS,
            "next.learn[]": LINK,
        },
    ),
    View(
        "next",
        "next",
        {
            "": "level target suggestions skills_left hours_left done source as_of steps_left reminders aged",
            "suggestions[]": SUGGESTION,
            "reminders[]": CERTIFICATE,
            "suggestions[].hours": HOURS,
            "suggestions[].learn[]": LINK,
            "hours_left": HOURS,
        },
    ),
    View(
        "progress",
        "progress",
        {
            "": "today quizzes areas hours steps wins forecast",
            "quizzes[]": "day mode level probability",
            "areas": "then now then_mode now_mode areas",
            "areas.areas[]": "area name then now change target source as_of",
            "areas.areas[].then": ESTIMATE,
            "areas.areas[].now": ESTIMATE,
            "hours": "total since planned this_week lately lately_weeks with_hours weeks",
            "hours.weeks[]": "begins hours",
            "steps": "done months latest begun",
            "steps.months[]": "month steps",
            "steps.latest[]": "step title day hours proof",
            "steps.begun[]": "step title day hours proof",
            "wins": "logged latest",
            "wins.latest[]": "id text on",
            "forecast": "target placed steps_left hours_left planned really source as_of",
            "forecast.planned": "hours_a_week likely late",
        },
    ),
    View(
        "roadmap",
        "roadmap",
        {
            "": "role you about rungs aged",
            "you": HERE,
            "about[]": STATEMENT,
            "rungs[]": RUNG,
            "rungs[].years": "low high source as_of",
            "rungs[].duties[]": STATEMENT,
            "rungs[].notes[]": STATEMENT,
            "rungs[].companies[]": "name source as_of note",
            "rungs[].pay": PAY,
            "rungs[].gates[]": GATE,
        },
    ),
    View(
        "roadmap senior",
        "roadmap.level",
        {
            "": "you rung title areas gates skills source as_of aged",
            "you": HERE,
            "rung": RUNG,
            "rung.years": "low high source as_of",
            "rung.duties[]": STATEMENT,
            "rung.notes[]": STATEMENT,
            "rung.companies[]": "name source as_of note",
            "rung.pay": PAY,
            "rung.gates[]": GATE,
            "gates[]": GATE,
            "areas[]": AREA_STEP,
            "skills[]": SKILL_LINE,
            "skills[].hours": HOURS,
        },
    ),
    View(
        "roadmap mid --to senior",
        "roadmap.difference",
        {
            "": "you start target areas duties gates skills hours source as_of aged",
            "you": HERE,
            "areas[]": AREA_STEP,
            "duties[]": STATEMENT,
            "gates[]": GATE,
            "skills[]": SKILL_LINE,
            "skills[].hours": HOURS,
            "hours": HOURS,
        },
    ),
    View(
        "salary",
        "salary",
        {
            **SALARY,
            **GUIDE_PAY,
            "overall": CELL,
            "levels[].interpolated": INTERPOLATED,
            "levels[].interpolated.between[]": CELL,
        },
    ),
    View("salary --level senior", "salary", {**SALARY, **GUIDE_PAY, **DETAIL}),
    View(
        "salary --level lead --metro seattle --mine 210k",
        "salary",
        {
            **SALARY,
            **GUIDE_PAY,
            **DETAIL,
            "levels[].you": PLACING,
            "mine": "amount currency placed_as",
            "metro": "metro wages",
            "metro.metro": "id name also prices",
            "metro.metro.prices": "level source as_of",
            "metro.wages[]": "here nation ratio uncertain",
            "metro.wages[].here": OFFICIAL,
            "metro.wages[].nation": OFFICIAL,
            "elsewhere[]": "country what currency per points low middle high n source as_of",
        },
    ),
    View(
        "salary --country DE --mine 90k",
        "salary",
        {
            **SALARY,
            "overall": CELL,
            "mine": "amount currency placed_as",
            "wider[]": "role_id role levels overall",
            "wider[].levels[]": LEVEL_PAY,
            "wider[].levels[].market": CELL,
            "wider[].levels[].you": PLACING,
            "wider[].levels[].interpolated": INTERPOLATED,
            "wider[].levels[].interpolated.between[]": CELL,
            "wider[].overall": JUDGED,
            "wider[].overall.cell": CELL,
            "wider[].overall.you": PLACING,
            "elsewhere[]": "country what currency per points low middle high n source as_of",
        },
    ),
    View("salary --from pay.csv", "surveyed", SURVEYED),
    View(
        "salary --from damaged.csv --role data-engineer --level senior --mine 120k --currency usd --country us",
        "surveyed",
        {**SURVEYED, "malformed_by[]": "why rows", "lines[]": "line why problem"},
    ),
    View(
        "salary negotiate",
        "negotiation",
        {"": NEGOTIATION, "aged[]": AGED, "evidence[]": "id says sources as_of", "checklist[]": "stage do"},
    ),
    View(
        "salary negotiate --offer 185k --level senior",
        "negotiation",
        {
            "": NEGOTIATION,
            "aged[]": AGED,
            "evidence[]": "id says sources as_of",
            "checklist[]": "stage do",
            "offer": "amount currency role is_wider country country_name period counts pay stands to_name notes",
            "offer.pay": LEVEL_PAY,
            "offer.pay.guide": PAY,
            "offer.pay.verdict": "text low_percentile high_percentile",
            "offer.pay.market": CELL,
            "offer.pay.you": PLACING,
        },
    ),
    View(
        "salary --compare data-scientist --level junior",
        "salary.compare",
        {
            "": "level title country country_name currency period counts mine roles notes sources aged",
            "aged[]": AGED,
            "roles[]": "role_id role market sample interpolated you",
            "roles[].interpolated": INTERPOLATED,
            "roles[].interpolated.between[]": CELL,
        },
    ),
    View(
        "salary --compare data-scientist --level mid --mine 150k",
        "salary.compare",
        {
            "": "level title country country_name currency period counts mine roles notes sources aged",
            "aged[]": AGED,
            "mine": "amount currency placed_as",
            "roles[]": "role_id role market sample interpolated you",
            "roles[].market": CELL,
            "roles[].you": PLACING,
        },
    ),
    View(
        "skills",
        "skills",
        {
            "": "areas",
            "areas[]": "area skills hours you",
            "areas[].area": AREA,
            "areas[].area.targets": LEVELS,
            "areas[].hours": HOURS,
        },
    ),
    View(
        "skills serving",
        "skills.area",
        {
            "": "area you level anchors evidence skills aged",
            "area": AREA,
            "area.targets": LEVELS,
            "skills[]": "skill hours held",
            "skills[].skill": SKILL,
            "skills[].skill.demand": DEMAND,
            "skills[].hours": HOURS,
        },
    ),
    View(
        "skills containers",
        "skills.skill",
        {
            "": "state area_name needs opens demand steps aged",
            "state": "skill hours held",
            "state.skill": SKILL,
            "state.skill.demand": DEMAND,
            "state.hours": HOURS,
            "needs[]": "id name held",
            "opens[]": "id name held",
            "demand": DEMAND,
            "steps[]": "id kind title hours source as_of learn",
            "steps[].hours": HOURS,
            "steps[].learn[]": LINK,
        },
    ),
    View("certs", "certs", {**CERTS, **COURSES, "aged[]": AGED}),
    View(
        "certs --all --cloud azure --max-price 200",
        "certs",
        {**CERTS, **offers("exams[].offers[]", ended=True), "aged[]": AGED},
    ),
    View(
        "certs AI-102",
        "certs.certification",
        {
            **CERTIFICATION,
            "entry.renewal": "how is_free is_over",
            "entry.study": "low high basis",
            "entry.guide": GUIDE_VIEW,
            "replaced_by[]": SUCCESSOR,
            "replaced_by[].status": STATUS,
        },
    ),
    View(
        "certs show dlai-deep-learning",
        "certs.certification",
        {**CERTIFICATION, "entry.study": "low high basis", "entry.guide": GUIDE_VIEW, "aged[]": AGED},
    ),
    View(
        "certs recommend",
        "certs.recommend",
        {
            **RECOMMENDED,
            "of_clouds[]": "cloud id name status",
            "of_clouds[].status": STATUS,
            "aged[]": AGED,
        },
    ),
    View("certs recommend --level senior --cloud gcp", "certs.recommend", RECOMMENDED),
    View("sources", "sources", {"": "sources", "sources[]": SOURCE}),
    View(
        "sources aijobs-2025-06-22",
        "sources.source",
        {"": f"{SOURCE} behind", "behind[]": "file facts past"},
    ),
    View("profile show", "profile", PROFILE),
    View("profile path", "profile.path", {"": "profile cache"}),
    View(
        "profile export",
        "export",
        {
            "": "made without assessments steps evidence settings outlooks wins certificates",
            "assessments[]": "id mode started finished level probability answers areas",
            "assessments[].answers[]": "key value at",
            "assessments[].areas[]": "area estimate low high",
            "steps[]": "id step what at hours note taken_back",
            "evidence[]": "id area note at removed",
            "settings[]": "name value at",
            "outlooks[]": "at outlook",
            "outlooks[].outlook": "id made target hours_a_week likely late steps pack pace",
            "outlooks[].outlook.steps[]": "step hours likely late",
            "wins[]": "id text on areas at removed",
            "certificates[]": "id certification on expires at removed",
        },
    ),
    View("profile export me.export", "profile.export", {"": "file without holds", "holds": HOLDS}),
    View("evidence data proof", "evidence.note", {"": NOTE_MARKED}),
    View("profile import me.export --replace --yes", "profile.import", IMPORTED),
    View("profile import me.export --merge", "profile.import", IMPORTED),
    View(
        "profile backups",
        "profile.backups",
        {"": "folder backups", "backups[]": "name day size holds problem", "backups[].holds": HOLDS},
    ),
    View(
        "profile restore --yes",
        "profile.restore",
        {"": "backup kept_as was_damaged", "backup": "name day size holds problem", "backup.holds": HOLDS},
    ),
    View("check", "check", {"": "sound pack profile has_profile problems"}),
    View(
        "check --fresh",
        "check.fresh",
        {
            "": "day facts past lasting subjects",
            "subjects[]": "subject days why source as_of facts past files",
            "subjects[].files[]": "file aged",
            "subjects[].files[].aged[]": AGED,
        },
    ),
    View("undo", "step", {"": MARKED}),
    View("profile reset --yes", "profile.reset", {"": "kept_as"}),
)
"""Every command, in an order in which one home can be used for all."""

OWN = {
    "certs": "sought.max_price entries hidden.*",
    "check.fresh": "facts past lasting subjects.facts subjects.past",
    "evidence": "areas.notes.id",
    "export": "*.id assessments.* steps.hours outlooks.outlook.*",
    "profile.export": "holds.*",
    "profile.import": "before.* holds.*",
    "profile.backups": "backups.*",
    "profile.restore": "backup.*",
    "evidence.area": "notes.id",
    "evidence.note": "id",
    "home": "you.* answered questions done checks",
    "negotiation": "offer.amount offer.pay.you.* offer.to_name",
    "next": "skills_left steps_left done",
    "salary": "mine.*",
    "salary.compare": "mine.*",
    "placement": "probability ratings checks right bias levels.* changes.* influences.* areas.rating areas.estimate "
    "areas.low areas.high areas.checks areas.right gates.rating gates.shortfall",
    "profile": "answered latest.* evidence.id wins certificates steps.hours wish.hours",
    "progress": "quizzes.* hours.* steps.* wins.*",
    "review": "checks right gone",
    "roadmap": "you.*",
    "roadmap.difference": "you.*",
    "roadmap.level": "you.*",
    "skills": "areas.skills areas.you",
    "skills.area": "you",
    "sources.source": "behind.*",
    "step": "hours spent pace begun",
    "surveyed": "*",
    "win": "id",
    "wins": "aim.areas.wins.id aim.areas.also others.id",
}
"""Numbers that no source states: what the person answered, what was computed from it, and counts."""
DATES = frozenset(
    {"as_of", "at", "begins", "by", "checked", "date", "day", "finished", "first_day", "last_day", "late", "made", "on"}
    | {"ends", "last_seen", "likely_before", "removed", "renewed_on", "retake_after", "since", "started", "until"}
)
ISO_DATE = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d:\d\d\+00:00)?)?)?")

each_view = pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.line or "home")


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory, skills: SkillMap) -> dict[str, str]:
    """Return what each command line writes with --json, for one person, where colour is forced."""
    folder = tmp_path_factory.mktemp("json")
    run = Run(folder / "home")
    ratings = {area.id: 2 for area in skills.areas}
    me = {"background": "student", "years": 2, "ratings": ratings}
    (folder / "me.json").write_text(json.dumps(me), "utf-8")
    own_survey(folder / "pay.csv")
    own_survey(folder / "damaged.csv", "2024,SE,FT,Data Engineer,lots,USD,US", "2024,SE")
    firsts = [part.checks[0] for part in Library(None).checks().areas]
    checks = {
        check.id: (check.key - 1 + number % 2) % 4 + 1 for number, check in enumerate(firsts)
    }  # every other right
    (folder / "checked.json").write_text(json.dumps({**me, "checks": checks}), "utf-8")
    for answers in ("me.json", "checked.json"):  # what --review and --compare look back at
        assert called(run, "quiz", "--answers", answers).returncode == 0
    assert called(run, "plan").returncode == 0  # what moved since is told against it
    outputs = {}
    for view in VIEWS:
        result = called(run, *view.line.split(), "--json", FORCE_COLOR="1")
        assert (result.returncode, result.stderr) == (0, ""), view.line
        outputs[view.line] = result.stdout
    return outputs


@pytest.fixture(scope="module")
def documents(outputs: dict[str, str]) -> dict[str, Any]:
    """Return the documents of every command line, read."""
    return {line: json.loads(text) for line, text in outputs.items()}


def records(value: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every record within a value, with its path: fields joined by dots, lists as []."""
    if isinstance(value, dict):
        yield path, value
        for key, inner in value.items():
            yield from records(inner, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for inner in value:
            yield from records(inner, f"{path}[]")


def is_number(value: Any) -> bool:
    """Tell whether a JSON value is a number."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def named_in(record: dict[str, Any]) -> list[str]:
    """Return the sources that a record lists by id."""
    return [source for source in record.get("sources", ()) if isinstance(source, str)]


def is_sourced(record: Any) -> bool:
    """Tell whether a record says where it comes from and of when that is."""
    return (
        isinstance(record, dict) and bool(record.get("source") or record.get("sources")) and bool(record.get("as_of"))
    )


def unsourced(value: Any, path: str = "", *, around: bool = False, beside: bool = False) -> Iterator[str]:
    """Yield the path of each number whose source and date stand neither in its record, nor around it, nor beside it.

    Beside: in another part of the same record, as an hours band stands beside the skill it was computed from.
    """
    if isinstance(value, dict):
        around = around or is_sourced(value)
        parts = any(is_sourced(part) for part in value.values())
        for key, inner in value.items():
            known = parts or (beside and is_number(inner))
            yield from unsourced(inner, f"{path}.{key}" if path else key, around=around, beside=known)
    elif isinstance(value, list):
        for inner in value:
            yield from unsourced(inner, path, around=around)
    elif is_number(value) and not (around or beside):
        yield path


@each_view
def test_keys_are_pinned(view: View, documents: dict[str, Any]):
    """A document has its schema's name, and exactly these keys at every level."""
    document = documents[view.line]
    found: dict[str, set[frozenset[str]]] = {}
    for path, record in records(document["data"]):
        found.setdefault(path, set()).add(frozenset(record))
    assert list(document) == ["schema", "data"]
    assert document["schema"] == f"mlcareer.{view.schema}/1"
    assert found == {path: {frozenset(keys.split())} for path, keys in view.keys.items()}


@each_view
def test_is_one_strict_document(view: View, outputs: dict[str, str]):
    """Standard output is exactly one JSON document: no NaN, no key twice, a line end after it, no escape sequence."""

    def refuse(constant: str) -> None:
        pytest.fail(f"{constant} is no JSON")

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        assert len(dict(pairs)) == len(pairs)
        return dict(pairs)

    text = outputs[view.line]
    json.loads(text, parse_constant=refuse, object_pairs_hook=once)
    assert text.startswith("{")
    assert text.endswith("}\n")
    assert "\x1b" not in text


@each_view
def test_dates_are_iso(view: View, documents: dict[str, Any]):
    """Every date is written in ISO form, as exactly as it is known, and exists."""
    for path, record in records(documents[view.line]["data"]):
        for key in DATES & record.keys():
            date = record[key]
            if date is None:
                continue
            assert ISO_DATE.fullmatch(date), f"{path}.{key}"
            datetime.fromisoformat(date + "-01-01"[len(date) - 4 :] if len(date) < len("2026-11-22") else date)


@each_view
def test_every_figure_has_source_and_date(view: View, documents: dict[str, Any]):
    """Every figure of the pack stands with its source and as_of: in its record, around it, or in the part beside it."""
    own = OWN.get(view.schema, "").split()
    found = {path for path in unsourced(documents[view.line]["data"]) if not any(fnmatchcase(path, o) for o in own)}
    assert not found


@each_view
def test_sources_named_exist(view: View, documents: dict[str, Any], library: Library):
    """Every source that a record names is one that `mlcareer sources` knows."""
    known: Sources = library.sources()
    ids = {source.id for source in known.sources}
    named = {
        record[key]
        for _, record in records(documents[view.line]["data"])
        for key in ("source", "checked_against")
        if key in record
    }
    named |= {source for _, record in records(documents[view.line]["data"]) for source in named_in(record)}
    assert named <= ids


@each_view
def test_levels_are_written_by_id(view: View, documents: dict[str, Any]):
    """A level is written as its id, which never changes, not as its title."""
    ids = {level.value for level in Level}
    for _, record in records(documents[view.line]["data"]):
        for key in (
            "level",
            "range_low",
            "range_high",
            "nearest",
            "before_gates",
            "start",
            "target",
            "beyond",
            "stood",
            "toward",
        ):
            assert not isinstance(record.get(key), str) or record[key] in ids


def test_every_command_is_pinned():
    """No command is without a line in the table above, so none is without --json."""
    assert {view.line.split()[0] for view in VIEWS if view.line} == set(Commands.entries)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "roadmap",
        "roadmap senior",
        "skills",
        "skills serving",
        "profile show",
        "evidence",
        "wins",
        "progress",
        "certs mine",
    ],
)
def test_nobody_has_the_same_keys(line: str, run: Run):
    """Before the first quiz the document has the same keys; what is not known yet is null."""
    view = next(view for view in VIEWS if view.line == line)
    data = json.loads(called(run, *line.split(), "--json").stdout)["data"]
    assert set(data) == set(view.keys[""].split())
    assert data.get("you") is None
    assert data.get("latest") is None


def test_senior_pay(run: Run):
    """The guide's band and the market's cell for Senior stand side by side, each with its source and date."""
    result = run("salary", "--level", "senior", "--json")
    document = json.loads(result.stdout)
    (senior,) = document["data"]["levels"]
    guide, market = senior["guide"], senior["market"]
    assert document["schema"] == "mlcareer.salary/1"
    assert (guide["low"], guide["high"], guide["currency"]) == (220000, 300000, "USD")
    assert (guide["source"], guide["as_of"]) == ("skillexchange-2026", "2026")
    assert (market["p50"], market["currency"]) == (200000, "USD")
    assert (market["n_rows"], market["n_distinct"]) == (4545, 1395)
    assert (market["source"], market["as_of"]) == ("aijobs-2025-06-22", "2025-06-22")
