"""``export`` and ``import``: workbooks go out to the institutions, and come back."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from loipr.exchange import consent
from loipr.exchange.workbooks.export import ExportError, make_workbook
from loipr.exchange.workbooks.importing import import_workbook
from loipr.files.file_names import file_stems
from loipr.report import Report
from loipr.wording.languages import Language, _
from loipr.wording.sentences import listed

_OTHERWISE = {
    ".xlsm": _("a workbook with macros; save it as “Excel Workbook (.xlsx)”, which drops them"),
    ".xlsb": _("a binary workbook; save it as “Excel Workbook (.xlsx)”"),
    ".xls": _("a workbook in the old format of Excel; save it as “Excel Workbook (.xlsx)”"),
    ".ods": _("a workbook of LibreOffice; save it as “Excel Workbook (.xlsx)”"),
    ".docm": _("a Word file with macros; save it as “Word Document (.docx)”, which drops them"),
    ".doc": _("a document in the old format of Word; save it as “Word Document (.docx)”"),
    ".odt": _("a document of LibreOffice; save it as “Word Document (.docx)”"),
    ".csv": _("one table without its workbook; fill in the workbook that was sent out, and send that"),
}
_IS_THAT_MEANT = _(
    "Is that meant? A figure that was published stays on record: the right one goes into a new row, with “yes” in the "
    "column adopted, and the old row gets “no”, both with the reason. To be confirmed:"
)


def export(report: Report, name: str | None, folder: Path) -> int:
    """Write the workbook of the institution *name*, or of every institution, into *folder*.

    Returns 0; 1 when the data cannot be read or do not fit into a workbook, 2 when there is no such institution.
    """
    try:
        institutions = [report.institutions.present(name)] if name is not None else report.institutions.all_present
    except ValueError as error:
        print(f"loipr: {error}", file=sys.stderr)
        return 2
    if report.unread_datasets:
        unread = listed(sorted(report.unread_datasets))
        print(f"loipr: nothing was written: run `check` and mend what keeps {unread} from being read", file=sys.stderr)
        return 1
    try:
        names = workbook_names(report)
        books = {names[one.id]: make_workbook(one, report) for one in institutions}
    except ExportError as error:
        print(f"loipr: nothing was written: {error}", file=sys.stderr)
        return 1
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for file, content in books.items():
            fresh = folder / f".{file}.new"
            fresh.write_bytes(content)
            fresh.replace(folder / file)
            print(folder / file)
    except OSError as error:
        print(f"loipr: {folder} cannot be written: {error.strerror}", file=sys.stderr)
        return 2
    return 0


def workbook_names(report: Report) -> Mapping[str, str]:
    """Return the name of the workbook of each present institution, by its id."""
    return {
        name: f"{stem}.xlsx" for name, stem in file_stems(one.id for one in report.institutions.all_present).items()
    }


def import_file(
    report: Report, file: Path, *, yes: bool, overwrite: bool, date: datetime.date, language: Language
) -> int:
    """Import *file*; its ending says what it is. Returns the same as :func:`import_workbook`.

    *yes* agrees to new content. To overwrite published figures, *overwrite* is needed as well. The answer is in
    *language*.
    """

    def agreed(questions: Sequence[str]) -> bool:
        if yes and (overwrite or not questions):
            return True
        if questions and not overwrite:
            for line in (_IS_THAT_MEANT, *questions):
                print(language.say(line))
        if not questions or overwrite:
            return consent.is_given(_("these changes"), language=language)
        return consent.is_given(_("these changes"), "--yes --overwrite", language=language)

    ending = file.suffix.lower()
    if ending != ".xlsx":
        what = _OTHERWISE.get(ending, _("no Excel workbook (.xlsx)"))
        message = _("{file}: this is {what}. Nothing was written.")
        print(language.say(message.format(file=file.name, what=what)))
        return 1
    if report.unread_datasets:
        unread = listed(sorted(report.unread_datasets))
        print(f"loipr: run `check` first and mend what keeps {unread} from being read", file=sys.stderr)
        return 1
    return import_workbook(file, report, date=date, agreed=agreed, language=language)
