"""What start, done, skip and note share: find the step, save what is said of it, tell what became of it."""

from mlcareer.cli.context import library, profile
from mlcareer.cli.placed import basis_of, last_placement
from mlcareer.cli.updated import remember_edition, tell_update
from mlcareer.core.gap import Gap
from mlcareer.core.line import line_from
from mlcareer.core.mark import Mark
from mlcareer.core.marking import MOST_HOURS, StepMarked, hours_from, refuse, told
from mlcareer.core.record import Record
from mlcareer.core.route import Basis
from mlcareer.core.step import Step
from mlcareer.errors import WrongUsageError
from mlcareer.pack.library import Library
from mlcareer.prompts.ask import has_terminal, prompter
from mlcareer.render.output import remark


class Said:
    """One word about one step: asked for where it is not given, saved, told."""

    def __init__(self, name: str) -> None:
        self.pack: Library = library()
        self.step: Step = self.pack.steps().step(name)
        self.person = profile()
        self.record: Record = self.person.record()  # a profile that cannot be read is not written on
        tell_update(self.pack, self.person, self.record)
        self.before = basis_of(self.pack, self.record).said.get(self.step.id)

    def save(self, what: Mark, hours: float | None = None, note: str | None = None) -> StepMarked:
        """Save the word and return what to tell."""
        refuse(self.step, what, self.before)
        changed = self.person.mark(self.step.id, what, hours=hours, note=note, formerly=self.step.formerly)
        record = self.person.record()
        if record.edition is None:
            remember_edition(self.pack, self.person)
        basis = basis_of(self.pack, record)
        found = told(self.step, what.value, basis, self._held(record, basis))
        return found._replace(changed=changed, hours=hours if changed else None, note=note if changed else None)

    def _held(self, record: Record, basis: Basis) -> frozenset[str]:
        placement = last_placement(self.pack, record)
        if placement is None:
            return basis.closed
        return frozenset(Gap(placement, basis.skills, basis.closed, placement.level).held)


def tell_certificate(said: Said) -> None:
    """Say how to log the certificate that a step led to, where it is not logged yet."""
    logged = {certificate.certification for certificate in said.record.certificates}
    for entry in said.pack.certifications().certifications:
        if entry.step in {said.step.id, *said.step.formerly} and entry.id not in logged:
            remark(f"its certificate is logged with: mlcareer certs mine add {entry.id} --on DATE")


def given(hours: str | None, note: str | None, thing: str) -> tuple[float | None, str | None]:
    """Return hours and a line as typed in options, held against what they may be."""
    spent = None if hours is None else hours_from(hours)
    return spent, None if note is None else line_from(note, thing)


def ask_after(*, plain: bool) -> tuple[float | None, str | None]:
    """Ask for hours and proof; without a terminal nothing is asked."""
    if not has_terminal():
        return None, None
    asker = prompter(plain=plain, instead="")
    hours = asker.line("Hours it took, or Enter to leave that open", _wrong_hours)
    proof = asker.line("A link or line that shows it, or Enter for none", _wrong_proof)
    return given(hours or None, proof or None, "proof")


def _wrong_hours(typed: str) -> str:
    try:
        hours_from(typed)
    except WrongUsageError:
        return f"Please enter hours from 0 to {MOST_HOURS:g}, such as 12 or 1.5, or nothing."
    return ""


def _wrong_proof(typed: str) -> str:
    try:
        line_from(typed, "proof")
    except WrongUsageError as fault:
        return f"{fault.message}; {fault.way_out}."
    return ""
