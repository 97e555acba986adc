"""``loipr import`` of Word editions that came back: every mark, comment and untracked difference, by author.

What can be placed in the pages for certain is written into them, if the user agrees, and the comments into the data;
everything else is listed with its reason.
"""

from __future__ import annotations

import argparse
import datetime
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from loipr.cli.common import CommandError, load
from loipr.cli.marks_as_json import as_json
from loipr.cli.marks_as_sheets import sheets_of, write_sheets
from loipr.cli.marks_in_words import Answer, as_text, counted, place_of
from loipr.exchange.consent import is_given
from loipr.exchange.documents.blocks import DocumentError
from loipr.exchange.documents.docx_zip import read_file
from loipr.exchange.documents.write_files import outside, write_all
from loipr.exchange.documents.yaml_edit import EditError
from loipr.exchange.word_edition.came_back import CameBack, is_word_edition, read_came_back
from loipr.exchange.word_edition.keep_comments import keep_comments
from loipr.exchange.word_edition.sent import UNKNOWN, Sent
from loipr.facts.comments import PATH as COMMENTS
from loipr.facts.settings import Settings
from loipr.files.git import GitError
from loipr.files.past_files import commit_of
from loipr.files.reading import read_text
from loipr.report import Report
from loipr.revisions.untracked import Difference, untracked
from loipr.revisions.way_back.plan import Choice, File, Plan, plan_of
from loipr.wording.sentences import listed, on_one_line

#: The forms of the answer that are a file, and the folder of such a file.
FILES, FOLDER = ("html", "xlsx"), "_build/import"


def is_marked(options: argparse.Namespace, file: Path) -> bool:
    """Whether the file is a Word edition of a report, or the user says so by giving the file that went out."""
    try:
        return options.sent is not None or is_word_edition(read_file(file))
    except DocumentError:
        return False


def list_marks(root: Path, options: argparse.Namespace) -> int:
    """Print what was marked, said and changed in the files, and write what can be written if the user agrees.

    Return 0, or 1 when a file is faulty or of another report, or cannot be written.
    """
    answers = []
    for file in options.file:
        try:
            answers.append(_answer(root, file, options.sent))
        except (DocumentError, ValueError) as error:
            print(on_one_line(f"{file.name}: {error}" if isinstance(error, DocumentError) else str(error)))
            print("Nothing was written.")
            return 1
    report = load(root)
    choice = Choice(options.author or "", paragraphs_of(options.paragraph))
    plan = plan_of(root, [File(one.name, one.came) for one in answers], choice, report)
    if options.format == "json":
        print(json.dumps(as_json(answers, plan), indent=2))
    elif options.format in FILES:
        _as_file(root, answers, plan, options)
    else:
        print("\n".join(as_text(answers, plan)))
    return _write(root, report, answers, plan, options)


def _as_file(root: Path, answers: Sequence[Answer], plan: Plan, options: argparse.Namespace) -> None:
    """Write what came back as a file, in the form that was asked for.

    :raises CommandError: when it cannot be written.
    """
    file = options.output or root / f"{FOLDER}/{options.file[0].stem}.{options.format}"
    title = f"What came back: {listed(one.name for one in answers)}"
    if file.suffix != f".{options.format}":
        raise CommandError(f"{file}: its name must end with .{options.format}")
    try:
        write_sheets(file, title, sheets_of(answers, plan), options.date or datetime.date.today())
    except OSError as error:
        raise CommandError(f"{file} cannot be written: {error.strerror}") from None
    print(f"import: {file.relative_to(root) if file.is_relative_to(root) else file}")


def paragraphs_of(text: str | None) -> range | None:
    """Return the paragraphs that *text* means, as ``45-60`` or ``45``.

    :raises CommandError: when it means none.
    """
    if text is None:
        return None
    first, dash, last = text.partition("-")
    if not (first.isdecimal() and (last.isdecimal() or not dash) and len(text) < 20):
        raise CommandError(f"{text!r} is no paragraph; write its number in print as 45, or several as 45-60")
    return range(int(first), int(last or first) + 1)


def _write(root: Path, report: Report, answers: Sequence[Answer], plan: Plan, options: argparse.Namespace) -> int:
    """Write the pages and the comments if the user agrees; return 0, or 1 when they cannot be written."""
    is_program = options.format == "json"
    try:
        kept = keep_comments(report, [one.came for one in answers])
    except EditError as error:
        print(f"loipr: {on_one_line(str(error))}; nothing was written", file=sys.stderr)
        return 1
    number = sum(len(one.causes) for one in plan.written)
    what = [f"{counted(number, 'change')} into {counted(len(plan.pages), 'page')}"] if plan.pages else []
    what += [f"{kept.in_sum} into {COMMENTS}"] if kept.text is not None else []
    if not what:
        if not is_program:
            print("Nothing was written.")
        return 0
    if not options.yes and (is_program or not is_given(listed(what))):
        return 0
    faults = outside(root, [*plan.pages, COMMENTS])
    faults += [
        f"{path}: it was changed a moment ago" for path, was in plan.were.items() if read_text(root, path, []) != was
    ]
    if faults:
        print("\n".join([*faults, "Nothing was written."]))
        return 1
    try:
        write_all(root, {**plan.pages, **({COMMENTS: kept.text} if kept.text is not None else {})})
    except OSError as error:
        print(f"loipr: {on_one_line(str(error))}; nothing was written", file=sys.stderr)
        return 1
    stream = sys.stderr if is_program else sys.stdout
    for path in sorted(plan.pages):
        print(f"{path}: written", file=stream)
    if kept.text is not None:
        print(f"{COMMENTS}: {kept.in_sum} written", file=stream)
    return 0


def _answer(root: Path, file: Path, sent: Path | None) -> Answer:
    settings = Settings.read(root)
    came = read_came_back(read_file(file), sent)
    if came.sent.report != settings.symbol:
        raise DocumentError(f"it is the Word edition of {came.sent.report}, and this report is {settings.symbol}")
    differences = untracked(came)
    return Answer(file.name, came, differences, list(_notices(root, came, differences)))


def _notices(root: Path, came: CameBack, differences: list[Difference]) -> Iterator[str]:
    """Yield what the reader must know: what the file is based on, and what is odd about it."""
    yield from _base(root, came.sent)
    for block in came.doubled:
        yield (
            f"the bookmark of {place_of(block)} stands in the file several times, as if the text was copied; "
            "the first is taken for the paragraph itself"
        )
    if differences and not came.marks:
        yield (
            "nothing is tracked in it, and its text is not as it was sent: the changes were accepted, or tracking was "
            "switched off; so nobody knows who made them"
        )


def _base(root: Path, sent: Sent) -> Iterator[str]:
    revision = sent.revision.removesuffix("+")
    if revision == UNKNOWN:
        yield (
            "it was made without git, so its revision is not known: it is compared with the pages as they are now, and "
            "written only where these print what was sent"
        )
        return
    try:
        commit_of(root, revision)
    except GitError:
        yield (
            f"it was made from revision {revision}, which git does not have here, so nothing of it can be written; "
            "lines are those of the pages as they were then; fetch the revision (git fetch) if another copy of the "
            "project has it"
        )
        return
    if revision != sent.revision:
        yield f"it was made from revision {revision} with changes that were not committed; lines are those of then"
