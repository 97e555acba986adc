"""Writes a document of the Committee into its data file: it changes what the document changes, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from loipr.exchange.documents.follow_up import follow_up_of
from loipr.exchange.documents.languages import either
from loipr.exchange.documents.naming import joined, provisions_in
from loipr.exchange.documents.pair_questions import Candidate, Match, pair
from loipr.exchange.documents.read_masthead import named_in_english
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
#: A part of a list: the first asks about all articles, the second about new developments, the third for figures.
_PART = re.compile(rf"{either('section')}\s+(I{{1,3}})\b", re.IGNORECASE)
#: The fields before a new field, by its name.
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
    **dict.fromkeys(
        ("follow_up", "follow_up_within", "follow_up_by"),
        (
            *("symbol", "short", "title", "adopted", "issued", "meeting", "session", "language", "complete"),
            *("follow_up", "follow_up_within"),
        ),
    ),
    "language": ("dated", "issued", "distribution", "original_language"),
}


@dataclass(frozen=True, slots=True)
class Moved:
    """What became of a former question and its items; ``number``, and the new label of an item, is None if it is gone.

    ``sure`` says that nobody must check whether it is the same question. ``unsure_items`` are the former labels of
    items that somebody should check.
    """

    was: int
    subject: str
    number: int | None
    items: Mapping[str, str | None]
    new_items: tuple[str, ...]
    sure: bool = True
    unsure_items: tuple[str, ...] = ()


@dataclass(slots=True)
class Filing:
    """The data file as it will be: ``changes`` describes the differences between ``before`` and ``text``.

    ``relocated`` has items, by former number and label, that another question asks now, with the new number and label.
    """

    path: str
    before: str | None
    text: str = ""
    changes: list[str] = field(default_factory=list)
    moved: list[Moved] = field(default_factory=list)
    new: list[tuple[int, str]] = field(default_factory=list)
    gone_sections: list[str] = field(default_factory=list)
    new_sections: list[tuple[str, str]] = field(default_factory=list)
    short: str = ""
    relocated: dict[tuple[int, str], tuple[int, str]] = field(default_factory=dict)

    @property
    def gone(self) -> list[Moved]:
        """The questions that are no longer in the list."""
        return [one for one in self.moved if one.number is None]


@dataclass(frozen=True, slots=True)
class _Above:
    """The headings above a question before, and whether it was ``alone`` under them."""

    within: str
    heading: str
    alone: bool


class FilingError(ValueError):
    """A document that cannot be filed; the message is for the person who imports it."""


def file_document(root: Path, document: Document, treaties: Treaties, own: str) -> Filing:
    """Return the data file of *document* as it will be; *own* is the treaty that the project reports on.

    :raises FilingError: when the existing file cannot be read or changed.
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
    """Return the path of the file with *symbol*, or the path for a new one."""
    for file in sorted((root / folder).glob("*.yaml")):
        path = file.relative_to(root).as_posix()
        text = read_text(root, path, [])
        if text and re.search(rf"^symbol:\s*[\"']?{re.escape(symbol)}[\"']?\s*$", text, re.MULTILINE):
            return path
    return f"{folder}/{file_name(symbol)}.yaml"


@dataclass(slots=True)
class _Items:
    """What changed in a list of items: the new label of each former one (both complete), new and unsure items."""

    changed: list[str] = field(default_factory=list)
    labels: dict[str, str | None] = field(default_factory=dict)
    new: list[str] = field(default_factory=list)
    unsure: list[str] = field(default_factory=list)


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
        """Write the fields of the head that the document gives; other fields stay."""
        for name, value in fields:
            if value and self.data.root.set(name, value, _ORDER.get(name, ())) and self.filing.before is not None:
                self.filing.changes.append(f"{name}: {value if isinstance(value, str) else listed(value)}")

    def match(self, old: Sequence[tuple[Entry, str]], paragraphs: Sequence[tuple[Paragraph, str]]) -> dict[int, Match]:
        """Return by position the former entry of each paragraph; both come with their part of the list."""
        former = [Candidate(one.get("number"), _words(one), _all_provisions(one), part) for one, part in old]
        there = [Candidate(str(one.number), _words_of(one), one.provisions, part) for one, part in paragraphs]
        return pair(former, there, by_label=self.other_language)

    def provisions(self, entry: Entry, above: str, found: str) -> list[str]:
        """Write the provisions *found*, unless somebody wrote others by hand; *above* are the old headings."""
        now = entry.get("provisions")
        imported = joined(provisions_in(above, self.treaties).provisions, self._named(entry.get("text")))
        if now and (now != imported or not entry.get("text")):
            return []
        after = _ORDER["provisions"] if entry.find("number") else ("label", "summary", "text")
        return ["provisions"] if entry.set("provisions", found, after) else []

    def _named(self, text: str) -> str:
        return provisions_in(text, self.treaties).provisions

    def items(self, entry: Entry, items: Sequence[Item], name: str) -> _Items:
        """Write the *items* of *entry* into its list *name*, and return what became of the former items."""
        old = entry.entries(name)
        former = [Candidate(one.get("label"), _words(one)) for one in old]
        there = [Candidate(one.label, _words_of(one)) for one in items]
        pairs = pair(former, there, by_label=self.other_language)
        done = _Items(labels={label: None for one in old for label in _labels(one)})
        entries = []
        for index, item in enumerate(items):
            found = old[pairs[index].position] if index in pairs else None
            was = found.get("label") if found else ""
            one = found or new_entry(entry.column, [("label", item.label)])
            inner = self.words(one, item.text, item.notes)
            if one.set("label", item.label):
                inner.append("letter")
            inner += self.provisions(one, "", item.provisions)
            below = self.items(one, item.items, "items")
            if found is None:
                done.new += [item.label]
                done.changed.append(f"{item.label} new")
            else:
                done.labels[was] = item.label
                done.labels |= {f"{was} {k}": f"{item.label} {v}" if v else None for k, v in below.labels.items()}
                done.unsure += [was] * (not pairs[index].sure) + [f"{was} {label}" for label in below.unsure]
                done.changed += [f"{item.label} {listed(inner)}"] * bool(inner)
                done.changed += [f"{item.label} {each}" for each in below.changed]
            done.new += [f"{item.label} {label}" for label in below.new]
            entries.append(one)
        kept = {match.position for match in pairs.values()}
        gone = [one.get("label") for index, one in enumerate(old) if index not in kept]
        done.changed += [f"{label} is no longer there" for label in gone]
        if [id(one) for one in entries] != [id(one) for one in old]:
            entry.set_entries(name, entries, _ORDER[name])
        return done

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
        state = named_in_english(masthead) or masthead.state or (code[-1] if code else "")
        count = str(len(self.document.paragraphs))
        self.head(
            [
                ("symbol", masthead.symbol),
                ("title", masthead.title),
                ("title_footnotes", str(masthead.title_notes) if masthead.title_notes else ""),
                *((("treaty", self.treaties.own),) if is_new else ()),
                *((("state", state),) if is_new else ()),
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
        paragraphs = [
            (one, _part((*section.within, section.heading))) for section in chapters for one in section.paragraphs
        ]
        pairs = self.match(
            [(one, _part((section.get("within"), section.get("heading")))) for section, one in old], paragraphs
        )
        former_items = {
            (_integer(one.get("number")), label): words
            for _, one in old
            for label, words in _leaves(one.entries("items"))
        }
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
                match = pairs.get(position)
                former = old[match.position] if match else (None, None)
                place = above.get(id(former[0]))
                sure = match is not None and match.sure
                questions.append(self._question(paragraph, section, former[1], place, slugs, entry, sure=sure))
                position += 1
            if [id(one) for one in questions] != [id(one) for one in entry.entries("questions")]:
                entry.set_entries("questions", questions)
            sections.append(entry)
        kept_questions = {match.position for match in pairs.values()}
        for index, (_, one) in enumerate(old):
            if index not in kept_questions:
                number, subject = one.get("number"), one.get("subject")
                self.filing.changes.append(f"question {number} ({subject}): no longer in the list")
                gone = {label: None for item in one.entries("items") for label in _labels(item)}
                self.filing.moved.append(Moved(_integer(number), subject, None, gone, ()))
        self._relocate(former_items, [one for one, _ in paragraphs])
        kept = {id(section) for section in sections}
        self.filing.gone_sections = [section.get("id") for section in old_sections if id(section) not in kept]
        if [id(one) for one in sections] != [id(one) for one in old_sections]:
            self.data.root.set_entries("sections", sections)

    def _owners(
        self,
        chapters: list[Section],
        old_sections: list[Entry],
        old: list[tuple[Entry, Entry]],
        pairs: Mapping[int, Match],
    ) -> dict[int, Entry]:
        """Return the former entry of each section: the one with the same heading, or with most of its questions."""
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
            owners = [old[pairs[place].position][0] for place in starts[index] if place in pairs]
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
        *,
        sure: bool,
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
        items = self.items(former, paragraph.items, "items")
        changed += [f"item {each}" for each in items.changed]
        if changed:
            self.filing.changes.append(f"question {number} ({former.get('subject')}): {'; '.join(changed)}")
        new, unsure = tuple(items.new), tuple(items.unsure)
        moved = Moved(_integer(was), former.get("subject"), paragraph.number, items.labels, new, sure, unsure)
        self.filing.moved.append(moved)
        return former

    def _relocate(self, former: Mapping[tuple[int, str], str], paragraphs: Sequence[Paragraph]) -> None:
        """Find items that left their question among the new ones of other questions, if they are certainly the same."""
        gone = [(one.was, label) for one in self.filing.moved for label, now in one.items.items() if now is None]
        gone = [place for place in gone if place in former]
        kept = {one.number: set(one.items.values()) for one in self.filing.moved}
        fresh = {
            (one.number, label): words
            for one in paragraphs
            for label, words in _leaves_of(one)
            if label not in kept.get(one.number, ())
        }
        places = list(fresh)
        pairs = pair(
            [Candidate("", former[place]) for place in gone], [Candidate("", fresh[place]) for place in places]
        )
        for index, match in pairs.items():
            if match.sure:
                self.filing.relocated[gone[match.position]] = places[index]


class _ObservationsFiler(_Filer):
    """Concluding observations: paragraphs with their subjects and letters."""

    def file(self) -> str:
        masthead = self.document.masthead
        is_new = self.filing.before is None
        head, asked = self.data.root, follow_up_of(self.document)
        self.filing.short = head.get("short") or self._short(masthead.symbol)
        self.head(
            [
                ("symbol", masthead.symbol),
                ("short", self.filing.short),
                *((("title", masthead.title),) if is_new or not head.get("title") else ()),
                ("issued", masthead.dated.isoformat() if masthead.dated else ""),
                ("language", masthead.language if masthead.language != "English" or head.find("language") else ""),
                ("complete", "true"),
                ("follow_up", tuple(map(str, asked.paragraphs))),
                ("follow_up_within", asked.within),
                ("follow_up_by", asked.by.isoformat() if asked.by else ""),
            ]
        )
        old = head.entries("paragraphs")
        paragraphs = self.document.paragraphs
        known = [one for one in old if one.get("text")]
        pairs = self.match([(one, "") for one in known], [(one, "") for one in paragraphs])
        matched = {index: known[match.position] for index, match in pairs.items()}
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
        items = self.items(entry, paragraph.items, "letters")
        changed += [f"letter {each}" for each in items.changed]
        if former is not None:
            self.filing.moved.append(Moved(was, entry.get("subject"), paragraph.number, items.labels, ()))
        if self.filing.before is not None and (changed or former is None):
            what = "; ".join(changed) if former is not None else "new"
            self.filing.changes.append(f"paragraph {number} ({entry.get('subject')}): {what}")
        return entry


def _is_alone(paragraph: Paragraph, section: Section) -> bool:
    """Whether the question is the only one under its headings."""
    return sum(one.heading == paragraph.heading for one in section.paragraphs) == 1


def _words(entry: Entry) -> str:
    """Return all words of a former question or item: the official words if there are any."""
    own = entry.get("text") or f"{entry.get('subject')} {entry.get('summary')}".strip()
    return "\n".join([own, *(_words(one) for name in ("items", "letters") for one in entry.entries(name))])


def _words_of(node: Paragraph | Item) -> str:
    return "\n".join([node.text, *(_words_of(item) for item in node.items)])


def _all_provisions(entry: Entry) -> str:
    return ", ".join([entry.get("provisions"), *(_all_provisions(one) for one in entry.entries("items"))])


def _labels(entry: Entry) -> list[str]:
    label = entry.get("label")
    return [label, *(f"{label} {below}" for one in entry.entries("items") for below in _labels(one))]


def _leaves(items: Sequence[Entry], above: str = "") -> Iterator[tuple[str, str]]:
    """Yield the complete label of each item without items below it, and its words."""
    for one in items:
        label = f"{above} {one.get('label')}".strip()
        below = one.entries("items")
        yield from _leaves(below, label) if below else [(label, _words(one))]


def _leaves_of(node: Paragraph | Item, above: str = "") -> Iterator[tuple[str, str]]:
    for one in node.items:
        label = f"{above} {one.label}".strip()
        yield from _leaves_of(one, label) if one.items else [(label, one.text)]


def _part(headings: Sequence[str]) -> str:
    """Return the part of the list that the outermost of *headings* names, as ``II``; empty when it names no part."""
    match = _PART.match(next((heading for heading in headings if heading), ""))
    return match[1].upper() if match else ""


def _plain(heading: str) -> str:
    return re.sub(r"\W+", " ", (heading_words(heading) or heading).casefold()).strip()


def _integer(text: str) -> int:
    return int(text) if re.fullmatch(r"\d{1,9}", text, re.ASCII) else 0


def _section_id(section: Section, taken: set[str]) -> str:
    """Return a short name for a section, from the numbers of its heading and of those above it: ``b3``."""
    labels = []
    for heading in (*section.within, section.heading):
        match = re.match(r"([IVX]{1,5}|[A-Z]|\d{1,3})\.", heading) or re.match(r"\w+ ([IVX]{1,5})\b", heading)
        labels.append(match[1].casefold() if match else "")
    # The part is not needed if there is a letter below it.
    found = "".join(labels[1:]) if len(labels) > 1 and any(labels[1:]) and labels[1][:1].isalpha() else "".join(labels)
    if not labels[-1]:
        found = f"{found}-{slug_of(section.heading, (), 'section')}".strip("-")
    name, number = found or "section", 2
    while name in taken:
        name, number = f"{found}-{number}", number + 1
    return name
