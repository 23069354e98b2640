"""What an update of the pack changed for one person: steps they did, began or had planned, under other ids or gone."""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from mlcareer.core.outlook import Outlook
from mlcareer.core.step import Steps


class Update(NamedTuple):
    """Steps of the person that changed: renamed (old id, new id), retired, gone without a word, of other hours."""

    renamed: tuple[tuple[str, str], ...]
    retired: tuple[str, ...]
    gone: tuple[str, ...]
    hours: tuple[tuple[str, int, int], ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids, as the record has them, of the steps that are another now or none."""
        return (*(old for old, _ in self.renamed), *self.retired, *self.gone)

    def untold(self, told: Collection[str]) -> "Update":
        """Return the update without the steps whose change was told before."""
        return self._replace(
            renamed=tuple(pair for pair in self.renamed if pair[0] not in told),
            retired=tuple(name for name in self.retired if name not in told),
            gone=tuple(name for name in self.gone if name not in told),
        )

    def words(self, steps: Steps) -> str:
        """Say it in one line, empty where nothing changed."""
        why = {ended.id: ended for ended in steps.retired}
        found = [f"{old} is {new} now and keeps what you said of it" for old, new in self.renamed]
        for name in self.retired:
            ended = why[name]
            instead = f"; {ended.instead} takes its place" if ended.instead else ""
            found.append(f"{name} is retired since {ended.on}, what you said of it is kept{instead}")
        found += [f"{name} is gone, what you said of it is kept" for name in self.gone]
        found += [f"{name} takes {now} h now, {before} before" for name, before, now in self.hours]
        return "; ".join(found)


def update(named: Iterable[str], outlook: Outlook | None, steps: Steps) -> Update:
    """Return what changed in steps that the person's record names, or that the plan held when it was last told."""
    planned = {due.step: due.hours for due in outlook.steps} if outlook else {}
    hours = {step.id: step.hours for step in steps.steps}
    ids, ended = steps.renamed(), {gone.id for gone in steps.retired}
    mine = dict.fromkeys((*named, *planned))
    return Update(
        renamed=tuple((name, ids[name]) for name in mine if name in ids),
        retired=tuple(name for name in mine if name in ended),
        gone=tuple(name for name in mine if name not in hours and name not in ids and name not in ended),
        hours=tuple(
            (ids.get(name, name), before, hours[ids.get(name, name)])
            for name, before in planned.items()
            if hours.get(ids.get(name, name), before) != before
        ),
    )
