"""``loipr chase``: write to each institution what it owes, and say who owes most."""

from __future__ import annotations

import argparse
import datetime
import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from loipr.cli.chase.folder import remove_folder, write_folder
from loipr.cli.common import CommandError, add_language, language_of_answer, load
from loipr.coordination.chasing import Debt, alert_of, days_left, debts
from loipr.coordination.letter_text import as_markdown
from loipr.coordination.letters import awaited_of, letter_to, summary_of
from loipr.coordination.tasks import Task, tasks_of
from loipr.facts.calendar import PATH as CALENDAR
from loipr.files.file_names import file_stems
from loipr.report import Report
from loipr.wording.languages import Language, _, ngettext
from loipr.wording.sentences import listed, on_one_line

HELP = "write to each institution what it owes to the report: letters, mails, lists and calendar entries"

#: It goes up when a field of the JSON changes its meaning or is removed, but not when a field is added.
_VERSION = 1
_Json = dict[str, Any]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `chase`."""
    parser.add_argument("--institution", help="its abbreviation; without it, all")
    parser.add_argument("--today", type=_day, help="the day from which days are counted, as 2025-07-11 (today)")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="the form of the answer (text)")
    parser.add_argument("--out", type=Path, default=Path("_build/chase"), help="the folder (%(default)s)")
    parser.add_argument("--exit-code", action="store_true", help="end with 1 when something is overdue")
    add_language(parser)


def _day(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{on_one_line(text)}” is no day; write it as 2025-07-11") from None


@dataclass(frozen=True, slots=True)
class _Written:
    """What was written to an institution: its ``folder`` with ``files``, and the text for an issue of a code host."""

    debt: Debt
    folder: Path
    files: list[str]
    text: str


def run(root: Path, options: argparse.Namespace) -> int:
    """Write a folder for each institution that owes something, and say so; return 0.

    With ``--exit-code``, return 1 if something is overdue.

    :raises CommandError: when there is no such institution, the settings have no address to answer to, the data cannot
        be read, or the files cannot be written.
    """
    report = load(root)
    language = language_of_answer(options, report)
    asked = _asked(report, options.institution)
    if not report.settings.coordinator_address:
        raise CommandError(
            "conf.py: loipr_coordinator_address is missing; write the mail address to which institutions answer"
        )
    if report.unread_datasets:
        unread = listed(sorted(report.unread_datasets))
        raise CommandError(f"nothing was written: run `check` and mend what keeps {unread} from being read")
    today = options.today or datetime.date.today()
    try:
        written = _write(report, today, asked, options.out, language)
    except OSError as error:
        raise CommandError(f"{options.out} cannot be written: {error.strerror}") from None
    if options.format == "json":
        print(json.dumps(_as_json(written, report, today, language), indent=2))
    else:
        for line in _as_text(written, report, options.institution):
            print(on_one_line(language.say(line)))
    return 1 if options.exit_code and any(one.debt.overdue for one in written) else 0


def _asked(report: Report, name: str | None) -> Collection[str]:
    """Return the ids of the institutions that are asked for: the one called *name*, or all."""
    if name is None:
        return report.institutions.by_id
    try:
        return [report.institutions.present(name).id]
    except ValueError as error:
        raise CommandError(on_one_line(str(error))) from None


def _write(
    report: Report, today: datetime.date, asked: Collection[str], out: Path, language: Language
) -> list[_Written]:
    """Write the folders of those *asked* below *out*; remove what is there of those who owe nothing now."""
    bodies = sorted(report.institutions.by_id.values(), key=lambda one: one.is_former)
    folders = {name: out / stem for name, stem in file_stems(one.id for one in bodies).items()}
    # This takes a while to load.
    from loipr.exchange.workbooks.commands import workbook_names

    workbooks = workbook_names(report)
    owing = {one.institution.id: one for one in debts(report, today) if one.institution.id in asked}
    for name in asked:
        if name not in owing:
            remove_folder(folders[name])
    written = []
    for name, debt in owing.items():
        said = {
            one.tag: letter_to(debt, report, one, workbooks.get(name, ""))
            for one in (*report.settings.letter_languages, language)
        }
        letters = [said[one.tag] for one in report.settings.letter_languages]
        files = write_folder(folders[name], debt, letters, report)
        written.append(_Written(debt, folders[name], files, as_markdown(said[language.tag])))
    return written


def _as_text(written: Sequence[_Written], report: Report, name: str | None) -> Iterator[str]:
    for one in written:
        yield _("{institution}: {summary} ({folder})").format(
            institution=one.debt.institution.id, summary=summary_of(one.debt), folder=one.folder
        )
    if name is not None:
        if not written:
            yield _("{institution} owes nothing to the report").format(institution=name)
        return
    if written:
        bodies = ngettext("{count:,} institution", "{count:,} institutions", len(written)).format(count=len(written))
        yield _("{awaited} from {institutions}, {overdue:,} overdue").format(
            awaited=awaited_of(sum(len(one.debt.tasks) for one in written)),
            institutions=bodies,
            overdue=sum(one.debt.overdue for one in written),
        )
    else:
        yield _("No institution owes anything to the report")
    nobody = sum(not task.owner for task in tasks_of(report))
    if nobody:
        yield ngettext(
            "{count:,} more is on nobody's list: name a coordinator in {file}, or a lead on the page",
            "{count:,} more are on nobody's list: name a coordinator in {file}, or a lead on the pages",
            nobody,
        ).format(count=nobody, file=CALENDAR)


def _as_json(written: Sequence[_Written], report: Report, today: datetime.date, language: Language) -> _Json:
    """Return the answer for programs; the guide to the coordinator's pages describes each field."""
    return {
        "version": _VERSION,
        "report": report.settings.symbol,
        "today": str(today),
        "language": language.tag,
        "summary": {
            "institutions": len(written),
            "tasks": sum(len(one.debt.tasks) for one in written),
            "overdue": sum(one.debt.overdue for one in written),
        },
        "institutions": [
            {
                "id": one.debt.institution.id,
                "name": one.debt.institution.name,
                "vernacular": one.debt.institution.vernacular,
                "alert": one.debt.alert,
                "overdue": one.debt.overdue,
                "subject": language.say(summary_of(one.debt)),
                "text": one.text,
                "folder": one.folder.as_posix(),
                "files": one.files,
                "tasks": [_task(task, today, language) for task in one.debt.tasks],
            }
            for one in written
        ],
    }


def _task(task: Task, today: datetime.date, language: Language) -> _Json:
    return {
        "id": task.id,
        "kind": task.kind,
        "question": task.question,
        "item": task.item,
        "dataset": task.dataset,
        "text": language.say(task.words),
        "others": task.others,
        "due": None if task.due is None else str(task.due),
        "days_left": days_left(task, today),
        "alert": alert_of(task, today),
        "path": task.place.path,
        "line": task.place.line,
        "page": task.address,
    }
