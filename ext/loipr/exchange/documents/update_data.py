"""A document of the Committee into its data file: what it changes there, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from loipr.exchange.documents.naming import joined, provisions_in
from loipr.exchange.documents.pair_questions import Candidate, pair
from loipr.exchange.documents.subjects import heading_words, slug_of, subject_of
from loipr.exchange.documents.understand import LIST, Document, Item, Paragraph, Section, treaty_of
from loipr.exchange.documents.yaml_edit import DataFile, Entry, Value, new_entry, parse_file
from loipr.facts.lists_of_issues import file_name
from loipr.facts.treaties import Treaties
from loipr.files.places import Problem
from loipr.files.reading import read_text
from loipr.wording.sentences import listed

FOLDERS = {LIST: "data/lists-of-issues"}
_OBSERVATIONS = "data/concluding-observations"
#: After which fields a new one stands.
_ORDER: Mapping[str, tuple[str, ...]] = {
    "slug": ("number", "subject"),
    "standing": ("number", "subject", "slug"),
    "heading": ("number", "subject", "slug", "standing"),
    "provisions": ("number", "subject", "slug", "standing", "heading", "source"),
    "text": ("number", "subject", "slug", "standing", "source", "provisions", "lead", "concerned", "label", "summary"),
    "footnotes": ("text",),
    "items": (
        "number",
        "subject",
        "standing",
        "provisions",
        "lead",
        "concerned",
        "summary",
        "text",
        "note",
        "footnotes",
    ),
    "letters": ("number", "subject", "source", "confidence", "note", "text", "footnotes", "provisions"),
    "within": ("id", "heading"),
    "distribution": ("symbol", "title", "treaty", "state", "body", "dated"),
    "original_language": ("symbol", "title", "treaty", "state", "body", "dated", "distribution"),
    "title_footnotes": ("symbol", "title"),
    "issued": ("symbol", "short", "title", "adopted"),
    "title": ("symbol", "short"),
    "language": ("dated", "issued", "distribution", "original_language"),
}


@dataclass(frozen=True, slots=True)
class Moved:
    """What became of a question that was there before: ``number`` None when it is no longer; likewise its items."""

    was: int
    subject: str
    number: int | None
    items: Mapping[str, str | None]
    new_items: tuple[str, ...]


@dataclass(slots=True)
class Filing:
    """The data file as it will be: ``text`` differs from ``before`` in what ``changes`` tells."""

    path: str
    before: str | None
    text: str = ""
    changes: list[str] = field(default_factory=list)
    moved: list[Moved] = field(default_factory=list)
    new: list[tuple[int, str]] = field(default_factory=list)
    gone_sections: list[str] = field(default_factory=list)
    new_sections: list[tuple[str, str]] = field(default_factory=list)
    short: str = ""


@dataclass(frozen=True, slots=True)
class _Above:
    """What stood above a question before, and whether it stood ``alone`` there."""

    within: str
    heading: str
    alone: bool


class FilingError(ValueError):
    """A document that cannot be filed; the message is for the person who has it."""


def file_document(root: Path, document: Document, treaties: Treaties, own: str) -> Filing:
    """Return the data file of *document* as it will be; *own* is the treaty that the project reports on.

    :raises FilingError: when the file that is there cannot be read or changed.
    """
    folder = FOLDERS.get(document.kind, _OBSERVATIONS)
    path = _path_of(root, folder, document.masthead.symbol)
    before = None
    if (root / path).exists():
        problems: list[Problem] = []
        before = read_text(root, path, problems)
        if before is None:
            raise FilingError(f"{problems[0].place}: {problems[0].message}")
    abbreviation = treaty_of(document.masthead.symbol, treaties)
    filing = Filing(path, before)
    filer = (_ListFiler if document.kind == LIST else _ObservationsFiler)(
        filing, document, replace(treaties, own=abbreviation or own), root
    )
    filing.text = filer.file()
    return filing


def _path_of(root: Path, folder: str, symbol: str) -> str:
    """Return the file that has *symbol*, or the name for a new one."""
    for file in sorted((root / folder).glob("*.yaml")):
        path = file.relative_to(root).as_posix()
        text = read_text(root, path, [])
        if text and re.search(rf"^symbol:\s*[\"']?{re.escape(symbol)}[\"']?\s*$", text, re.MULTILINE):
            return path
    return f"{folder}/{file_name(symbol)}.yaml"


class _Filer:
    """What both kinds of documents have in common."""

    kept: Sequence[str] = ()

    def __init__(self, filing: Filing, document: Document, treaties: Treaties, root: Path):
        self.filing = filing
        self.document = document
        self.treaties = treaties
        self.root = root
        self.data = parse_file(filing.before, filing.path) if filing.before else DataFile(Entry(), [""])
        was = self.data.root.get("language") or "English"
        self.other_language = filing.before is not None and was != document.masthead.language

    def head(self, fields: Sequence[tuple[str, Value]]) -> None:
        """Write the fields of the head that the document knows; what it does not say stays."""
        for name, value in fields:
            if value and self.data.root.set(name, value, _ORDER.get(name, ())) and self.filing.before is not None:
                self.filing.changes.append(f"{name}: {value if isinstance(value, str) else listed(value)}")

    def match(self, old: Sequence[Entry], paragraphs: Sequence[Paragraph]) -> dict[int, int]:
        """Return by position the former entry of each paragraph."""
        former = [Candidate(one.get("number"), _words(one), _all_provisions(one)) for one in old]
        there = [Candidate(str(one.number), _words_of(one), one.provisions) for one in paragraphs]
        return pair(former, there, by_label=self.other_language)

    def provisions(self, entry: Entry, above: str, found: str) -> list[str]:
        """Write the provisions *found*, unless others were given by hand; *above* are the old headings."""
        now = entry.get("provisions")
        imported = joined(provisions_in(above, self.treaties).provisions, self._named(entry.get("text")))
        if now and (now != imported or not entry.get("text")):
            return []
        after = _ORDER["provisions"] if entry.find("number") else ("label", "summary", "text")
        return ["provisions"] if entry.set("provisions", found, after) else []

    def _named(self, text: str) -> str:
        return provisions_in(text, self.treaties).provisions

    def items(
        self, entry: Entry, items: Sequence[Item], name: str
    ) -> tuple[list[str], dict[str, str | None], list[str]]:
        """Write the *items* of *entry* into its list *name*.

        Returns what changed, what became of each former label (complete), and the labels that are new.
        """
        old = entry.entries(name)
        former = [Candidate(one.get("label"), _words(one)) for one in old]
        there = [Candidate(one.label, _words_of(one)) for one in items]
        pairs = pair(former, there, by_label=self.other_language)
        changed: list[str] = []
        labels: dict[str, str | None] = {label: None for one in old for label in _labels(one)}
        new: list[str] = []
        entries = []
        for index, item in enumerate(items):
            found = old[pairs[index]] if index in pairs else None
            was = found.get("label") if found else ""
            one = found or new_entry(entry.column, [("label", item.label)])
            inner = self.words(one, item.text, item.notes)
            if one.set("label", item.label):
                inner.append("letter")
            inner += self.provisions(one, "", item.provisions)
            below, below_labels, below_new = self.items(one, item.items, "items")
            if found is None:
                new += [item.label]
                changed.append(f"{item.label} new")
            else:
                labels[was] = item.label
                labels |= {f"{was} {k}": f"{item.label} {v}" if v else None for k, v in below_labels.items()}
                changed += [f"{item.label} {listed(inner)}"] * bool(inner) + [f"{item.label} {each}" for each in below]
            new += [f"{item.label} {label}" for label in below_new]
            entries.append(one)
        gone = [one.get("label") for index, one in enumerate(old) if index not in pairs.values()]
        changed += [f"{label} is no longer there" for label in gone]
        if [id(one) for one in entries] != [id(one) for one in old]:
            entry.set_entries(name, entries, _ORDER[name])
        return changed, labels, new

    def words(self, entry: Entry, text: str, notes: Sequence[str]) -> list[str]:
        """Write the official text and its footnotes; return the names of what changed."""
        changed = ["text"] if entry.set("text", text or "–", _ORDER["text"]) else []
        return changed + (["footnotes"] if entry.set("footnotes", tuple(notes), _ORDER["footnotes"]) else [])


class _ListFiler(_Filer):
    """A list of issues: sections with questions."""

    def file(self) -> str:
        head, masthead = self.data.root, self.document.masthead
        treaty = self.treaties.find(None)
        is_new = self.filing.before is None
        if is_new and masthead.dated is None:
            raise FilingError("no date was found above the title; write it there, as “10 January 2025”")
        code = re.findall(r"[A-Z]{3}", masthead.symbol)
        count = str(len(self.document.paragraphs))
        self.head(
            [
                ("symbol", masthead.symbol),
                ("title", masthead.title),
                ("title_footnotes", str(masthead.title_notes) if masthead.title_notes else ""),
                *((("treaty", self.treaties.own),) if is_new else ()),
                *((("state", masthead.state or (code[-1] if code else "")),) if is_new else ()),
                *((("body", treaty.committee),) if is_new and treaty else ()),
                ("dated", masthead.dated.isoformat() if masthead.dated else ""),
                ("distribution", masthead.distribution),
                ("original_language", masthead.original_language),
                ("language", masthead.language if masthead.language != "English" or head.find("language") else ""),
                ("number_of_questions", count if is_new or head.find("number_of_questions") else ""),
            ]
        )
        self._file_sections()
        return self.data.text()

    def _file_sections(self) -> None:
        old_sections = self.data.root.entries("sections")
        chapters = self.document.chapters
        old = [(section, one) for section in old_sections for one in section.entries("questions")]
        above = {
            id(section): _Above(section.get("within"), section.get("heading"), len(section.entries("questions")) == 1)
            for section in old_sections
        }
        paragraphs = [paragraph for section in chapters for paragraph in section.paragraphs]
        pairs = self.match([one for _, one in old], paragraphs)
        slugs = {one.get("slug") for _, one in old}
        owners = self._owners(chapters, old_sections, old, pairs)
        taken_ids = {section.get("id") for section in old_sections}
        position, sections = 0, []
        for index, section in enumerate(chapters):
            entry = owners.get(index)
            if entry is None:
                entry = self._new_section(section, taken_ids)
            heading = section.heading or "List of issues"
            changed = entry.set("heading", heading)
            changed |= entry.set("within", ", ".join(section.within), _ORDER["within"])
            if entry.find("standing"):
                changed |= entry.set("standing", "known")
            if changed and index in owners:
                self.filing.changes.append(f"section {entry.get('id')}: its heading is now “{heading}”")
            questions = []
            for paragraph in section.paragraphs:
                former = old[pairs[position]] if position in pairs else (None, None)
                questions.append(self._question(paragraph, section, former[1], above.get(id(former[0])), slugs, entry))
                position += 1
            if [id(one) for one in questions] != [id(one) for one in entry.entries("questions")]:
                entry.set_entries("questions", questions)
            sections.append(entry)
        for index, (_, one) in enumerate(old):
            if index not in pairs.values():
                number, subject = one.get("number"), one.get("subject")
                self.filing.changes.append(f"question {number} ({subject}): no longer in the list")
                gone = {label: None for item in one.entries("items") for label in _labels(item)}
                self.filing.moved.append(Moved(_integer(number), subject, None, gone, ()))
        kept = {id(section) for section in sections}
        self.filing.gone_sections = [section.get("id") for section in old_sections if id(section) not in kept]
        if [id(one) for one in sections] != [id(one) for one in old_sections]:
            self.data.root.set_entries("sections", sections)

    def _owners(
        self,
        chapters: list[Section],
        old_sections: list[Entry],
        old: list[tuple[Entry, Entry]],
        pairs: Mapping[int, int],
    ) -> dict[int, Entry]:
        """Return the former entry of each section: of the same heading, or where most of its questions were."""
        found: dict[int, Entry] = {}
        taken: set[int] = set()
        position = 0
        starts = []
        for section in chapters:
            starts.append(range(position, position + len(section.paragraphs)))
            position += len(section.paragraphs)
        for index, section in enumerate(chapters):
            for entry in old_sections:
                if id(entry) not in taken and _plain(entry.get("heading")) == _plain(section.heading):
                    found[index] = entry
                    taken.add(id(entry))
                    break
        for index in range(len(chapters)):
            owners = [old[pairs[place]][0] for place in starts[index] if place in pairs]
            free = [owner for owner in owners if id(owner) not in taken]
            if index not in found and free:
                ids = [id(owner) for owner in free]
                best = max(free, key=lambda owner: ids.count(id(owner)))
                found[index] = best
                taken.add(id(best))
        return found

    def _new_section(self, section: Section, taken: set[str]) -> Entry:
        name = _section_id(section, taken)
        taken.add(name)
        heading = section.heading or "List of issues"
        self.filing.new_sections.append((name, heading))
        if self.filing.before is not None:
            self.filing.changes.append(f"section {name}: new (“{heading}”)")
        return new_entry(0, [("id", name), ("heading", heading)])

    def _question(
        self,
        paragraph: Paragraph,
        section: Section,
        former: Entry | None,
        above: _Above | None,
        slugs: set[str],
        owner: Entry,
    ) -> Entry:
        alone = _is_alone(paragraph, section)
        subject = subject_of(paragraph.text, paragraph.heading or section.heading, alone=alone)
        number = str(paragraph.number)
        if former is None or above is None:
            entry = new_entry(owner.column, [("number", number), ("subject", subject)])
            slug = slug_of(subject, slugs, f"question-{number}")
            slugs.add(slug)
            entry.set("slug", slug)
            entry.set("standing", "known")
            entry.set("heading", paragraph.heading)
            entry.set("provisions", paragraph.provisions)
            self.words(entry, paragraph.text, paragraph.notes)
            self.items(entry, paragraph.items, "items")
            self.filing.new.append((paragraph.number, entry.get("slug")))
            if self.filing.before is not None:
                self.filing.changes.append(f"question {number} ({subject}): new")
            return entry
        was, plain = former.get("number"), former.get("heading")
        changed = [f"was question {was}"] if former.set("number", number) else []
        derived = subject_of(former.get("text"), plain or above.heading, alone=above.alone or bool(plain and alone))
        if former.get("text") and former.get("subject") == derived:
            changed += ["subject"] if former.set("subject", subject) else []
        changed += ["standing"] if former.set("standing", "known", _ORDER["standing"]) else []
        changed += self.provisions(former, f"{above.within} | {above.heading} | {plain}", paragraph.provisions)
        changed += ["heading"] if former.set("heading", paragraph.heading, _ORDER["heading"]) else []
        changed += self.words(former, paragraph.text, paragraph.notes)
        below, labels, new = self.items(former, paragraph.items, "items")
        changed += [f"item {each}" for each in below]
        if changed:
            self.filing.changes.append(f"question {number} ({former.get('subject')}): {'; '.join(changed)}")
        self.filing.moved.append(Moved(_integer(was), former.get("subject"), paragraph.number, labels, tuple(new)))
        return former


class _ObservationsFiler(_Filer):
    """Concluding observations: paragraphs with their subjects and letters."""

    def file(self) -> str:
        masthead = self.document.masthead
        is_new = self.filing.before is None
        head = self.data.root
        self.filing.short = head.get("short") or self._short(masthead.symbol)
        self.head(
            [
                ("symbol", masthead.symbol),
                ("short", self.filing.short),
                *((("title", masthead.title),) if is_new or not head.get("title") else ()),
                ("issued", masthead.dated.isoformat() if masthead.dated else ""),
                ("language", masthead.language if masthead.language != "English" or head.find("language") else ""),
                ("complete", "true"),
            ]
        )
        old = head.entries("paragraphs")
        paragraphs = self.document.paragraphs
        known = [one for one in old if one.get("text")]
        matched = {index: known[place] for index, place in self.match(known, paragraphs).items()}
        by_number = {one.get("number"): one for one in old if not one.get("text")}
        entries = []
        for index, paragraph in enumerate(paragraphs):
            former = matched.get(index) or by_number.pop(str(paragraph.number), None)
            entries.append(self._paragraph(paragraph, former))
        for one in old:
            if not any(one is entry for entry in entries):
                number, subject = one.get("number"), one.get("subject")
                self.filing.changes.append(f"paragraph {number} ({subject}): not in the document")
                self.filing.moved.append(Moved(_integer(number), subject, None, {}, ()))
        if [id(one) for one in entries] != [id(one) for one in old]:
            head.set_entries("paragraphs", entries)
        return self.data.text()

    def _short(self, symbol: str) -> str:
        tail = re.search(r"CO/\d+$", symbol)
        short = tail[0] if tail else symbol
        for file in sorted((self.root / _OBSERVATIONS).glob("*.yaml")):
            text = read_text(self.root, file.relative_to(self.root).as_posix(), []) or ""
            if re.search(rf"^short:\s*{re.escape(short)}\s*$", text, re.MULTILINE):
                return symbol
        return short

    def _paragraph(self, paragraph: Paragraph, former: Entry | None) -> Entry:
        section = next(one for one in self.document.sections if paragraph in one.paragraphs)
        subject = heading_words(section.heading) or subject_of(paragraph.text, "", alone=False)
        number = str(paragraph.number)
        entry = former or new_entry(0, [("number", number), ("subject", subject)])
        was = _integer(entry.get("number"))
        changed = [f"was paragraph {was}"] if entry.set("number", number) else []
        if entry.find("confidence"):
            changed += ["confidence"] if entry.set("confidence", "seen") else []
        changed += self.words(entry, paragraph.text, paragraph.notes)
        changed += self.provisions(entry, section.heading, paragraph.provisions)
        below, labels, _ = self.items(entry, paragraph.items, "letters")
        changed += [f"letter {each}" for each in below]
        if former is not None:
            self.filing.moved.append(Moved(was, entry.get("subject"), paragraph.number, labels, ()))
        if self.filing.before is not None and (changed or former is None):
            what = "; ".join(changed) if former is not None else "new"
            self.filing.changes.append(f"paragraph {number} ({entry.get('subject')}): {what}")
        return entry


def _is_alone(paragraph: Paragraph, section: Section) -> bool:
    """Whether no other question stands under the same headings."""
    return sum(one.heading == paragraph.heading for one in section.paragraphs) == 1


def _words(entry: Entry) -> str:
    """Return all words of a former question or item: the official ones where they are there."""
    own = entry.get("text") or f"{entry.get('subject')} {entry.get('summary')}".strip()
    return "\n".join([own, *(_words(one) for name in ("items", "letters") for one in entry.entries(name))])


def _words_of(node: Paragraph | Item) -> str:
    return "\n".join([node.text, *(_words_of(item) for item in node.items)])


def _all_provisions(entry: Entry) -> str:
    return ", ".join([entry.get("provisions"), *(_all_provisions(one) for one in entry.entries("items"))])


def _labels(entry: Entry) -> list[str]:
    label = entry.get("label")
    return [label, *(f"{label} {below}" for one in entry.entries("items") for below in _labels(one))]


def _plain(heading: str) -> str:
    return re.sub(r"\W+", " ", (heading_words(heading) or heading).casefold()).strip()


def _integer(text: str) -> int:
    return int(text) if re.fullmatch(r"\d{1,9}", text, re.ASCII) else 0


def _section_id(section: Section, taken: set[str]) -> str:
    """Return a short name for a section: the numbers of its heading and of those above it, as ``b3``."""
    labels = []
    for heading in (*section.within, section.heading):
        match = re.match(r"([IVX]{1,5}|[A-Z]|\d{1,3})\.", heading) or re.match(r"\w+ ([IVX]{1,5})\b", heading)
        labels.append(match[1].casefold() if match else "")
    # The part says little as long as there is a letter below it.
    found = "".join(labels[1:]) if len(labels) > 1 and any(labels[1:]) and labels[1][:1].isalpha() else "".join(labels)
    if not labels[-1]:
        found = f"{found}-{slug_of(section.heading, (), 'section')}".strip("-")
    name, number = found or "section", 2
    while name in taken:
        name, number = f"{found}-{number}", number + 1
    return name
