"""``import`` of a document: it shows what was understood and what changes, and writes only with consent."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from loipr.exchange import consent
from loipr.exchange.documents.affected_replies import affected, affected_references
from loipr.exchange.documents.blocks import DocumentError, Doubt, Source
from loipr.exchange.documents.move_plan import Plan
from loipr.exchange.documents.move_replies import plan_move
from loipr.exchange.documents.new_pages import new_pages
from loipr.exchange.documents.read_docx import read_word
from loipr.exchange.documents.read_html import read_web
from loipr.exchange.documents.read_masthead import without_revision
from loipr.exchange.documents.read_text import read_plain
from loipr.exchange.documents.register_entries import fill_register
from loipr.exchange.documents.summary import table
from loipr.exchange.documents.understand import LIST, Document, understand
from loipr.exchange.documents.update_data import Filing, FilingError, file_document
from loipr.exchange.documents.write_files import outside, write_all
from loipr.exchange.documents.yaml_edit import EditError
from loipr.facts.concluding_observations import load_concluding_observations
from loipr.facts.lists_of_issues import load_list_of_issues
from loipr.facts.register import PATH as REGISTER
from loipr.facts.settings import Settings
from loipr.facts.treaties import load_treaties
from loipr.files.places import Problem

READERS: Mapping[str, Callable[[Path], Source]] = {
    ".docx": read_word,
    ".html": read_web,
    ".htm": read_web,
    ".txt": read_plain,
}
#: The file with the list of things to do, so that it is not lost when the window is closed.
_KEPT = "_build/import"


@dataclass(frozen=True, slots=True)
class Choices:
    """The options of the command: write without asking, move the replies, allow the loss of most questions."""

    yes: bool = False
    move: bool = False
    replace: bool = False


def import_document(root: Path, file: Path, choices: Choices) -> int:
    """Read *file*, show what it says and what it changes, and write it with consent.

    Returns 0, or 1 when something is wrong with the file; then nothing is written.
    """
    try:
        settings = Settings.read(root)
    except ValueError as error:
        return _refuse([str(error)])
    problems: list[Problem] = []
    treaties = load_treaties(root, settings.treaty, problems)
    if problems:
        return _refuse(f"{one.place}: {one.message}" for one in problems)
    reader = READERS.get(file.suffix.lower())
    if reader is None:
        return _refuse([f"{file.name}: a document is read from {', '.join(READERS)}; save it as one of these"])
    try:
        document = understand(reader(file), treaties)
    except DocumentError as error:
        return _refuse([f"{file.name}: {error}"])
    if isinstance(document, Doubt):
        return _refuse([f"{file.name}: {document}"])
    document = _revised(document, settings)
    for line in table(document):
        print(line)
    if not document.paragraphs:
        return _refuse([f"{file.name}: no paragraph was found in it"])
    stops = [doubt for doubt in document.doubts if doubt.stops]
    if document.doubts:
        print("\nNot clear in the document:")
        for doubt in document.doubts:
            print(f"  {doubt}")
    if stops:
        return _refuse(f"{file.name}: {doubt}" for doubt in stops)
    try:
        filing = file_document(root, document, treaties, settings.treaty)
        return _file(root, settings, document, filing, choices)
    except (FilingError, EditError) as error:
        return _refuse([f"{file.name}: {error}" if isinstance(error, FilingError) else str(error)])


def _revised(document: Document, settings: Settings) -> Document:
    """Return *document*; if it revises the list that the report answers, with the symbol of that list, and say so."""
    symbol, answered = document.masthead.symbol, settings.list_of_issues
    if symbol == answered or document.kind != LIST or without_revision(symbol) != without_revision(answered):
        return document
    if symbol == without_revision(answered):
        return document
    print(f"{symbol} is a revision of {answered}, the list that conf.py answers, and takes its place in its file")
    return replace(document, masthead=replace(document.masthead, symbol=answered))


def _file(root: Path, settings: Settings, document: Document, filing: Filing, choices: Choices) -> int:
    unchanged = filing.text == filing.before
    print(f"\n{filing.path}: {'no changes' if unchanged else 'new' if filing.before is None else 'what changes'}")
    for change in filing.changes:
        print(f"  {change}")
    to_do: list[str] = []
    plan = Plan()
    symbol = document.masthead.symbol
    if document.kind != LIST:
        to_do = affected_references(root, filing)
        register, changed = fill_register(root, document, filing)
        _show(REGISTER, changed)
        if register is not None:
            plan.write(REGISTER, register)
    elif symbol == settings.list_of_issues:
        if choices.move:
            plan = plan_move(root, filing)
            to_do = plan.left
        else:
            to_do = affected(root, filing)
            pages = new_pages(root, filing)
            plan = Plan(dict(pages), list(pages))
    else:
        print(f"conf.py answers {settings.list_of_issues}, not {symbol}; the list is filed beside it")
    _show("Moved", plan.done)
    _show("Left to you" if choices.move else "Replies (none of them is changed)", to_do)
    _show("Pages without a text yet", plan.new)
    if to_do and not choices.move:
        print("\nWith --move the replies are moved where their new place is certain, and the rest is listed.")
    if unchanged and not plan.files:
        return 0
    if not choices.replace and (fault := _loss(filing, "questions" if document.kind == LIST else "paragraphs")):
        return _refuse([fault])
    if not (choices.yes or consent.is_given("this")):
        return 0
    return _write_all(root, filing, document, plan, to_do)


def _loss(filing: Filing, what: str) -> str:
    """Return why the document needs `--replace`: most of *what* would be lost; empty when it does not."""
    there, gone = len(filing.moved), len(filing.gone)
    if gone * 2 <= there:
        return ""
    question = "is this the whole document, and the right one?"
    return f"{gone} of {there} {what} would be gone: {question} If so, add --replace"


def _write_all(root: Path, filing: Filing, document: Document, plan: Plan, to_do: list[str]) -> int:
    unchanged = filing.text == filing.before
    faults = outside(root, plan.files)
    try:
        faults = faults or ([] if unchanged else _write(root, filing, document))
        if faults:
            return _refuse(faults)
        try:
            write_all(root, plan.files)
        except OSError:
            _put_back(root, filing)
            raise
        if to_do or plan.done:
            _keep(root, filing, [*plan.done, *to_do])
    except OSError as error:
        return _refuse([f"{filing.path}: this cannot be written: {error.strerror}"])
    for path in [filing.path] * (not unchanged) + [path for path, text in plan.files.items() if text is not None]:
        print(f"Written: {path}")
    for path in (path for path, text in plan.files.items() if text is None):
        print(f"Removed: {path}")
    return 0


def _show(heading: str, lines: Iterable[str]) -> None:
    for number, line in enumerate(lines):
        if number == 0:
            print(f"\n{heading}:")
        print(f"  {line}")


def _write(root: Path, filing: Filing, document: Document) -> list[str]:
    """Write the file, complete at every moment; if the new one has faults, restore the old one, and return them."""
    file = (root / filing.path).resolve()
    if not file.is_relative_to(root.resolve()):
        return [f"{filing.path}: this leads outside the project; put the file itself here"]
    before = _problems(root, document) if filing.before is not None else []
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_name(f".{file.name}.new")
    try:
        fresh.write_bytes(filing.text.encode("utf-8"))
        if filing.before is not None:
            shutil.copymode(file, fresh)
        fresh.replace(file)
    finally:
        fresh.unlink(missing_ok=True)
    known = {one.message for one in before}
    faults = [f"{one.place}: {one.message}" for one in _problems(root, document) if one.message not in known]
    if faults:
        _put_back(root, filing)
    return faults


def _put_back(root: Path, filing: Filing) -> None:
    """Restore the data file as it was before."""
    if filing.before is None:
        (root / filing.path).unlink(missing_ok=True)
    else:
        (root / filing.path).write_bytes(filing.before.encode("utf-8"))


def _keep(root: Path, filing: Filing, to_do: list[str]) -> None:
    """Store the list of things to do, and the old data file."""
    folder = root / _KEPT
    folder.mkdir(parents=True, exist_ok=True)
    name = Path(filing.path).stem
    (folder / f"{name}.txt").write_text("\n".join(to_do) + "\n", encoding="utf-8")
    print(f"What to do with the replies is kept in {_KEPT}/{name}.txt", end="")
    if filing.before is not None:
        (folder / f"{name}.before.yaml").write_bytes(filing.before.encode("utf-8"))
        print(f", the list as it was in {name}.before.yaml", end="")
    print()


def _problems(root: Path, document: Document) -> list[Problem]:
    problems: list[Problem] = []
    if document.kind == LIST:
        load_list_of_issues(root, document.masthead.symbol, problems)
    else:
        load_concluding_observations(root, problems)
    return problems


def _refuse(faults: Iterable[str]) -> int:
    for fault in faults:
        print(fault)
    print("Nothing was written.")
    return 1
