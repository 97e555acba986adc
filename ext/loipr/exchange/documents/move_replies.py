"""Plans the moves for a changed list of issues: replies to their questions, blocks to their items, and references.

Nothing is written here, and no sentence is lost: a reply to a deleted question or item is parked. If the new place of a
text is not certain, the text stays, and is listed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from loipr.exchange.documents.move_plan import Plan
from loipr.exchange.documents.move_sections import move_sections
from loipr.exchange.documents.new_pages import filed_list, gap_block, new_pages
from loipr.exchange.documents.reply_sheet import Block, Sheet, front_of, sheet_of
from loipr.exchange.documents.update_data import Filing, Moved
from loipr.facts.acceptances import PATH as ACCEPTED
from loipr.facts.lists_of_issues import ListOfIssues, Question, parse_question_reference
from loipr.files.reading import read_text
from loipr.pages.page import PARKED, Page
from loipr.pages.reader import load_pages, read_page
from loipr.wording.sentences import listed

_ROLE = re.compile(r"(?<!`)\{question\}`([^`\n]{1,40})`(?!`)")
_QUESTION = re.compile(r"question:\s*\d+")
_FORMERLY = "formerly "
_OWNERS = ".github/CODEOWNERS"
_CLEARED = re.compile(r"(status:\s*[\"']?)cleared\b")


def plan_move(root: Path, filing: Filing) -> Plan:
    """Return the changes that the list in *filing* makes to the pages of the project at *root*."""
    return _Mover(root, filing).move()


class _Mover:
    """Plans all moves: first the references, then the blocks that leave their pages, then each page."""

    def __init__(self, root: Path, filing: Filing):
        self.root = root
        self.filing = filing
        self.listing: ListOfIssues = filed_list(filing)
        self.pages = load_pages(root, [])
        self.moved = {one.was: one for one in filing.moved}
        self.plan = Plan()
        self.plan.texts |= {page.path: text for page in self.pages if (text := read_text(root, page.path, []))}
        self.names: dict[str, str] = {}
        self.waiting: dict[int, list[Block]] = {}

    def move(self) -> Plan:
        """Return the plan for the files."""
        replies = [page for page in self.pages if page.is_reply and page.question in self.moved]
        self._retarget()
        sheets = [(page, sheet_of(self.plan.texts[page.path], page)) for page in replies]
        for page, sheet in sheets:
            self._take_out(page, sheet)
        for page, sheet in sheets:
            self._write(page, sheet)
        self._rename(replies)
        self._new_pages()
        move_sections(self.plan, self.pages, self.filing, self.listing)
        self.plan.left = [*self._lost_references(), *(self._named_now(line) for line in self.plan.left)]
        return self.plan

    # References

    def _retarget(self) -> None:
        """Change each ``{question}`` to the present number of its question."""
        for page in self.pages:
            lines = self.plan.texts.get(page.path, "").split("\n")
            for number in sorted({role.place.line for role in page.roles if role.name == "question"}):
                lines[number - 1] = self._with_references(
                    lines[number - 1], f"{page.path}:{number}", self._is_gone(page)
                )
            if lines != self.plan.texts.get(page.path, "").split("\n"):
                self.plan.write(page.path, "\n".join(lines))

    def _lost_references(self) -> Iterator[str]:
        """Yield each reference to a deleted question or item, with its present place."""
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
            # Parked texts are in no edition.
            del self.plan.done[done:]
        return line

    def _now(self, role: re.Match[str], place: str) -> str:
        reference = parse_question_reference(role[1])
        question = self.moved.get(reference[0]) if reference else None
        if reference is None or question is None:
            return role[0]
        found = self._place_now(question, reference[1])
        if found is None:
            # The number may belong to another question now. A reference to no question is an error until somebody
            # corrects it.
            return f"{{question}}`{_FORMERLY}{role[1]}`"
        now = f"{found[0]} {found[1]}".strip()
        if now == f"{reference[0]} {reference[1]}".strip():
            return role[0]
        self.plan.done.append(f"{place}: {{question}}`{role[1]}` is now {{question}}`{now}`")
        return f"{{question}}`{now}`"

    def _place_now(self, question: Moved, label: str) -> tuple[int, str] | None:
        """Return the present number and label of an item (with an empty label: of the question).

        If an item is gone and its parent has no items any more, the parent takes its place.
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

    def _take_out(self, page: Page, sheet: Sheet) -> None:
        """Take the blocks of items that left a question out of its page: they move to other pages, or are parked."""
        question = self.moved[page.question or 0]
        gone: list[Block] = []
        for block in list(sheet.blocks):
            places = {label: self._place_now(question, label) for label in block.labels or ()}
            elsewhere = {place for place in places.values() if place and place[0] != question.number}
            moves = len(elsewhere) == 1 and len(places) == 1
            parks = question.number is not None and bool(places) and not any(places.values())
            if (moves or parks) and not sheet.take_notes(block):
                labels = listed(list(places))
                message = f"the reply to {labels} holds a footnote that other text refers to; move it by hand"
                self.plan.left.append(f"{page.path}: {message}")
            elif moves:
                [(number, label)] = elsewhere
                sheet.take(block)
                block.answers([label])
                self.waiting.setdefault(number, []).append(block)
                self.plan.done.append(
                    f"{page.path}: what answered item {next(iter(places))} answers question {number} {label} now"
                )
            elif parks:
                sheet.take(block)
                gone.append(block)
        if gone:
            self._park_blocks(page, question, gone)

    def _park_blocks(self, page: Page, question: Moved, blocks: list[Block]) -> None:
        labels = [label for block in blocks for label in block.labels or ()]
        name = f"{Path(page.path).stem}-{'-'.join(re.sub(r'[^a-z]+', '-', label).strip('-') for label in labels)}"
        sheet = Sheet(["---", f"question: {question.was}", "---", "", f"# {page.title}, formerly {listed(labels)}", ""])
        for block in blocks:
            sheet.add(block)
        path = self._park(name[:80], sheet.text())
        self.plan.done.append(f"{page.path}: what answered {listed(labels)} is parked in {path}")

    def _park(self, name: str, text: str) -> str:
        path, number = f"{PARKED}/{name}.md", 2
        while path in self.plan.files or (self.root / path).exists():
            path, number = f"{PARKED}/{name}-{number}.md", number + 1
        self.plan.files[path] = text
        return path

    def _write(self, page: Page, sheet: Sheet) -> None:
        """Write the page of a question with its new number and items."""
        question = self.moved[page.question or 0]
        if question.number is None:
            self._reopen(page, sheet)
            path = self._park(Path(page.path).stem, sheet.text())
            self.plan.remove(page.path)
            self.plan.done.append(
                f"{page.path}: question {question.was} ({question.subject}) is gone; parked in {path}"
            )
            return
        asked = self.listing.questions[question.number]
        before = self.plan.texts[page.path]
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
                block.lines = block.inner
        if not question.sure:
            message = f"look whether it answers question {asked.number} ({asked.subject}), where it was placed"
            self.plan.left.append(f"{page.path}: {message}")
        if sheet.text() != before or not question.sure:
            self._reopen(page, sheet)
        if (text := sheet.text()) != before:
            self.plan.write(page.path, text)

    def _reopen(self, page: Page, sheet: Sheet) -> None:
        """Make a draft again of a reply that was cleared: what it answers is no longer the same."""
        if page.status == "cleared":
            place = page.place_of("status").line - 1
            sheet.before[place] = _CLEARED.sub(r"\1draft", sheet.before[place])
            self.plan.done.append(f"{page.path}: it was cleared, and is a draft again; clear it anew when it is right")

    def _place_blocks(self, page: Page, sheet: Sheet, question: Moved, asked: Question) -> None:
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
                sheet.add(Block(lines, (label,)))
                self.plan.done.append(f"{page.path}: a gap was added for item {label}, which is new")
        if not sheet.sort(order):
            self.plan.left.append(f"{page.path}: text stands between the replies; put them into the order of the items")
        text = sheet.before[front_of(sheet.before) :]
        if not had_blocks and not question.items and any(line.strip() for line in text):
            self.plan.left.append(f"{page.path}: question {asked.number} has items now; divide its text among them")

    def _rename_items(self, page: Page, block: Block, question: Moved) -> None:
        """Write the present labels of its items into a block; if some of them are gone, list this."""
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
        """Rename each page after the number of its question, and change the links to it."""
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
        texts = dict(self.plan.texts)
        if (self.root / ACCEPTED).exists():
            texts[ACCEPTED] = read_text(self.root, ACCEPTED, []) or ""
        for path, text in texts.items():
            linked = link.sub(lambda one: stems[one[0]], text)
            if linked != text:
                self.plan.write(path, linked)
        if (self.root / _OWNERS).exists():
            self.plan.left.append("run `python -m loipr owners`: pages have other names now")
        fresh = {new: self.plan.texts[old] for old, new in self.names.items()}
        for old in self.names:
            self.plan.remove(old)
        for new, text in fresh.items():
            self.plan.write(new, text)

    def _named_now(self, line: str) -> str:
        path, colon, rest = line.partition(":")
        return f"{self.names.get(path, path)}{colon}{rest}"

    def _new_pages(self) -> None:
        """Add the missing pages; blocks that waited for them take the place of their gaps."""
        for path, text in new_pages(self.root, self.filing).items():
            page = read_page(text, path, [])
            sheet = sheet_of(text, page)
            for block in self.waiting.pop(page.question or 0, ()):
                sheet.replace(block)
            self.plan.files[path] = sheet.text() if page.replies else text
            self.plan.new.append(path)
        for number, blocks in self.waiting.items():
            # Its page exists, but cannot be read.
            self.plan.left.append(f"question {number} has no page that can be read; what answers it is parked")
            sheet = Sheet([])
            for block in blocks:
                sheet.add(block)
            self._park(f"q{number:02}", sheet.text())
