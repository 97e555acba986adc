"""Imports a returned workbook: its changes are shown, then checked, and written only when everything is right."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from loipr.datasets.dataset import PATH
from loipr.exchange.workbooks.changes import Revision, revise
from loipr.exchange.workbooks.history import note_change
from loipr.exchange.workbooks.places import of_cell, of_sheet, told
from loipr.exchange.workbooks.reading import Workbook, read_workbook
from loipr.exchange.workbooks.sheet_layout import ASKED
from loipr.exchange.workbooks.taking_over import take_over
from loipr.exchange.workbooks.trial import Trial
from loipr.exchange.workbooks.xlsx_zip import WorkbookError
from loipr.files.reading import read_text
from loipr.report import Report
from loipr.wording.languages import ENGLISH, Language, _
from loipr.wording.sentences import listed, on_one_line

#: So many faults are shown; the others are only counted.
_MOST_FAULTS = 40


@dataclass(frozen=True, slots=True)
class _Teller:
    """Says what happens, in one language, a line for each thing."""

    language: Language

    def tell(self, *lines: str) -> None:
        for line in lines:
            print(on_one_line(self.language.say(line)))

    def refuse(self, faults: Sequence[str]) -> int:
        """Tell the *faults*, and that nothing was written; return the exit status."""
        self.tell(*faults[:_MOST_FAULTS])
        if len(faults) > _MOST_FAULTS:
            self.tell(_("… and {number} more").format(number=len(faults) - _MOST_FAULTS))
        self.tell(_("Nothing was written."))
        return 1


def import_workbook(
    file: Path,
    report: Report,
    *,
    date: datetime.date,
    agreed: Callable[[Sequence[str]], bool],
    language: Language = ENGLISH,
) -> int:
    """Show what *file* changes, check it, and write it when *agreed* allows it; the history gets the *date*.

    *agreed* is called with the published figures that would be overwritten, each as a line, and returns whether to
    write. Returns 0, or 1 when something is wrong with the file or its content; then nothing is written.
    """
    teller = _Teller(language)
    try:
        book = read_workbook(file, report.datasets)
    except WorkbookError as error:
        return teller.refuse([told(file.name, error.message)])
    revisions, faults = _revisions(book, file.name, report)
    taken = take_over(
        book.answers,
        book.institution,
        report,
        date,
        lambda cell, message: told(of_sheet(file.name, ASKED, of_cell(cell)), message),
    )
    beside = [*book.beside, *taken.beside]
    _show(teller, [*(line for one in revisions for line in one.shown), *taken.shown], beside)
    if faults := [*book.faults, *faults, *taken.faults]:
        return teller.refuse(faults)
    trial = Trial(report, revisions, taken, file.name)
    if not trial.files:
        nothing = _("{file}: no changes of the report") if beside else _("{file}: no changes")
        teller.tell(*taken.summaries, nothing.format(file=file.name))
        return 0
    errors, warnings = trial.check()
    if errors:
        teller.tell(_("With these changes the report would have errors that it has not now:"))
        return teller.refuse(errors)
    teller.tell(*(_("Worth a look: {warning}").format(warning=warning) for warning in warnings))
    teller.tell(*(told(one.dataset.path, one.summary) for one in revisions), *taken.summaries)
    if not agreed([question for one in revisions for question in one.questions]):
        return 0
    return _written(teller, report.root, trial.files, _history(report, revisions, book.institution, date))


def _revisions(book: Workbook, name: str, report: Report) -> tuple[list[Revision], list[str]]:
    """Return what *book*, the file *name*, changes in each dataset, and what is wrong with that."""
    revisions: list[Revision] = []
    faults: list[str] = []
    for one in book.datasets:
        text = read_text(report.root, one.dataset.path, [])
        assert text is not None, "it was read a moment ago"
        revision = revise(one, text)
        faults += [told(of_sheet(name, one.sheet, where), message) for where, message in revision.faults]
        if revision.shown:
            revisions.append(revision)
    return revisions, faults


def _show(teller: _Teller, shown: Sequence[str], beside: Sequence[str]) -> None:
    """Show what the workbook changes, and what stands *beside*: only a person can decide where that belongs."""
    teller.tell(*shown)
    if beside:
        teller.tell(
            _(
                "Not taken over; write it where it belongs (a source in data/references.bib, a remark in the column "
                "note):"
            )
        )
        teller.tell(*beside)


def _written(teller: _Teller, root: Path, files: Mapping[str, str], history: Mapping[str, str]) -> int:
    """Write the *files* and their *history*, and tell which; return the exit status."""
    try:
        _write(root, {**files, **history})
    except OSError as error:
        message = _("this cannot be written: {reason}").format(reason=error.strerror)
        return teller.refuse([told(str(error.filename), message)])
    written = _("Written: {files}; noted in {descriptor}") if history else _("Written: {files}")
    teller.tell(written.format(files=listed(files), descriptor=PATH))
    return 0


def _history(report: Report, revisions: Sequence[Revision], institution: str, date: datetime.date) -> dict[str, str]:
    """Return the descriptor with the history of the datasets that change, by its path."""
    descriptor = read_text(report.root, PATH, []) if revisions else None
    if descriptor is None:
        return {}
    for revision in revisions:
        what = f"{institution}'s workbook: {revision.summary}"
        descriptor = note_change(descriptor, revision.dataset.name, date.isoformat(), what)
    return {PATH: descriptor}


def _write(root: Path, files: dict[str, str]) -> None:
    """Write all *files*. Each is complete at every moment, and none is replaced before all are on the disk."""
    fresh = {(root / path).resolve(): text for path, text in files.items()}
    try:
        for file, text in fresh.items():
            new = _beside(file)
            new.write_bytes(text.encode("utf-8"))
            shutil.copymode(file, new)
        for file in fresh:
            _beside(file).replace(file)
    finally:
        for file in fresh:
            _beside(file).unlink(missing_ok=True)


def _beside(file: Path) -> Path:
    return file.with_name(f".{file.name}.new")
