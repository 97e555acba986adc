"""The bibliography: the citation keys, and the place of each entry."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from pybtex.database import Entry, InvalidNameString
from pybtex.database.input.bibtex import DuplicateField, Parser
from pybtex.errors import capture
from pybtex.exceptions import PybtexError
from pybtex.richtext import Text
from pybtex.scanner import PybtexSyntaxError

from loipr.facts.copies import kind_of_copy
from loipr.files.addresses import address_fault
from loipr.files.places import Place, Problem
from loipr.files.reading import read_text
from loipr.wording.languages import _
from loipr.wording.period_words import in_words
from loipr.wording.sentences import listed

PATH = "data/references.bib"
#: These can make a small file a very large one, as anchors do in YAML.
_GROWING = re.compile(r"@\s*(string|preamble)\b", re.IGNORECASE)
_LINK = re.compile(r"\\(?:url|href)\s*\{([^{}]*)")
_ENTRY = re.compile(r"^\s*@(?!comment|string|preamble)\w+\s*[{(]\s*([^,\s]+)", re.IGNORECASE)
_DOUBLED = re.compile(r"entry with key (\S+) has a duplicate (\S+) field")
_FIELD = re.compile(r"(?<![\w-])([\w-]+)(?=\s*=)")


#: Any sign after a backslash; a sign % without one.
_ESCAPED = re.compile(r"\\.|%", re.DOTALL)
#: Commands of LaTeX for another type of letters, and for addresses, before their words in braces.
_TYPE = re.compile(r"\\(?:emph|url|text(?:it|bf|sc|sl|rm|sf|tt|md|up|normal)|mbox)(?=\s?\{)")
#: What pybtex prints as its sign.
_ESCAPED_SIGN = re.compile(r"\\[&%#_$]")
_COMMAND = re.compile(r"\\(?:[A-Za-z]{1,30}|.?)", re.DOTALL)
#: Fields that are printed letter by letter.
UNREAD = frozenset({"url", "doi", "eprint", "pmid"})
#: Fields that are not printed, or not as text.
_UNPRINTED = frozenset({"abstract", "crossref", "file", "keywords", "timestamp", "url"})
#: The fields that name the body behind a source.
_BODIES = ("organization", "institution", "publisher", "school", "howpublished", "holder")


@dataclass(frozen=True, slots=True)
class Source:
    """An entry of the bibliography; ``texts`` has the words of all its fields."""

    key: str
    title: str
    publisher: str
    date: str
    url: str
    place: Place
    #: What of it print may show.
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bibliography:
    sources: Mapping[str, Source] = field(default_factory=dict)


def in_note(source: Source) -> str:
    """Return *source* as a note of the official edition says it: publisher, title and date."""
    publisher = f"{source.publisher}, " if source.publisher else ""
    told = "; ".join(filter(None, (in_words(source.date), kind_of_copy(source.url))))
    return f"{publisher}“{source.title}”" + (f" ({told})" if told else "")


def load_bibliography(root: Path, problems: list[Problem]) -> Bibliography:
    """Read ``data/references.bib``; add a problem with its line for each broken entry."""
    text = read_text(root, PATH, problems)
    return Bibliography() if text is None else read_bibliography(text, problems)


def read_bibliography(text: str, problems: list[Problem]) -> Bibliography:
    """Return the bibliography with this *text*; add a problem with its line for each broken entry."""
    lines = _entry_lines(text, problems)
    entries = _entries(text, lines, problems)
    for key, entry in entries.items():
        place = Place(PATH, lines.get(key, 0))
        problems += (Problem("malformed-bibliography", place, message) for message in _faults(key, entry))
    return Bibliography({key: _source(key, entry, Place(PATH, lines.get(key, 0))) for key, entry in entries.items()})


def _entries(text: str, lines: Mapping[str, int], problems: list[Problem]) -> Mapping[str, Entry]:
    """Return the entries in *text* by their keys, none if it cannot be read; *lines* has the line of each."""

    def note(line: int, message: str) -> Mapping[str, Entry]:
        problems.append(Problem("malformed-bibliography", Place(PATH, line), message))
        return {}

    growing = _GROWING.search(text)
    if growing is not None:
        message = _(
            "@{kind} (a text of BibTeX for many entries) is not used here; write the text out in each entry"
        ).format(kind=growing[1])
        return note(text.count("\n", 0, growing.start()) + 1, message)
    try:
        with capture() as doubled:
            entries: Mapping[str, Entry] = Parser().parse_string(text).entries
        for one in doubled:
            if not isinstance(one, DuplicateField):
                raise one
    except PybtexSyntaxError as error:
        message = _(
            "this entry is broken ({error}); look for a missing brace, comma or quotation mark just before"
        ).format(error=error)
        return note(error.lineno or 0, message)
    except InvalidNameString as error:
        message = _("{error}; put the name of a body in double braces, as {{{{Statistics Office}}}}").format(
            error=error
        )
        return note(_line_of(str(error), text), message)
    except (PybtexError, RecursionError) as error:
        # A repeated key is noted already, with its line.
        is_noted = any(problem.place.path == PATH for problem in problems)
        return {} if is_noted else note(0, _("the bibliography cannot be read: {error}").format(error=error))
    for one in doubled:
        problems.append(Problem("malformed-bibliography", *_doubled_field(str(one), text.split("\n"), lines)))
    return entries


def _faults(key: str, entry: Entry) -> Iterator[str]:
    """Yield what is wrong with *entry*: what it lacks, addresses that are none, and commands that would be printed."""
    there = {
        "title": entry.fields.get("title", ""),
        "author": any(entry.persons.values()) or any(entry.fields.get(name) for name in _BODIES),
        "year": entry.fields.get("year") or entry.fields.get("date"),
    }
    if missing := [name for name, value in there.items() if not value]:
        # An entry whose braces do not match ends too early, and loses its last fields.
        yield _("the entry {key} has no {names}; write it, or look for a missing or an extra brace").format(
            key=key, names=listed(missing, "or")
        )
    for address in _addresses(entry.fields):
        if fault := address_fault(address):
            yield _("the entry {key} leads to {address}; {fault}").format(key=key, address=address, fault=fault)
    people = ((role, " ".join(map(str, those))) for role, those in entry.persons.items())
    for name, value in (*entry.fields.items(), *people):
        if name.lower() not in UNREAD and (command := _command(value)):
            yield _(
                "the {name} of the entry {key} has “{command}”, which would be printed as it is; write it in words"
            ).format(name=name, key=key, command=command)


def _source(key: str, entry: Entry, place: Place) -> Source:
    return Source(
        key=key,
        title=_plain(entry.fields.get("title", "")),
        publisher=_plain(" ".join(map(str, entry.persons.get("author", [])))),
        date=_plain(entry.fields.get("date") or entry.fields.get("year", "")),
        url=entry.fields.get("url", ""),
        place=place,
        texts=tuple(map(_plain, _printed(entry))),
    )


def _printed(entry: Entry) -> Iterator[str]:
    """Yield the texts of *entry* that print may show: its fields, and the names in it."""
    yield from (value for name, value in entry.fields.items() if name.lower() not in _UNPRINTED)
    yield from map(str, chain.from_iterable(entry.persons.values()))


def in_latex(text: str) -> str:
    """Return the *text* of a field in such a way that pybtex prints all of it.

    For pybtex a sign % begins a remark, and it does not know the sign $ with a backslash, which BibTeX wants. Of
    commands for another type, the words are kept.
    """
    return _ESCAPED.sub(lambda found: {"%": r"\%", r"\$": "$"}.get(found[0], found[0]), _TYPE.sub("", text))


def _command(text: str) -> str:
    """Return the first command of LaTeX in the *text* of a field that pybtex cannot print; empty if there is none."""
    if "\\" not in _ESCAPED_SIGN.sub("", text):
        return ""
    try:
        left = _COMMAND.search(str(Text.from_latex(in_latex(text))))
    except (PybtexError, ValueError, RecursionError):
        left = _COMMAND.search(text)
    return left[0] if left else ""


def _addresses(fields: Mapping[str, str]) -> Iterator[str]:
    """Yield the addresses that become links: the address of the entry, and those in its texts."""
    for name, value in fields.items():
        if name.lower() == "url":
            yield value
        yield from _LINK.findall(value)


def _doubled_field(complaint: str, text: Sequence[str], lines: Mapping[str, int]) -> tuple[Place, str]:
    """Return the place of the repetition of the field that *complaint* names, and a message.

    *text* are the lines of the file, and *lines* the line of each entry.
    """
    found = _DOUBLED.fullmatch(complaint)
    key, name = found.groups() if found else ("", "")
    first = lines.get(key, 1)
    last = min((line for line in lines.values() if line > first), default=len(text) + 1)
    fields = ((number, one.lower()) for number in range(first, last) for one in _FIELD.findall(text[number - 1]))
    here = [number for number, one in fields if one == name.lower()]
    return Place(PATH, here[1] if len(here) > 1 else first), _(
        "the field {name} of the entry {key} is there twice"
    ).format(name=name.lower(), key=key)


def _line_of(complaint: str, text: str) -> int:
    """Return the line with the words that *complaint* quotes, or 0."""
    quoted = re.search(r"'(.*)'", complaint)
    position = text.find(quoted[1]) if quoted else -1
    return text.count("\n", 0, position) + 1 if position >= 0 else 0


def _plain(text: str) -> str:
    """Return the words of a BibTeX field without its braces and backslashes."""
    return re.sub(r"[{}]|\\(?=[&%#_$])", "", text)


def _entry_lines(text: str, problems: list[Problem]) -> dict[str, int]:
    """Return the line of each entry by its key, and add a problem for each repeated key."""
    lines: dict[str, int] = {}
    folded: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        match = _ENTRY.match(line)
        if match is None:
            continue
        # For BibTeX, keys that differ only in capitals are the same.
        first = folded.setdefault(match[1].casefold(), number)
        if first != number:
            message = _("the key {key} is there twice (first in line {first})").format(key=match[1], first=first)
            problems.append(Problem("malformed-bibliography", Place(PATH, number), message))
        lines.setdefault(match[1], number)
    return lines
