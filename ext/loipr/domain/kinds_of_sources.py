"""The kinds of sources in BibTeX, in BibLaTeX, and in the programs in which ministries keep their sources.

The style prints the usual kinds of BibTeX. An entry of BibLaTeX is first put into the words of BibTeX. An entry is
printed as `misc`, with all that it says, if its kind has no form of its own or if it lacks a field that its kind needs.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping

from pybtex.database import Entry, Person

from loipr.facts.bibliography import UNREAD, in_latex
from loipr.facts.copies import kind_of_copy
from loipr.wording.dates import MONTHS, in_words

#: Kinds that have a form of their own. BibTeX's forms of its other kinds would leave out whose the source is.
_FORMS = frozenset(
    {"article", "book", "inbook", "incollection", "inproceedings", "mastersthesis", "phdthesis", "techreport"}
)
#: Kinds that are printed like another kind.
_LIKE: Mapping[str, str] = {
    "report": "techreport",
    "conference": "inproceedings",
    "collection": "book",
    "mvbook": "book",
    "mvcollection": "book",
    "reference": "book",
    "mvreference": "book",
    "bookinbook": "inbook",
    "suppbook": "inbook",
    "suppcollection": "incollection",
    "inreference": "incollection",
    "thesis": "phdthesis",
}
#: Fields of BibTeX, and the fields that hold the same in BibLaTeX; the first that an entry has is taken.
_FIELDS: Mapping[str, tuple[str, ...]] = {
    "year": ("date",),
    "journal": ("journaltitle",),
    "booktitle": ("eventtitle", "maintitle"),
    "address": ("location",),
    "school": ("institution",),
    "institution": ("school", "organization", "publisher"),
    "publisher": ("institution", "organization"),
}
#: The fields from which a source printed as `misc` says where it comes from, in this order.
_ORIGIN = (
    *(
        "howpublished",
        "journal",
        "journaltitle",
        "booktitle",
        "series",
        "volume",
        "number",
        "pages",
        "type",
        "institution",
    ),
    *("school", "organization", "publisher", "holder", "eventtitle", "venue", "address", "location"),
)
#: The field that says what the address has instead of the original.
COPY = "copy"
_DAY = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")


def in_words_of_bibtex(entry: Entry) -> Entry:
    """Return *entry* as a new entry with a kind and the fields of BibTeX; `misc` if its kind has no form here."""
    fields = {
        name.lower(): value if name.lower() in UNREAD else in_latex(value) for name, value in entry.fields.items()
    }
    for name, others in _FIELDS.items():
        found = next((fields[other] for other in others if other in fields), None)
        if name not in fields and found is not None:
            fields[name] = _day(found) if name == "year" else found
    if "subtitle" in fields:
        fields["title"] = f"{fields.get('title', '')}: {fields['subtitle']}"
    if "addendum" in fields:
        fields["note"] = ". ".join(filter(None, (fields.get("note"), fields["addendum"])))
    if entry.type == "techreport" or entry.type == "report":
        fields.setdefault("type", "Report")
    if copy := kind_of_copy(fields.get("url", "")):
        fields[COPY] = copy
    kind = _LIKE.get(entry.type, entry.type)
    persons = {role: [_person(one) for one in there] for role, there in entry.persons.items()}
    return _entry(entry.key, kind if kind in _FORMS else "misc", fields, persons)


def _person(person: Person) -> Person:
    made = Person()
    for part in ("first_names", "middle_names", "prelast_names", "last_names", "lineage_names"):
        setattr(made, part, [in_latex(name) for name in getattr(person, part)])
    return made


def as_misc(entry: Entry) -> Entry:
    """Return *entry* as `misc`, a kind without required fields; one field then says where the source comes from."""
    fields = dict(entry.fields)
    fields["howpublished"] = ", ".join(dict.fromkeys(_origins(fields)))
    persons = dict(entry.persons)
    persons.setdefault("author", persons.get("editor", []))
    return _entry(entry.key, "misc", {name: value for name, value in fields.items() if value}, persons)


def _origins(fields: Mapping[str, str]) -> Iterator[str]:
    return (fields[name] for name in _ORIGIN if name in fields)


def _entry(key: str, kind: str, fields: Mapping[str, str], persons: Mapping[str, list[Person]]) -> Entry:
    made = Entry(kind, dict(fields), {role: there for role, there in persons.items() if there})
    made.key = key
    return made


def _day(text: str) -> str:
    """Return a date of BibLaTeX, 2024-03-01 or 2024-03, in words; any other *text* as it is."""
    found = _DAY.fullmatch(text.strip())
    if found is None:
        return text
    try:
        day = datetime.date(int(found[1]), int(found[2]), int(found[3] or 1))
    except ValueError:
        return text
    return in_words(day) if found[3] else f"{MONTHS[day.month - 1]} {day.year}"
