"""What a changed list of issues moves: replies to their questions, blocks to their items, references with them.

Nothing is written here, and no sentence is lost: what answers a question or item that is gone is parked, and what
cannot be placed for certain stays where it is and is listed.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from loipr.exchange.documents.new_pages import filed_list, gap_block, new_pages
from loipr.exchange.documents.update_data import Filing, Moved
from loipr.facts.acceptances import PATH as ACCEPTED
from loipr.facts.lists_of_issues import ListOfIssues, Question, parse_question_reference
from loipr.files.reading import read_text
from loipr.pages.page import PARKED, Page
from loipr.pages.reader import load_pages, read_page
from loipr.wording.sentences import listed

_ROLE = re.compile(r"(?<!`)\{question\}`([^`\n]{1,40})`(?!`)")
_FENCE = re.compile(r" {0,3}(:{3,})")
_QUESTION = re.compile(r"question:\s*\d+")
_FORMERLY = "formerly "
_OWNERS = ".github/CODEOWNERS"
_NOTE = re.compile(r"\[\^")


@dataclass(slots=True)
class Plan:
    """The files as they will be (None: gone), what was done to them, and what is left to a person.

    ``new`` are the pages that were not there and have no text yet.
    """

    files: dict[str, str | None] = field(default_factory=dict)
    new: list[str] = field(default_factory=list)
    done: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Block:
    """The lines of a ``{reply}`` block; ``labels`` are the items it answers, None where they cannot be read."""

    lines: list[str]
    labels: tuple[str, ...] | None

    def answers(self, labels: Sequence[str]) -> None:
        """Write the items that the block answers now."""
        self.labels = tuple(labels)
        self.lines[0] = re.sub(r"(\{reply\}).*", rf"\1 {listed(self.labels)}", self.lines[0])


@dataclass(slots=True)
class _Sheet:
    """A reply page in pieces: what stands before its blocks, the blocks, and the lines after each."""

    before: list[str]
    blocks: list[_Block]
    after: list[list[str]]

    def text(self) -> str:
        """Return the page; between two blocks stands one empty line at least."""
        lines = list(self.before)
        for block, after in zip(self.blocks, self.after, strict=True):
            lines += ["", *block.lines] if lines and lines[-1].strip() else block.lines
            lines += after
        return "\n".join(lines).rstrip("\n") + "\n"

    def take(self, block: _Block) -> None:
        """Take *block* out; what stands after it stays."""
        place = next(index for index, one in enumerate(self.blocks) if one is block)
        rest = self.after.pop(place)
        del self.blocks[place]
        if any(line.strip() for line in rest):
            target = self.after[place - 1] if place else self.before
            target += rest

    def add(self, block: _Block) -> None:
        self.blocks.append(block)
        self.after.append([""])

    def join(self) -> None:
        """Make one of the blocks that answer the same items, one text below the other."""
        for block in list(self.blocks):
            first = next(one for one in self.blocks if one.labels == block.labels)
            if first is not block and block.labels:
                fence = max((_fence_of(one) for one in (first, block)), key=len)
                opening = first.lines[0].lstrip(" :")
                first.lines = [f"{fence}{opening}", *first.lines[1:-1], "", *block.lines[1:-1], fence]
                self.take(block)

    def sort(self, order: Sequence[str]) -> bool:
        """Put the blocks into the *order* of their items, if nothing stands between them; return whether they are."""
        places = [
            min((order.index(one) for one in block.labels or () if one in order), default=-1) for block in self.blocks
        ]
        if places == sorted(places):
            return True
        if -1 in places or any(line.strip() for after in self.after[:-1] for line in after):
            return False
        last = self.after[-1]
        self.blocks = [block for _, block in sorted(zip(places, self.blocks, strict=True), key=lambda one: one[0])]
        self.after = [[""] for _ in self.blocks[1:]] + [last]
        return True


def plan_move(root: Path, filing: Filing) -> Plan:
    """Return what the list in *filing* does to the pages of the project at *root*."""
    return _Mover(root, filing).plan


class _Mover:
    def __init__(self, root: Path, filing: Filing):
        self.root = root
        self.filing = filing
        self.listing: ListOfIssues = filed_list(filing)
        self.pages = load_pages(root, [])
        self.moved = {one.was: one for one in filing.moved}
        self.plan = Plan()
        self.texts = {page.path: text for page in self.pages if (text := read_text(root, page.path, []))}
        self.names: dict[str, str] = {}
        self.waiting: dict[int, list[_Block]] = {}
        self.parked: set[str] = set()
        replies = [page for page in self.pages if page.is_reply and page.question in self.moved]
        sheets = {page.path: _sheet(self.texts[page.path], page) for page in replies if page.path in self.texts}
        self._retarget()
        sheets = {path: _sheet(self.texts[path], page) for page in replies if (path := page.path) in sheets}
        for page in replies:
            if page.path in sheets:
                self._take_out(page, sheets[page.path])
        for page in replies:
            if page.path in sheets:
                self._write(page, sheets[page.path])
        self._rename(replies)
        self._new_pages()
        self._sections()
        self.plan.left = [*self._lost_references(), *(self._named_now(line) for line in self.plan.left)]

    def _change(self, path: str, text: str) -> None:
        self.texts[path] = text
        self.plan.files[path] = text

    # References

    def _retarget(self) -> None:
        """Lead each ``{question}`` to where its question is now."""
        for page in self.pages:
            lines = self.texts.get(page.path, "").split("\n")
            for number in sorted({role.place.line for role in page.roles if role.name == "question"}):
                lines[number - 1] = self._with_references(
                    lines[number - 1], f"{page.path}:{number}", self._is_gone(page)
                )
            if lines != self.texts.get(page.path, "").split("\n"):
                self._change(page.path, "\n".join(lines))

    def _lost_references(self) -> Iterator[str]:
        """Yield each reference to what is gone, where it stands now."""
        for path, text in sorted(self.plan.files.items()):
            for number, line in enumerate((text or "").split("\n"), 1):
                for role in _ROLE.finditer(line if not path.startswith(f"{PARKED}/") else ""):
                    if role[1].startswith(_FORMERLY):
                        message = f"it referred to question {role[1].removeprefix(_FORMERLY)}, which is no longer there"
                        yield f"{path}:{number}: {message}; name another in its place"

    def _is_gone(self, page: Page) -> bool:
        question = self.moved.get(page.question or 0) if page.is_reply else None
        return question is not None and question.number is None

    def _with_references(self, line: str, place: str, is_gone: bool) -> str:
        done = len(self.plan.done)
        line = _ROLE.sub(lambda role: self._now(role, place), line)
        if is_gone:
            # What is parked is of no edition.
            del self.plan.done[done:]
        return line

    def _now(self, role: re.Match[str], place: str) -> str:
        reference = parse_question_reference(role[1])
        question = self.moved.get(reference[0]) if reference else None
        if reference is None or question is None:
            return role[0]
        found = self._place_now(question, reference[1])
        if found is None:
            # The number may be another question's now: what names none is an error until somebody has looked.
            return f"{{question}}`{_FORMERLY}{role[1]}`"
        now = f"{found[0]} {found[1]}".strip()
        if now == f"{reference[0]} {reference[1]}".strip():
            return role[0]
        self.plan.done.append(f"{place}: {{question}}`{role[1]}` is now {{question}}`{now}`")
        return f"{{question}}`{now}`"

    def _place_now(self, question: Moved, label: str) -> tuple[int, str] | None:
        """Return the number and label by which an item (or with no label the question) is asked now.

        Where an item is gone and what it was a part of has no items any more, that is asked in its place.
        """
        if found := self.filing.relocated.get((question.was, label)):
            return found
        if question.number is None:
            return None
        asked = self.listing.questions[question.number]
        if not label or (label not in question.items and not asked.items):
            return question.number, ""
        if now := question.items.get(label):
            return question.number, now
        above = label.rpartition(" ")[0]
        while above and not question.items.get(above):
            above = above.rpartition(" ")[0]
        part = asked.item(str(question.items[above])) if above else None
        divided = part.items if part is not None else asked.items
        return None if divided else (question.number, part.label if part is not None else "")

    # Replies

    def _take_out(self, page: Page, sheet: _Sheet) -> None:
        """Take the blocks of items that are gone from a question out of its page: to other pages, or to be parked."""
        question = self.moved[page.question or 0]
        gone: list[_Block] = []
        for block in list(sheet.blocks):
            places = {label: self._place_now(question, label) for label in block.labels or ()}
            has_notes = any(_NOTE.search(line) for line in block.lines)
            elsewhere = {place for place in places.values() if place and place[0] != question.number}
            if has_notes and (elsewhere or not any(places.values())) and (question.number is not None or elsewhere):
                labels = listed(list(places))
                self.plan.left.append(f"{page.path}: the reply to {labels} has notes; move it with them by hand")
            elif len(elsewhere) == 1 and len(places) == 1:
                [(number, label)] = elsewhere
                sheet.take(block)
                block.answers([label])
                self.waiting.setdefault(number, []).append(block)
                self.plan.done.append(
                    f"{page.path}: what answered item {next(iter(places))} answers question {number} {label} now"
                )
            elif question.number is not None and places and not any(places.values()):
                sheet.take(block)
                gone.append(block)
        if gone:
            self._park_blocks(page, question, gone)

    def _park_blocks(self, page: Page, question: Moved, blocks: list[_Block]) -> None:
        labels = [label for block in blocks for label in block.labels or ()]
        name = f"{Path(page.path).stem}-{'-'.join(re.sub(r'[^a-z]+', '-', label).strip('-') for label in labels)}"
        text = "\n".join("\n".join([*block.lines, ""]) for block in blocks)
        front = f"---\nquestion: {question.was}\n---\n\n# {page.title}, formerly {listed(labels)}\n\n"
        path = self._park(name[:80], front + text)
        self.plan.done.append(f"{page.path}: what answered {listed(labels)} is parked in {path}")

    def _park(self, name: str, text: str) -> str:
        path, number = f"{PARKED}/{name}.md", 2
        while path in self.parked or (self.root / path).exists():
            path, number = f"{PARKED}/{name}-{number}.md", number + 1
        self.parked.add(path)
        self.plan.files[path] = text
        return path

    def _write(self, page: Page, sheet: _Sheet) -> None:
        """Write the page of a question as its new number and items have it."""
        question = self.moved[page.question or 0]
        if question.number is None:
            path = self._park(Path(page.path).stem, sheet.text())
            self.plan.files[page.path] = None
            self.plan.done.append(
                f"{page.path}: question {question.was} ({question.subject}) is gone; parked in {path}"
            )
            return
        asked = self.listing.questions[question.number]
        before = self.texts[page.path]
        if question.number != question.was:
            place = page.place_of("question").line - 1
            sheet.before[place] = _QUESTION.sub(f"question: {question.number}", sheet.before[place])
            self.plan.done.append(f"{page.path}: question {question.was} is now {question.number}")
        if asked.items:
            self._place_blocks(page, sheet, question, asked)
        elif sheet.blocks:
            self.plan.left.append(
                f"{page.path}: question {asked.number} has no items now; its replies stand one below the other"
            )
            for block in sheet.blocks:
                block.lines = block.lines[1:-1]
        if not question.sure:
            message = f"look whether it answers question {asked.number} ({asked.subject}), where it was placed"
            self.plan.left.append(f"{page.path}: {message}")
        if (text := sheet.text()) != before:
            self._change(page.path, text)

    def _place_blocks(self, page: Page, sheet: _Sheet, question: Moved, asked: Question) -> None:
        order = [item.label for item in asked.walk()]
        had_blocks = bool(sheet.blocks)
        for block in sheet.blocks:
            self._rename_items(page, block, question)
        for block in self.waiting.pop(asked.number, ()):
            sheet.add(block)
        sheet.join()
        answered = {label for block in sheet.blocks for label in block.labels or ()}
        for item in asked.items:
            below = [item, *item.walk()]
            if not any(one.label in answered for one in below):
                missing = [item.label]
            else:
                above = {item.label} & answered
                missing = [] if above else [one.label for one in below if not one.items and one.label not in answered]
            for label in missing:
                lines = gap_block(label, page.lead or asked.lead).rstrip("\n").split("\n")
                sheet.add(_Block(lines, (label,)))
                self.plan.done.append(f"{page.path}: a gap was added for item {label}, which is new")
        if not sheet.sort(order):
            self.plan.left.append(f"{page.path}: text stands between the replies; put them into the order of the items")
        if (
            not had_blocks
            and question.items == {}
            and any(line.strip() for line in sheet.before[_front(sheet.before) :])
        ):
            self.plan.left.append(f"{page.path}: question {asked.number} has items now; divide its text among them")

    def _rename_items(self, page: Page, block: _Block, question: Moved) -> None:
        """Write into a block the labels that its items have now; where some of them are gone, this is listed."""
        if block.labels is None or any(label not in question.items for label in block.labels):
            self.plan.left.append(f"{page.path}: “{block.lines[0].strip()}” names items that the list did not have")
            return
        places = [self._place_now(question, label) for label in block.labels]
        now = [place[1] if place is not None and place[0] == question.number else None for place in places]
        kept = list(dict.fromkeys(label for label in now if label is not None))
        if not kept:
            return
        if None in now:
            gone = [label for label, place in zip(block.labels, now, strict=True) if place is None]
            message = f"one reply to {listed(block.labels)}, of which {listed(gone)} is gone: take its part out"
            self.plan.left.append(f"{page.path}: {message}")
        if tuple(kept) != block.labels:
            self.plan.done.append(f"{page.path}: what answered {listed(block.labels)} answers {listed(kept)} now")
        unsure = [label for label in block.labels if label in question.unsure_items and question.items[label]]
        if unsure:
            labels = listed([str(question.items[label]) for label in unsure])
            self.plan.left.append(f"{page.path}: look whether it answers {labels}, formerly {listed(unsure)}")
        block.answers(kept)

    # Names of files

    def _rename(self, replies: list[Page]) -> None:
        """Name each page after the number of its question, and the links to it."""
        for page in replies:
            question = self.moved[page.question or 0]
            folder, _, name = page.path.rpartition("/")
            start = f"q{question.was:02}-"
            if question.number is not None and question.number != question.was and name.startswith(start):
                self.names[page.path] = f"{folder}/q{question.number:02}-{name.removeprefix(start)}"
        taken = {page.path for page in self.pages} - set(self.names)
        self.names = {old: new for old, new in self.names.items() if new not in taken}
        if not self.names:
            return
        stems = {Path(old).stem: Path(new).stem for old, new in self.names.items()}
        link = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, stems))})(?=\.md\b|[\s>)#]|$)", re.MULTILINE)
        texts = {path: text for path, text in self.texts.items() if self.plan.files.get(path, text) is not None}
        if (self.root / ACCEPTED).exists():
            texts[ACCEPTED] = read_text(self.root, ACCEPTED, []) or ""
        for path, text in texts.items():
            linked = link.sub(lambda one: stems[one[0]], text)
            if linked != text:
                self._change(path, linked)
        if (self.root / _OWNERS).exists():
            self.plan.left.append("run `python -m loipr owners`: pages have other names now")
        fresh = {new: self.texts[old] for old, new in self.names.items()}
        for old in self.names:
            self.plan.files[old] = None
        self.plan.files |= fresh

    def _named_now(self, line: str) -> str:
        path, colon, rest = line.partition(":")
        return f"{self.names.get(path, path)}{colon}{rest}"

    def _new_pages(self) -> None:
        """Add the pages that are missing, with what was waiting for them in the place of its gap."""
        for path, text in new_pages(self.root, self.filing).items():
            page = read_page(text, path, [])
            sheet = _sheet(text, page)
            for block in self.waiting.pop(page.question or 0, ()):
                sheet.blocks = [block if one.labels == block.labels else one for one in sheet.blocks]
            self.plan.files[path] = sheet.text() if page.replies else text
            self.plan.new.append(path)
        assert not self.waiting, "every question of the list has a page, or gets one"

    # Sections

    def _sections(self) -> None:
        """Take the pages of sections that are gone out of the contents, and name those of new ones there."""
        drawn = {one.argument: page for page in self.pages for one in page.directives if one.name == "question-list"}
        for name in self.filing.gone_sections:
            if (page := drawn.get(name)) is not None:
                self._drop_section(page)
        shown = [
            (one.id, drawn[one.id].docname if one.id in drawn else f"sections/{one.id}")
            for one in self.listing.sections
        ]
        for index, (name, docname) in enumerate(shown):
            if name in drawn or not drawn:
                continue
            near = [(one, 1) for _, one in reversed(shown[:index])] + [(one, 0) for _, one in shown[index + 1 :]]
            if not any(self._enter(docname, other, after) for other, after in near):
                heading = self.listing.sections[index].heading
                self.plan.left.append(
                    f"section {name} (“{heading}”) is new: name its page, {docname}, in a table of contents"
                )

    def _drop_section(self, page: Page) -> None:
        own = [one for one in page.prose if not one.heading]
        if own or len(page.directives) > 1:
            self.plan.left.append(
                f"{page.path}: its section is no longer in the list; delete the page, or draw another"
            )
            return
        self.plan.files[page.path] = None
        self.plan.done.append(f"{page.path}: its section is no longer in the list; the page was deleted")
        for path, number in self._entries(page.docname):
            lines = self.texts[path].split("\n")
            del lines[number]
            self._change(path, "\n".join(lines))

    def _enter(self, docname: str, other: str, after: int) -> bool:
        """Name *docname* in the contents that name the page *other*: before it, or *after* it."""
        for path, number in self._entries(other):
            lines = self.texts[path].split("\n")
            entry = posixpath.relpath(docname, posixpath.dirname(path.removeprefix("docs/")) or ".")
            lines.insert(number + after, entry)
            self._change(path, "\n".join(lines))
            self.plan.done.append(f"{path}: the section {docname} is new, and stands in these contents now")
            return True
        return False

    def _entries(self, docname: str) -> Iterator[tuple[str, int]]:
        """Yield where tables of contents name the page *docname*: the file, and the line from 0."""
        for page in self.pages:
            text = self.texts.get(page.path, "")
            if self.plan.files.get(page.path, text) is None or not any(
                one.name == "toctree" for one in page.directives
            ):
                continue
            inside = ""
            for number, line in enumerate(text.split("\n")):
                fence = re.match(r"\s*(:{3,}|`{3,})(\{toctree\})?", line)
                if fence:
                    inside = fence[1] if fence[2] else ""
                elif inside and _leads_to(line, page.docname) == docname:
                    yield page.path, number
                    break


def _leads_to(entry: str, page: str) -> str:
    target = entry.strip()
    target = target[:-1].rpartition("<")[2] if target.endswith(">") else target
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(page), target)).lstrip("/").removesuffix(".md")


def _front(lines: Sequence[str]) -> int:
    """Return where the text of a page begins: below its front matter and its heading."""
    closing = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), 0)
    return next(
        (number + 1 for number, line in enumerate(lines) if number > closing and line.startswith("# ")), closing + 1
    )


def _sheet(text: str, page: Page) -> _Sheet:
    """Divide a reply page into its blocks and what stands around them."""
    lines = text.rstrip("\n").split("\n")
    starts = {reply.place.line - 1: reply for reply in page.replies}
    sheet = _Sheet([], [], [])
    number = 0
    while number < len(lines):
        target = sheet.after[-1] if sheet.after else sheet.before
        if number not in starts:
            target.append(lines[number])
            number += 1
            continue
        end = _end_of(lines, number)
        sheet.blocks.append(_Block(lines[number:end], starts[number].labels))
        sheet.after.append([])
        number = end
    return sheet


def _fence_of(block: _Block) -> str:
    opened = _FENCE.match(block.lines[0])
    return opened[1] if opened else ":::"


def _end_of(lines: Sequence[str], start: int) -> int:
    """Return the line behind the block that begins at *start*: a fence of its length ends it, as for the parser."""
    opened = _FENCE.match(lines[start])
    length = len(opened[1]) if opened else 3
    for number in range(start + 1, len(lines)):
        closing = _FENCE.match(lines[number])
        if closing and len(closing[1]) >= length and not lines[number].strip().strip(":"):
            return number + 1
    return len(lines)


def outside(root: Path, files: Iterable[str]) -> list[str]:
    """Return a line for each of *files* that would be written outside the project."""
    fault = "this leads outside the project; make its folder here"
    return [f"{path}: {fault}" for path in files if not (root / path).resolve().is_relative_to(root.resolve())]


def write_all(root: Path, files: Mapping[str, str | None]) -> None:
    """Write *files* (None: delete), all of them or none.

    :raises OSError: when one cannot be written; the others are as they were.
    """
    before: dict[Path, bytes | None] = {}
    try:
        for path, text in sorted(files.items(), key=lambda one: one[1] is None):
            file = root / path
            before[file] = file.read_bytes() if file.exists() else None
            if text is None:
                file.unlink(missing_ok=True)
                continue
            file.parent.mkdir(parents=True, exist_ok=True)
            fresh = file.with_name(f".{file.name}.new")
            fresh.write_bytes(text.encode("utf-8"))
            fresh.replace(file)
    except OSError:
        for file, content in before.items():
            if content is None:
                file.unlink(missing_ok=True)
            else:
                file.write_bytes(content)
        raise
