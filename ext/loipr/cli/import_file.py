"""``loipr import``: a workbook or a Word edition that came back, or a document of the Committee."""

from __future__ import annotations

import argparse
import datetime
import sys
from pathlib import Path

from loipr.cli.common import add_language, language_of_answer, load
from loipr.cli.list_marks import FILES, FOLDER, is_marked, list_marks

HELP = "bring in a workbook or a Word edition that came back, or a document of the Committee"
_DOCUMENTS = (".docx", ".html", ".htm", ".txt")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `import`."""
    parser.add_argument(
        "file",
        type=Path,
        nargs="+",
        help="a workbook (.xlsx), the Word edition with its marks and comments (.docx; several at once, from several "
        "institutions), or a list of issues or concluding observations (.docx, .html, .txt)",
    )
    parser.add_argument("--yes", action="store_true", help="write without asking, if all is right")
    parser.add_argument(
        "--overwrite",
        action="store_true",
        help="of a workbook: with --yes, also write the figures that are asked about",
    )
    parser.add_argument(
        "--move", action="store_true", help="of a list of issues: move the replies to their new questions and items"
    )
    parser.add_argument(
        "--replace", action="store_true", help="of a list of issues: write it though most questions would be gone"
    )
    parser.add_argument(
        "--date", type=datetime.date.fromisoformat, default=None, help="the day to note in the history (today)"
    )
    parser.add_argument(
        "--sent", type=Path, default=None, help="of a Word edition: the file as it went out, if the other one lost that"
    )
    parser.add_argument(
        "--format",
        choices=("text", "json", *FILES),
        default="text",
        help="of a Word edition: the form of the answer (text); html and xlsx are lists in a file",
    )
    parser.add_argument(
        "--output", type=Path, default=None, help=f"of a Word edition: the file of that list ({FOLDER}/…)"
    )
    parser.add_argument("--author", help="of a Word edition: only the changes of this author, by the name in Word")
    parser.add_argument(
        "--paragraph", metavar="N-M", help="of a Word edition: only the changes in these paragraphs, as 45-60"
    )
    add_language(parser)


def run(root: Path, options: argparse.Namespace) -> int:
    """Show what the file changes, and write it if the user agrees; return 0, 1 if it is faulty, 2 for wrong options.

    Of Word editions it shows what was marked and changed, and writes what can be placed for certain.
    """
    if all(file.suffix.lower() == ".docx" and is_marked(options, file) for file in options.file):
        return list_marks(root, options)
    if options.sent or options.format != "text" or options.output or options.author or options.paragraph:
        options_of = "--sent, --format, --output, --author and --paragraph"
        print(f"loipr: {options_of} are for a Word edition that came back (.docx)", file=sys.stderr)
        return 2
    if len(options.file) > 1:
        print("loipr: only Word editions that came back (.docx) are brought in several at once", file=sys.stderr)
        return 2
    (options.file,) = options.file
    if options.file.suffix.lower() in _DOCUMENTS:
        # This does not need a report without faults.
        from loipr.exchange.documents.commands import Choices, import_document

        return import_document(root, options.file, Choices(options.yes, options.move, options.replace))
    if options.move or options.replace:
        print("loipr: --move and --replace are for a list of issues (.docx, .html, .txt)", file=sys.stderr)
        return 2
    report = load(root)
    from loipr.exchange.workbooks.commands import import_file

    date = options.date or datetime.date.today()
    return import_file(
        report,
        options.file,
        yes=options.yes,
        overwrite=options.overwrite,
        date=date,
        language=language_of_answer(options, report),
    )
