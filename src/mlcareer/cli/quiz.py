"""mlcareer quiz."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from mlcareer.cli.checked import checked, with_checks
from mlcareer.cli.context import library, profile
from mlcareer.cli.options import JsonOption, PlainOption
from mlcareer.cli.tree import command_app
from mlcareer.core.assessment import (
    BACKGROUND,
    HIGHEST,
    LOWEST,
    MOST_YEARS,
    YEARS,
    Answers,
    Assessment,
    Item,
    is_number_within,
    items,
    still_asked,
    unanswered,
)
from mlcareer.core.placement import place_in_full
from mlcareer.core.skill import as_id
from mlcareer.errors import InterruptedByUserError, WrongUsageError, unlike_any
from mlcareer.render.output import show

if TYPE_CHECKING:
    from mlcareer.profile.store import Profile

app = command_app()
INSTEAD = "answer with --answers FILE, or with --background, --years and --rate AREA=0..5 for each area"


@app.command()
def quiz(
    answers: Annotated[
        Path | None,
        typer.Option(
            "--answers", metavar="FILE", help="Take the answers from a YAML or JSON file.", show_default=False
        ),
    ] = None,
    background: Annotated[
        str | None, typer.Option(metavar="ID", help="Where you come from, such as software_engineer.")
    ] = None,
    years: Annotated[
        float | None,
        typer.Option(min=0, max=MOST_YEARS, metavar="N", help="Years of work on machine-learning systems."),
    ] = None,
    rate: Annotated[
        list[str] | None, typer.Option(metavar="AREA=0..5", help="One rating; repeat for each area.")
    ] = None,
    check: Annotated[
        list[str] | None, typer.Option(metavar="ID=0..4", help="One check's answer, 0: no idea; repeat.")
    ] = None,
    mode: Annotated[
        Literal["quick", "standard", "deep"],
        typer.Option(metavar="MODE", help="quick: ratings only; standard: 6 to 24 checks too; deep: up to 40."),
    ] = "quick",
    restart: Annotated[bool, typer.Option("--restart", help="Begin anew instead of going on.")] = False,
    save: Annotated[bool, typer.Option("--save/--no-save", help="Keep the answers in your profile.")] = True,
    plain: PlainOption = False,
    as_json: JsonOption = False,
) -> None:
    """Answer fourteen questions and see where you stand.

    Answers are saved one by one: a quiz that is interrupted goes on where it stopped. A file of answers looks like
    {background: student, years: 0.5, ratings: {software: 2, maths: 1, ...}}; mlcareer skills lists the areas.

    Example: mlcareer quiz --answers me.yaml --json
    """
    pack = library()
    assessment = pack.assessment()
    given = _given(assessment, answers, background, years, rate or [])
    given = with_checks(pack, given, check or [])
    if answers is None:
        given = _asked(assessment, given, profile() if save else None, plain=plain, restart=restart, mode=mode)
    missing = _open_ratings(assessment, given)
    if missing:
        raise WrongUsageError(
            f"no rating for {', '.join(missing)}", way_out="add them to the file, or --rate AREA=0..5"
        )
    if mode != "quick":
        given = checked(pack, given, mode, profile() if save else None, plain=plain)
    bank = pack.checks() if given.checks else None
    placement = place_in_full(given, assessment, pack.roadmap(), pack.skills().areas, bank)
    if save:
        profile().save_assessment(given, placement)
    show("placement", placement, as_json=as_json)


def _given(
    assessment: Assessment, file: Path | None, background: str | None, years: float | None, rates: list[str]
) -> Answers:
    """Return what file and flags answer; a flag wins over the file."""
    from mlcareer.pack.answers import read_answers

    given = read_answers(file, assessment) if file else Answers()
    if background is not None:
        given = given.answered(BACKGROUND, assessment.background_named(background).id)
    if years is not None:
        if not is_number_within(str(years), MOST_YEARS):
            raise WrongUsageError(f"--years {years}: expected a number from 0 to {MOST_YEARS}")
        given = given.answered(YEARS, str(years))
    areas = [question.area for question in assessment.questions]
    for rate in rates:
        area, _, rating = rate.partition("=")
        if as_id(area) not in areas:
            raise WrongUsageError(f"--rate {rate}: {unlike_any('area', area, areas)}")
        if rating not in map(str, range(LOWEST, HIGHEST + 1)):
            raise WrongUsageError(f"--rate {rate}: expected {as_id(area)}={LOWEST} to {HIGHEST}")
        given = given.answered(as_id(area), rating)
    return given


def _asked(
    assessment: Assessment, given: Answers, person: "Profile | None", *, plain: bool, restart: bool, mode: str
) -> Answers:
    """Ask what flags left open, saving every answer as it comes; goes on with a quiz that was interrupted."""
    from mlcareer.prompts.ask import ask, has_terminal, prompter

    if not _open_ratings(assessment, given) and (not unanswered(assessment, given) or not has_terminal()):
        return given  # all that matters is said, and nobody is there to tell the rest
    prompts = prompter(plain=plain, instead=INSTEAD)
    if person is not None:
        given = _resumed(assessment, person, given, mode, restart=restart)
    order = items(assessment)
    number = _first_open(order, given)
    prompts.note(_welcome(len(order) - len(unanswered(assessment, given)), len(order)))
    if mode != "quick":
        prompts.note("Your ratings will be checked: after them come questions on what you said.")
    while number < len(order):
        item = order[number]
        hint = assessment.stem if item.choices and item.key != BACKGROUND else ""
        try:
            answer = ask(prompts, item, place=f"{number + 1:>2}/{len(order)}", hint=hint, back=number > 0)
        except InterruptedByUserError:
            kept = "your answers are saved; mlcareer quiz goes on" if person else "nothing was saved"
            raise InterruptedByUserError("stopped", way_out=kept) from None
        if answer is None:
            number -= 1
            continue
        given = given.answered(item.key, answer)
        if person is not None:
            person.save_answer(item.key, answer)
        number = _first_open(order, given)
    return given


def _first_open(order: tuple[Item, ...], given: Answers) -> int:
    """Return the place of the first item without an answer, or the end."""
    return next((place for place, item in enumerate(order) if not given.has(item.key)), len(order))


def _resumed(assessment: Assessment, person: "Profile", given: Answers, mode: str, *, restart: bool) -> Answers:
    """Return the answers saved before with those given now on top, and make sure all are saved."""
    before = None if restart else person.record().under_way
    person.begin(mode, anew=restart)
    merged = still_asked(assessment, before or Answers())
    for key, value in given.pairs():
        merged = merged.answered(key, value)
        person.save_answer(key, value)
    return merged


def _welcome(answered: int, questions: int) -> str:
    if answered:
        return f"Going on: {answered} of {questions} answered. --restart begins anew."
    return (
        "Two questions to start from, then fourteen areas: pick the line that fits what you have done, compared with "
        "the engineers you work with. Every answer is saved as you go, here only.\n"
        "Choose with the arrows or a number, then Enter; b and Enter goes back; Ctrl-C stops."
    )


def _open_ratings(assessment: Assessment, given: Answers) -> list[str]:
    """Return the areas without a rating; background and years may stay open."""
    return [item.key for item in unanswered(assessment, given) if item.key not in (BACKGROUND, YEARS)]
