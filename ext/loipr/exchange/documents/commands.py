"""``import`` of a document: what was understood and what changes is shown; it is written only when that is agreed."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from loipr.exchange import consent
from loipr.exchange.documents.affected_replies import affected, affected_references
from loipr.exchange.documents.blocks import DocumentError, Doubt, Source
from loipr.exchange.documents.new_pages import new_pages
from loipr.exchange.documents.read_docx import read_word
from loipr.exchange.documents.read_html import read_web
from loipr.exchange.documents.read_text import read_plain
from loipr.exchange.documents.summary import table
from loipr.exchange.documents.understand import LIST, Document, understand
from loipr.exchange.documents.update_data import Filing, FilingError, file_document
from loipr.exchange.documents.yaml_edit import EditError
from loipr.facts.concluding_observations import load_concluding_observations
from loipr.facts.lists_of_issues import load_list_of_issues
from loipr.facts.settings import Settings
from loipr.facts.treaties import load_treaties
from loipr.files.places import Problem

READERS: Mapping[str, Callable[[Path], Source]] = {
    ".docx": read_word,
    ".html": read_web,
    ".htm": read_web,
    ".txt": read_plain,
}
#: Where the list of what to do is kept, so that it is not lost with the window.
_KEPT = "_build/import"
_MOST_DOUBTS = 60


def import_document(root: Path, file: Path, *, assume_yes: bool) -> int:
    """Read *file*, show what it says and what that changes, and write it when asked to.

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
    for line in table(document):
        print(line)
    if not document.paragraphs:
        return _refuse([f"{file.name}: no paragraph was found in it"])
    stops = [doubt for doubt in document.doubts if doubt.stops]
    if document.doubts:
        print("\nNot clear in the document:")
        for doubt in document.doubts[:_MOST_DOUBTS]:
            print(f"  {doubt}")
        if len(document.doubts) > _MOST_DOUBTS:
            print(f"  … and {len(document.doubts) - _MOST_DOUBTS} more")
    if stops:
        return _refuse(f"{file.name}: {doubt}" for doubt in stops)
    try:
        filing = file_document(root, document, treaties, settings.treaty)
    except (FilingError, EditError) as error:
        return _refuse([f"{file.name}: {error}" if isinstance(error, FilingError) else str(error)])
    return _file(root, settings, document, filing, assume_yes=assume_yes)


def _file(root: Path, settings: Settings, document: Document, filing: Filing, *, assume_yes: bool) -> int:
    unchanged = filing.text == filing.before
    print(f"\n{filing.path}: {'no changes' if unchanged else 'new' if filing.before is None else 'what changes'}")
    for change in filing.changes:
        print(f"  {change}")
    to_do: list[str] = []
    pages: Mapping[str, str] = {}
    symbol = document.masthead.symbol
    if document.kind != LIST:
        to_do = affected_references(root, filing)
    elif symbol == settings.list_of_issues:
        to_do = affected(root, filing)
        pages = new_pages(root, filing)
    else:
        print(f"conf.py answers {settings.list_of_issues}, not {symbol}; the list is filed beside it")
    _show("Replies (none of them is changed)", to_do)
    _show("Pages without a text yet", pages)
    if (unchanged and not pages) or not (assume_yes or consent.is_given("this")):
        return 0
    try:
        faults = [] if unchanged else _write(root, filing, document)
        if not faults and to_do:
            _keep(root, filing, to_do)
    except OSError as error:
        return _refuse([f"{filing.path}: this cannot be written: {error.strerror}"])
    if faults:
        return _refuse(faults)
    return _report_written([] if unchanged else [filing.path], *_add(root, pages))


def _show(heading: str, lines: Iterable[str]) -> None:
    for number, line in enumerate(lines):
        if number == 0:
            print(f"\n{heading}:")
        print(f"  {line}")


def _add(root: Path, pages: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """Write *pages*, which are not there; return those that were written, and what is wrong with the others."""
    written, faults = [], []
    for path, text in pages.items():
        folder = (root / path).parent
        try:
            folder.mkdir(parents=True, exist_ok=True)
            if not folder.resolve().is_relative_to(root.resolve()):
                faults.append(f"{path}: this leads outside the project; make its folder here")
                continue
            with (root / path).open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)
        except OSError as error:
            faults.append(f"{path}: this cannot be written: {error.strerror}")
        else:
            written.append(path)
    return written, faults


def _report_written(data: list[str], pages: list[str], faults: list[str]) -> int:
    """Say what was written and what could not be; return the exit status."""
    for path in (*data, *pages):
        print(f"Written: {path}")
    for fault in faults:
        print(fault)
    return 1 if faults else 0


def _write(root: Path, filing: Filing, document: Document) -> list[str]:
    """Write the file, whole at every moment; put the old one back when the new one cannot be read, and say why."""
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
    if faults and filing.before is None:
        file.unlink()
    elif faults and filing.before is not None:
        file.write_bytes(filing.before.encode("utf-8"))
    return faults


def _keep(root: Path, filing: Filing, to_do: list[str]) -> None:
    """Keep the list of what to do, and the data file as it was."""
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
