"""``loipr new``: a folder with the start of another report, which pins the machinery or contains it."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from string import Template

from loipr.cli.machinery.find import Found
from loipr.cli.machinery.pin import write_pin
from loipr.cli.new_report.pinned import fit_to_a_pin
from loipr.cli.owners import write_owners
from loipr.exchange.documents.blocks import DocumentError, Doubt
from loipr.exchange.documents.commands import READERS, Choices, import_document
from loipr.exchange.documents.read_masthead import named_in_english
from loipr.exchange.documents.understand import LIST, Document, treaty_of, understand
from loipr.facts.acceptances import PATH as ACCEPTED
from loipr.facts.allowed_words import PATH as WORDS
from loipr.facts.bibliography import PATH as BIBLIOGRAPHY
from loipr.facts.bibliography import read_bibliography
from loipr.facts.copies import host_of, kind_of_copy
from loipr.facts.lists_of_issues import ListOfIssues, Section, load_list_of_issues
from loipr.facts.settings import Settings, title_to_begin_with
from loipr.facts.treaties import Treaties, Treaty, load_treaties
from loipr.files.places import Problem
from loipr.pages.page import MACHINERY
from loipr.pages.plain_text import as_text
from loipr.wording.sentences import listed

_FILES = Path(__file__).parent / "files"
#: Files that only a report with its own copy of the machinery takes over, to change it: packaging, benchmark, types,
#: pages for developers.
_OF_THE_MACHINERY = ("pyproject.toml", "requirements.txt", "benchmarks", ".mypy.ini", MACHINERY)
_LEFT_BEHIND = shutil.ignore_patterns("__pycache__", "CODEOWNERS", "id", "taken_over")
#: The words of README.md, conf.py and the first page that differ between a report that contains the machinery (False)
#: and one that pins it (True).
_PARTS: Mapping[bool, Mapping[str, str]] = {
    False: {
        "its_tests": "the tests of the report, the formatting and the types",
        "upgrade": "`tox -e upgrade -- ../machinery` | takes the newer machinery from there, and says what changed",
        "machinery": "`ext/loipr/` | the machinery ([how it is made](docs/machinery/index.md))",
        "machinery_page": "\nmachinery/index",
        "import_path": """
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "ext"))
""",
    },
    True: {
        "its_tests": "the tests of the report and the formatting",
        "upgrade": "`tox -e upgrade` | takes a newer version of the machinery, and says what changed",
        "machinery": "`requirements.txt` | which version of the machinery the report stands on",
        "machinery_page": "",
        "import_path": "",
    },
}
#: Pages for contributors. Left out are lines in the language of the first State and links to its pages; and, where the
#: machinery is pinned, links to the pages about it.
_TOLD = ("CONTRIBUTING.md", "docs/guides/*.md", ".github/*.md", ".gitlab/*/*.md")
_OF_ANOTHER_STATE = re.compile(r"Bahasa|\(id/|guides/id/")
_TO_THE_MACHINERY = re.compile(rf"\({MACHINERY}/")
_SYMBOL = re.compile(r"[A-Z]{2,6}(?:/[A-Z0-9.\-]{1,12}){2,5}")
_LONGEST_NAME = 80
#: A heading that only counts: “Section I”.
_BARE = re.compile(r"\w+ [IVX]{1,5}\.?")


class StartError(ValueError):
    """A report cannot be started; the message is for the person who starts it."""


@dataclass(frozen=True, slots=True)
class _Start:
    """What is known about the report before anything is written."""

    state: str
    symbol: str
    list_of_issues: str
    dated: str
    treaty: Treaty


def start_report(root: Path, folder: Path, file: Path, found: Found, *, state: str = "", symbol: str = "") -> int:
    """Make *folder*, the project of a report that answers the list of issues in *file*; return the exit status.

    *root* is the folder in which the command runs. *found* is the machinery of the report: the report pins it, or gets
    a copy if it has no pin. *state* and *symbol* are used if the document does not say them. After a fault, *folder*
    is not made at all.
    """
    place = folder.resolve()
    fresh = place.with_name(f".{place.name}.new")
    try:
        if place.exists() and (not place.is_dir() or any(place.iterdir())):
            raise StartError(f"{folder} is there already; name a folder that is not")
        if place.is_relative_to(root) and (root / "conf.py").is_file():
            raise StartError(f"{folder} lies within this project; name one beside it, as ../{place.name}")
        start = _understood(found.machinery.beside, file, state.strip(), symbol.strip())
        shutil.rmtree(fresh, ignore_errors=True)
        _make(found, fresh, start)
        status = import_document(fresh, file, Choices(yes=True))
        if status == 0:
            _finish(fresh)
            fresh.replace(place)
    except StartError as error:
        print(f"{error}\nNothing was made.")
        return 1
    except OSError as error:
        print(f"{error.filename}: this cannot be written: {error.strerror}\nNothing was made.")
        return 1
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    if status == 0:
        print(f"\n{folder} is ready{_stands_on(found)}. Go there; README.md tells what to do first.")
    return status


def _stands_on(found: Found) -> str:
    if found.pin is None:
        return ", with the machinery in ext"
    place = found.pin.place if found.pin.is_wheel else f"{found.pin.place} at {found.pin.mark[:10]}"
    return f" and stands on version {found.pin.version} of the machinery ({place})"


def _understood(source: Path, file: Path, state: str, symbol: str) -> _Start:
    """Read from the document in *file* what must be known about the report.

    :raises StartError: when something is not known; the message says what.
    """
    treaties, document = _read(source, file)
    masthead = document.masthead
    abbreviation = treaty_of(masthead.symbol, treaties)
    if abbreviation is None:
        known = listed(sorted(treaties.by_abbreviation))
        raise StartError(f"{file.name}: {masthead.symbol or 'it'} belongs to no treaty on record ({known})")
    treaty = treaties.by_abbreviation[abbreviation.upper()]
    state = state or named_in_english(masthead)
    if not state and masthead.state:
        raise StartError(
            f"{file.name}: it calls the State “{masthead.state}”, in {masthead.language}; add --state with its name in "
            "the language of the report, English"
        )
    if not state:
        raise StartError(f"{file.name}: it does not say which State it is for; add --state NAME")
    if len(state) > _LONGEST_NAME or not state.isprintable():
        raise StartError(f"--state: write the short name of the State, in one line of at most {_LONGEST_NAME} letters")
    symbol = symbol or _symbol_of_report(masthead.symbol)
    if not symbol:
        raise StartError(f"{file.name}: the report's own symbol does not follow from {masthead.symbol}; add --symbol")
    if not _SYMBOL.fullmatch(symbol):
        raise StartError(f"--symbol: “{symbol}” is no symbol; write it as CRPD/C/XXX/1")
    if treaty_of(symbol, treaties) != abbreviation:
        raise StartError(f"--symbol: {symbol} is no symbol of the {treaty.abbreviation}, as {masthead.symbol} is")
    if masthead.dated is None:
        raise StartError(f"{file.name}: it has no date; write it below the symbol, as 10 January 2025")
    return _Start(state, symbol, masthead.symbol, masthead.dated.isoformat(), treaty)


def _read(source: Path, file: Path) -> tuple[Treaties, Document]:
    problems: list[Problem] = []
    # No treaty is the report's own yet: the document will tell which.
    treaties = load_treaties(source, "", problems)
    reader = READERS.get(file.suffix.lower())
    if reader is None:
        raise StartError(f"{file.name}: a document is read from {', '.join(READERS)}; save it as one of these")
    try:
        document = understand(reader(file), treaties)
    except DocumentError as error:
        raise StartError(f"{file.name}: {error}") from None
    if isinstance(document, Doubt):
        raise StartError(f"{file.name}: {document}")
    if document.kind != LIST:
        raise StartError(f"{file.name}: it is not a list of issues; a report begins with the list that it answers")
    return treaties, document


def _symbol_of_report(list_of_issues: str) -> str:
    """Return ``CRPD/C/XXX/1`` for ``CRPD/C/XXX/QPR/1``; empty if the symbol has no such part."""
    found, number = re.subn(r"/Q(?:PR)?/", "/", list_of_issues)
    return found if number == 1 else ""


def _make(found: Found, folder: Path, start: _Start) -> None:
    source, is_pinned = found.machinery.beside, found.pin is not None
    for name in found.machinery.taken_over():
        if name != BIBLIOGRAPHY and not (is_pinned and name in _OF_THE_MACHINERY):
            _copy(source / name, folder / name)
    if found.pin is not None:
        write_pin(folder, found.pin, found.wheel)
        fit_to_a_pin(folder)
    else:
        _copy(found.machinery.package, folder / "ext/loipr")
    for file in (folder / ".ci").rglob("*"):
        # A wheel does not keep the mark that a file is a program.
        if file.is_file() and file.read_bytes().startswith(b"#!"):
            file.chmod(0o755)
    left_out = (_OF_ANOTHER_STATE, _TO_THE_MACHINERY) if is_pinned else (_OF_ANOTHER_STATE,)
    for page in [path for name in _TOLD for path in sorted(folder.glob(name))]:
        lines = page.read_text(encoding="utf-8").splitlines(keepends=True)
        _write(page, "".join(line for line in lines if not any(other.search(line) for other in left_out)))
    values = {**_values(start), **_PARTS[is_pinned]}
    for template in sorted(_FILES.rglob("*.*")):
        path = folder / template.relative_to(_FILES)
        text = template.read_text(encoding="utf-8")
        _write(path.with_suffix("") if path.suffix == ".template" else path, Template(text).substitute(values))
    bibliography = "\n\n".join(_sources(source, start)) + "\n"
    _write(folder / BIBLIOGRAPHY, bibliography)
    _write(folder / ACCEPTED, "# Findings that stand, each with the reason.\n" + "".join(_copies(bibliography)))
    _write(folder / "docs/annexes/treaties.md", _other_treaties(source, start.treaty))
    _write(folder / WORDS, "".join(f"{word}\n" for word in dict.fromkeys(re.findall(r"[^\W\d_]+", start.state))))
    (folder / "data/datasets").mkdir()


def _copy(there: Path, here: Path) -> None:
    here.parent.mkdir(parents=True, exist_ok=True)
    if there.is_dir():
        shutil.copytree(there, here, ignore=_LEFT_BEHIND)
    else:
        shutil.copy(there, here)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def _values(start: _Start) -> Mapping[str, str]:
    """Return the value of each name in the files: as Python for conf.py, as text of a page if it ends in ``_text``."""
    project = f"Report of {start.state} under the {start.treaty.abbreviation}"
    return {
        "symbol": _python(start.symbol),
        "list_of_issues": _python(start.list_of_issues),
        "treaty": _python(start.treaty.abbreviation),
        "dated": _python(start.dated),
        "title": _python(title_to_begin_with(start.state, start.treaty.short)),
        "project": _python(project),
        "state": _python(start.state),
        "state_text": as_text(start.state),
        "project_text": as_text(project),
        "symbol_text": start.symbol,
        "list_symbol": start.list_of_issues,
        "committee": start.treaty.committee,
        "treaty_title": start.treaty.title,
        "treaty_name": start.treaty.abbreviation,
    }


def _python(text: str) -> str:
    """Return *text* as a string of Python, with the project's style of quotation marks."""
    return repr(text) if '"' in text or "\\" in text else json.dumps(text, ensure_ascii=False)


def _sources(source: Path, start: _Start) -> Iterator[str]:
    """Yield the entries of the bibliography: the list of issues, and the sources of the data that are taken over."""
    committee = start.treaty.committee
    yield (
        f"@misc{{LOI,\n  title = {{{{List of issues, {start.list_of_issues}}}}},\n  author = {{{{{committee}}}}},\n"
        f"  year = {{{start.dated[:4]}}}\n}}"
    )
    data = [source / "data/form-rules.yaml", *sorted((source / "data/treaties").glob("*.yaml"))]
    cited = set(re.findall(r"\w+", " ".join(_cited(file.read_text(encoding="utf-8")) for file in data)))
    entries = re.split(r"^(?=@)", (source / BIBLIOGRAPHY).read_text(encoding="utf-8"), flags=re.MULTILINE)
    for entry in entries:
        key = re.match(r"@\w+\{([^,\s]+),", entry)
        if key is not None and key[1] in cited:
            yield entry.strip()


def _copies(bibliography: str) -> Iterator[str]:
    """Yield an entry of the accepted findings for each source of the *bibliography* that is known from a copy alone."""
    hosts = {host_of(one.url) for one in read_bibliography(bibliography, []).sources.values() if kind_of_copy(one.url)}
    for host in sorted(hosts):
        yield (
            f"- rule: copied-source\n  file: {BIBLIOGRAPHY}\n  match: {host},\n"
            "  reason: the text behind a rule of form or a treaty was at hand there alone\n"
        )


def _cited(text: str) -> str:
    return " ".join(re.findall(r"^[ \t]*(?:- )?source: (.+)$", text, re.MULTILINE))


def _other_treaties(source: Path, own: Treaty) -> str:
    treaties = load_treaties(source, own.abbreviation, []).by_abbreviation.values()
    parts = [
        f"## {one.title}\n\n:::{{treaty-index}} {one.abbreviation}\n:cited-only:\n:::\n"
        for one in treaties
        if one.abbreviation != own.abbreviation
    ]
    return "\n".join(["# Annex IV. Other human rights treaties cited\n", *parts])


def _finish(folder: Path) -> None:
    """Write the tables of contents, with the sections in their order, and the owners files."""
    listing = load_list_of_issues(folder, Settings.read(folder).list_of_issues, [])
    assert listing is not None
    replies = _contents_page("Replies to the list of issues", list(_sections(folder, listing)))
    _write(folder / "docs/sections/index.md", replies)
    contents = ["introduction", "sections/index"]
    contents += [f"annexes/{name}" for name in ("statistics", "treaty", "concluding-observations", "treaties")]
    contents += ["annexes/abbreviations", "annexes/bibliography"]
    _write(folder / "docs/report.md", _contents_page("The report", contents, hidden=True))
    write_owners(folder)


def _sections(folder: Path, listing: ListOfIssues) -> Iterator[str]:
    """Yield the pages for the contents: each section's own page, or a page for all sections below the same heading."""
    for number, (heading, sections) in enumerate(groupby(listing.sections, _heading_above), 1):
        pages = [section.id for section in sections]
        if heading:
            name = f"part-{number}"
            _write(folder / f"docs/sections/{name}.md", _contents_page(as_text(heading), pages))
            yield name
        else:
            yield from pages


def _heading_above(section: Section) -> str:
    """Return the nearest heading above *section* that is more than a number; “Section I” is not."""
    return next((one for one in reversed(section.headings[:-1]) if not _BARE.fullmatch(one)), "")


def _contents_page(heading: str, pages: Sequence[str], *, hidden: bool = False) -> str:
    options = ":titlesonly:\n" + (":includehidden:\n" if hidden else "")
    return f"# {heading}\n\n:::{{toctree}}\n{options}\n" + "\n".join(pages) + "\n:::\n"
