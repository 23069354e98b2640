"""mlcareer profile."""

import typer

from mlcareer.cli import context, exchange
from mlcareer.cli.options import JsonOption, PlainOption, YesOption
from mlcareer.cli.tree import command_app
from mlcareer.core.mark import states
from mlcareer.core.retake import retake_after
from mlcareer.core.standing import ProfilePath, ProfileView, SetAside
from mlcareer.errors import MlcareerError
from mlcareer.pack.remembered import forget_views
from mlcareer.render.output import show

app = command_app()


@app.callback(invoke_without_command=True)
def group(ctx: typer.Context, as_json: JsonOption = False) -> None:
    """Your own record: show it, carry it, bring it back, start anew.

    Without a command of its own it shows the profile.

    Example: mlcareer profile show
    """
    if ctx.invoked_subcommand is None:
        show_(as_json=as_json)
    elif as_json:
        raise typer.BadParameter(f"write it after the command: mlcareer profile {ctx.invoked_subcommand} --json")


@app.command("show")
def show_(as_json: JsonOption = False) -> None:
    """Everything the profile holds.

    Evidence noted for an area stands beside its rating. It is shown, never scored.

    Example: mlcareer profile show --json
    """
    person = context.profile()
    record = person.record()
    answered = len(record.under_way.pairs()) if record.under_way else 0
    exists = person.path.exists()
    retake = retake_after(record.latest.on).isoformat() if record.latest else None
    view = ProfileView(
        path=str(person.path),
        exists=exists,
        latest=record.latest,
        answered=answered,
        done=record.done,
        evidence=record.evidence,
        retake_after=retake,
        wins=len(person.wins()),
        steps=tuple(states(record.events).values()),
        wish=record.wish,
        certificates=len(record.certificates),
    )
    show("profile", view, as_json=as_json)


@app.command()
def path(as_json: JsonOption = False) -> None:
    """Where the profile lies.

    Example: mlcareer profile path
    """
    view = ProfilePath(str(context.profile().path), str(context.cache_dir()))
    show("profile.path", view, as_json=as_json)


@app.command()
def reset(yes: YesOption = False, plain: PlainOption = False, as_json: JsonOption = False) -> None:
    """Move the profile aside and start anew; nothing is deleted.

    Example: mlcareer profile reset --yes
    """
    person = context.profile()
    if not yes and person.path.exists():
        from mlcareer.prompts.ask import prompter

        asker = prompter(plain=plain, instead="mlcareer profile reset --yes does it without asking")
        if not asker.confirm(f"Move {person.path} aside and start anew?"):
            raise MlcareerError("nothing was changed")
    kept_as = person.set_aside()
    forget_views(context.cache_dir())
    show("profile.reset", SetAside(str(kept_as) if kept_as else None), as_json=as_json)


app.command("export")(exchange.export_)
app.command("import")(exchange.import_)
app.command()(exchange.backups)
app.command()(exchange.restore)
