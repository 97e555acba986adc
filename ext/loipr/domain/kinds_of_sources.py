"""The kinds of entries that BibTeX and BibLaTeX have, and the programs that ministries keep their sources in.

The style prints the usual ones of BibTeX. An entry of BibLaTeX is put into the words of BibTeX; what lacks a field that
its kind needs, or is of a kind with no form of its own, is printed as `misc`, with all that it says.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping

from pybtex.database import Entry, Person

from loipr.wording.dates import MONTHS, in_words

#: Kinds that have a form of their own. Those of BibTeX that are missing here would leave out who a source is of.
_FORMS = frozenset(
    {"article", "book", "inbook", "incollection", "inproceedings", "mastersthesis", "phdthesis", "techreport"}
)
#: Kinds that are printed like another.
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
#: Fields of BibTeX, and where BibLaTeX has what they hold.
_FIELDS: Mapping[str, tuple[str, ...]] = {
    "year": ("date",),
    "journal": ("journaltitle",),
    "booktitle": ("eventtitle", "maintitle"),
    "address": ("location",),
    "school": ("institution",),
    "institution": ("school", "organization", "publisher"),
    "publisher": ("institution", "organization"),
}
#: What a source that is printed as `misc` says of where it comes from.
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
_DAY = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")


def in_words_of_bibtex(entry: Entry) -> Entry:
    """Return *entry* as one of a kind and with the fields that BibTeX has."""
    # Of what BibTeX wants escaped, pybtex leaves this as it is.
    fields = {name.lower(): value.replace(r"\$", "$") for name, value in entry.fields.items()}
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
    kind = _LIKE.get(entry.type, entry.type)
    return _entry(entry.key, kind if kind in _FORMS else "misc", fields, entry.persons)


def as_misc(entry: Entry) -> Entry:
    """Return *entry* as one of the kind that needs no field, with all that says where it comes from."""
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
    """Return a date as BibLaTeX has it, 2024-03-01 or 2024-03, in words; all else as it is."""
    found = _DAY.fullmatch(text.strip())
    if found is None:
        return text
    try:
        day = datetime.date(int(found[1]), int(found[2]), int(found[3] or 1))
    except ValueError:
        return text
    return in_words(day) if found[3] else f"{MONTHS[day.month - 1]} {day.year}"
