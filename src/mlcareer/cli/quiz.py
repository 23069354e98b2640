"""mlcareer quiz."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from mlcareer.cli.checked import checked, with_checks
from mlcareer.cli.context import library, now, profile
from mlcareer.cli.options import JsonOption, PlainOption
from mlcareer.cli.rated import QUICK, Mode, Wish, open_ratings, rated
from mlcareer.cli.tree import command_app
from mlcareer.core.assessment import (
    BACKGROUND,
    HIGHEST,
    LOWEST,
    MOST_YEARS,
    YEARS,
    Answers,
    Assessment,
    is_number_within,
)
from mlcareer.core.placing import place_in_full
from mlcareer.core.retake import retake_after
from mlcareer.core.skill import as_id
from mlcareer.errors import WrongUsageError, unlike_any
from mlcareer.prompts.ask import has_terminal
from mlcareer.render.output import remark, show

app = command_app()


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
        Mode | None,
        typer.Option(metavar="MODE", help="quick: ratings only; standard (usual): 6 to 24 checks too; deep: up to 40."),
    ] = None,
    restart: Annotated[bool, typer.Option("--restart", help="Begin anew instead of going on.")] = False,
    save: Annotated[bool, typer.Option("--save/--no-save", help="Keep the answers in your profile.")] = True,
    result: Annotated[bool, typer.Option("--result", help="Show the result of the last quiz again.")] = False,
    review: Annotated[bool, typer.Option("--review", help="Explain what was missed in the last quiz.")] = False,
    compare: Annotated[bool, typer.Option("--compare", help="Set the last quiz beside the one before.")] = False,
    plain: PlainOption = False,
    as_json: JsonOption = False,
) -> None:
    """Rate fourteen areas, answer checks, see where you stand.

    About 30 questions, a quarter of an hour: fourteen ratings, then 6 to 24 checks chosen for what they tell about your
    level. "I don't know" is a fair answer. Answers are saved one by one: a quiz that is interrupted goes on where it
    stopped.

    A file of answers looks like {background: student, years: 0.5, ratings: {software: 2, maths: 1, ...}}; mlcareer
    skills lists the areas. Without a terminal, ratings alone give the quick, unchecked placement.

    Example: mlcareer quiz --answers me.yaml --json
    """
    if result or review or compare:
        from mlcareer.cli.review import Look, look_back

        options = {"--answers": answers, "--background": background, "--years": years, "--mode": mode}
        anew = [option for option, value in options.items() if value is not None]
        flags = {"--rate": rate, "--check": check, "--restart": restart, "--no-save": not save}
        anew += [flag for flag, is_given in flags.items() if is_given]
        look_back(Look(result, review, compare), anew=anew, plain=plain, as_json=as_json)
        return
    pack = library()
    assessment = pack.assessment()
    given = with_checks(pack, _given(assessment, answers, background, years, rate or []), check or [])
    person = profile() if save else None
    missing = open_ratings(assessment, given)
    if missing and answers is not None:
        raise WrongUsageError(
            f"no rating for {', '.join(missing)}", way_out="add them to the file, or --rate AREA=0..5"
        )
    if missing or has_terminal():
        given, mode = rated(assessment, given, person, Wish(mode, answers is not None, restart, plain))
    if mode not in (None, QUICK):
        given = checked(pack, given, mode, person, plain=plain)
    bank = pack.checks() if given.checks else None
    placement = place_in_full(given, assessment, pack.roadmap(), pack.skills().areas, bank)
    if placement.checks and mode not in (None, QUICK):
        placement = placement._replace(mode=mode)
    placement = placement._replace(retake_after=retake_after(date.fromisoformat(now()[:10])).isoformat())
    if person is not None:
        person.save_assessment(given, placement)
    if mode is None and not placement.checks:
        remark("placed from ratings alone, unchecked; mlcareer quiz in a terminal, or --mode standard, checks them")
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
