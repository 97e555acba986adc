"""The trees with the changes in them: who takes all changes reads the new revision, who takes none the old one."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from docutils import nodes
from docutils.utils import new_document
from sphinx import addnodes

from loipr.markup.nodes import chart, deleted, figure_reference, inserted, item_label, reply_block
from loipr.revisions.block import Leaf
from loipr.revisions.mark_trees import mark_trees
from loipr.revisions.redline import redline
from loipr.revisions.tree_blocks import TreeBlock, tree_blocks

#: A page is a list of parts: what it is, and its texts (of a table: its rows).
Part = tuple[str, list[str]]
_WORDS = ["the", "law", "of", "2023", "*297,434*", "and", "courts", ".", ",", "workers", "State", "33 (1)", "**bold**"]


def tree_of(parts: Sequence[Part]) -> nodes.document:
    """Return the tree of a page, as Sphinx has it."""
    document = new_document("page")
    section = nodes.section(ids=["top"])
    document += section
    section += nodes.title("", "The page")
    around: nodes.Element = section
    for kind, texts in parts:
        if kind == "heading":
            around = nodes.section("", nodes.title("", "", *words_of(texts[0])), ids=["a"])
            section += around
        elif kind == "reply":
            around = reply_block("", item_label("", texts[0]), labels=texts[:1])
            section += around
        else:
            around += _made(kind, texts)
    return document


def _made(kind: str, texts: Sequence[str]) -> nodes.Element:
    if kind == "list":
        return nodes.bullet_list("", *(nodes.list_item("", paragraph(text)) for text in texts))
    if kind == "gap":
        title = nodes.title("", f"To be supplied by {texts[0].split()[0]}")
        return nodes.admonition("", title, *map(paragraph, texts))
    if kind == "note":
        return nodes.footnote("", nodes.label("", "1"), *map(paragraph, texts), ids=["note"])
    if kind == "chart":
        return nodes.figure("", chart(chart=texts[0], alt=texts[0]), nodes.caption("", texts[0].split()[0]))
    if kind == "table":
        rows = [nodes.row("", *(nodes.entry("", paragraph(cell)) for cell in text.split(" / "))) for text in texts]
        columns = max(map(len, rows))
        specs = [nodes.colspec(colwidth=1) for _ in range(columns)]
        return nodes.table("", nodes.tgroup("", *specs, nodes.tbody("", *rows), cols=columns))
    return paragraph(texts[0])


def paragraph(text: str) -> nodes.paragraph:
    return nodes.paragraph("", "", *words_of(text))


def words_of(text: str) -> Iterator[nodes.Node]:
    """Yield the nodes of a line: figures between asterisks, bold words between two, and plain words."""
    for number, word in enumerate(text.split(" ")):
        if number:
            yield nodes.Text(" ")
        if word.startswith("**"):
            yield nodes.strong("", word.strip("*"))
        elif word.startswith("*"):
            yield figure_reference("", word.strip("*"), short=[])
        else:
            yield nodes.Text(word)


def marked(old: Sequence[Part], new: Sequence[Part]) -> nodes.document:
    """Return the tree of *new* with what changed since *old*."""
    known: dict[int, TreeBlock] = {}
    leaves = []
    tree = new_document("none")
    for parts in (old, new):
        tree = tree_of(parts)
        blocks = list(tree_blocks(tree, "docs/a.md", Path()))
        known |= {id(one.block): one for one in blocks}
        leaves.append(Leaf("docs/a.md", "A", "a", None, (), tuple(one.block for one in blocks)))
    mark_trees(redline(leaves[:1], leaves[1:]), known, {"a": tree})
    return tree


def taken(tree: nodes.document, *, new: bool) -> list[str]:
    """Return the texts of the blocks that are left when all changes of *tree* are taken, or none."""
    copy = tree.deepcopy()
    # What is said of a picture is no part of the text.
    for said in list(copy.findall(addnodes.only)):
        said.parent.remove(said)
    gone, mark = (deleted, "deleted") if new else (inserted, "inserted")
    for node in list(copy.findall(nodes.Element)):
        if isinstance(node, gone) or node.get("mark") == mark:
            node.parent.remove(node)
    return texts(copy)


def texts(tree: nodes.document) -> list[str]:
    found = []
    for node in tree.findall(nodes.Element):
        if isinstance(node, chart):
            found.append(node["alt"])
        elif isinstance(node, nodes.TextElement) and not isinstance(node, nodes.Inline | nodes.label):
            found.append("".join(node.astext().split()))
    return [text for text in found if text]


def marks(tree: nodes.document) -> str:
    """Return the text of *tree* with its changes."""
    for node in list(tree.findall(nodes.Element)):
        if isinstance(node, inserted | deleted):
            sign = "+" if isinstance(node, inserted) else "-"
            node.replace_self(nodes.Text(f"{{{sign}{node.astext()}{sign}}}"))
    return " | ".join(text.astext() for text in tree.findall(nodes.TextElement) if not isinstance(text, nodes.Inline))


P = "paragraph"


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ([(P, ["In 2024 *297,434* persons"])], [(P, ["In 2024 *297,414* persons"])], "In 2024 {-297,434-}{+297,414+} persons"),
        ([(P, ["a law"])], [(P, ["a **law**"])], "a {-law-}{+law+}"),
        ([(P, ["one two three four"])], [], "{-one two three four-}"),
        ([], [("list", ["one", "two"])], "{+one+} | {+two+}"),
        ([("list", ["one", "two"])], [("list", ["one"])], "one | {-two-}"),
        ([("table", ["a / b", "c / d"])], [("table", ["a / b", "c / e"])], "a | b | c | {-d-}{+e+}"),
        ([("table", ["a / b", "c / d"])], [("table", ["a / b"])], "a | b | {-c-} | {-d-}"),
        ([("gap", ["MOL says"])], [("gap", ["MFA says"])], "To be supplied by {-MOL-}{+MFA+} | {-MOL-}{+MFA+} says"),
        ([("heading", ["The end"])], [], "{-The end-}"),
    ],
)  # fmt: skip
def test_where_changes_stand(old: list[Part], new: list[Part], found: str) -> None:
    assert marks(marked(old, new)) == f"The page | {found}"


def test_nothing_changed() -> None:
    parts: list[Part] = [("heading", ["One"]), (P, ["Two *3*"]), ("table", ["a / b"]), ("chart", ["c d"])]
    assert marked(parts, parts).pformat() == tree_of(parts).pformat()


def test_a_chart_is_there_as_it_was_and_as_it_is() -> None:
    tree = marked([("chart", ["2023: 4"])], [("chart", ["2023: 5"])])
    assert [(one["alt"], one["mark"]) for one in tree.findall(chart)] == [
        ("2023: 4", "deleted"),
        ("2023: 5", "inserted"),
    ]


def test_five_hundred_random_edits() -> None:
    """Words, items, rows, cells, columns, headings, gaps, notes and charts come, go, change and move; none is lost."""
    chance = random.Random(17)  # noqa: S311  # the same edits in every run
    for number in range(500):
        old = [_part(chance) for _ in range(chance.randint(1, 25))]
        new = [(kind, list(own)) for kind, own in old]
        for _ in range(chance.randint(1, 5)):
            _edit(new, chance)
        tree = marked(old, new)
        assert taken(tree, new=True) == texts(tree_of(new)), number
        assert taken(tree, new=False) == texts(tree_of(old)), number
        has_marks = any(isinstance(node, inserted | deleted) or "mark" in node for node in tree.findall(nodes.Element))
        assert has_marks == (old != new), number


def _part(chance: random.Random) -> Part:
    kind = chance.choice([P, P, P, "list", "table", "gap", "note", "chart", "heading", "reply"])
    if kind == "table":
        columns = chance.randint(1, 4)
        return kind, [" / ".join(_text(chance, 3) for _ in range(columns)) for _ in range(chance.randint(1, 6))]
    return kind, [_text(chance, 12) for _ in range(chance.randint(1, 4) if kind in ("list", "gap", "note") else 1)]


def _text(chance: random.Random, most: int) -> str:
    return " ".join(chance.choices(_WORDS, k=chance.randint(1, most)))


def _edit(parts: list[Part], chance: random.Random) -> None:
    """Change one thing."""
    how = chance.choice(("come", "go", "move", "word", "one more", "one less"))
    at = chance.randrange(len(parts)) if parts else 0
    if how == "come" or not parts:
        parts.insert(at, _part(chance))
    elif how == "go":
        del parts[at]
    elif how == "move":
        parts.insert(chance.randrange(len(parts)), parts.pop(at))
    else:
        own = parts[at][1]
        place = chance.randrange(len(own))
        if how == "word":
            words = own[place].split(" ")
            words[chance.randrange(len(words))] = chance.choice(["new", "*3*", "**x**"])
            own[place] = " ".join(words).replace("/ new /", "/ new")
        elif parts[at][0] in ("list", "table", "gap", "note") and how == "one more":
            own.insert(place, own[place])
        elif len(own) > 1:
            del own[place]
