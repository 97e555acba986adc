"""The files for an institution: letters, mails, a list and a calendar."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path

from loipr.coordination.chasing import Debt
from loipr.coordination.icalendar import calendar_file
from loipr.coordination.letter_sheet import due_days, list_sheet
from loipr.coordination.letter_text import as_mail
from loipr.coordination.letters import Letter
from loipr.report import Report

_LIST, _CALENDAR = "list.xlsx", "due.ics"


def write_folder(folder: Path, debt: Debt, letters: Sequence[Letter], report: Report) -> list[str]:
    """Write the files about *debt* into *folder*, and return their names; *letters* has one for each language.

    :raises OSError: when they cannot be written.
    """
    # These take a while to load, and are not needed where nothing is written.
    from loipr.editions.word.letter import write_letter
    from loipr.exchange.workbooks.sheet_file import make_sheet_file

    folder.mkdir(parents=True, exist_ok=True)
    contents = {f"mail-{one.language}.txt": as_mail(one).encode() for one in letters}
    contents[_LIST] = make_sheet_file(debt.today, *(list_sheet(one, debt) for one in letters))
    entries = due_days(letters[0], debt, report)
    if entries:
        contents[_CALENDAR] = calendar_file(f"{report.settings.symbol}: {debt.institution.id}", entries, debt.today)
    for name, content in contents.items():
        fresh = folder / f".{name}.new"
        fresh.write_bytes(content)
        fresh.replace(folder / name)
    for one in letters:
        fresh = folder / ".letter.new"
        write_letter(one, fresh, report.settings, debt.today)
        fresh.replace(folder / f"letter-{one.language}.docx")
    made = sorted([*contents, *(f"letter-{one.language}.docx" for one in letters)])
    _remove(folder, made)
    return made


def remove_folder(folder: Path) -> None:
    """Remove from *folder* what was written there before, because its institution owes nothing now."""
    _remove(folder, ())
    with contextlib.suppress(OSError):
        # Whatever else somebody put there stays.
        folder.rmdir()


def _remove(folder: Path, kept: Sequence[str]) -> None:
    """Remove the files of an earlier run that are not among those *kept*."""
    for pattern in ("letter-??.docx", "mail-??.txt", _LIST, _CALENDAR):
        for file in folder.glob(pattern):
            if file.name not in kept:
                file.unlink()
