"""A word in every place of a page that we know of: each construct of Markdown and of our blocks, within each other."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from loipr.pages.vocabulary import DIRECTIVES, ROLES
from support.pictures import PNG
from support.project import Project

#: Constructs within a line; W is the word.
INLINE: Mapping[str, str] = {
    "plain": "W",
    "italics": "*W*",
    "bold": "**W**",
    "bold italics": "***W***",
    "underscores": "_W_",
    "code": "`W`",
    "double code": "`` W ``",
    "link": "[W](https://example.org)",
    "link to a page": "[W](/sources.md)",
    "title of a link": '[x](https://example.org "W")',
    "title in brackets": "[x](https://example.org (W))",
    "link by name": "[W][y]",
    "name of a link": "[x][W]",
    "description": "![W](/map.png)",
    "title of a picture": '![x](/map.png "W")',
    "address": "<https://example.org/W>",
    "bare address": "https://example.org/W",
    "tag": "<W>",
    "in a tag": "<b>W</b>",
    "attribute": '<a title="W">x</a>',
    "remark": "x <!-- W -->",
    "entity": "&W;",
    "escaped": r"\W",
    "label of a note": "x[^W]",
    "note here": "x^[W]",
    "struck": "~~W~~",
    "marked": "==W==",
    "formula": "$W$",
    "large formula": "$$W$$",
    "name in braces": "{W}",
    "two braces": "{{ W }}",
    "brackets": "[W]",
    "task": "[ ] W",
    "attributes": "x{.W}",
    "comment within": "x % W",
    "name within": "x (W)=",
    "colons": ":::W",
    "bars": "x | W | y",
    "hard break": "W\\\nx",
    "second line": "x\nW",
    "unknown role": "{odd}`W`",
    "role of a domain": "{std:term}`W`",
    "link and label": "{ref}`W <there>`",
    "page and words": "{doc}`W </sources>`",
    "short and long": "{abbr}`X (W)`",
    "html entity after": "&amp;W;",
    **{f"role {name}": f"{{{name}}}`W`" for name in sorted(ROLES)},
}
#: Constructs of whole lines.
BLOCKS: Mapping[str, str] = {
    **{f"heading {level}": f"{'#' * level} W\n\nx" for level in range(1, 8)},
    "closed heading": "## x ## W\n\nx",
    "underlined": "W\n---\n\nx",
    "double underlined": "W\n===\n\nx",
    "bullet": "- W",
    "star": "* W",
    "plus": "+ W",
    "number": "1. W",
    "bracket": "1) W",
    "late number": "7. W",
    "second paragraph of an item": "- x\n\n  W",
    "lazy item": "- x\nW",
    "quotation": "> W",
    "lazy quotation": "> x\nW",
    "indented": "    W",
    "tab": "\tW",
    "indented after": "x\n\n     W",
    "fence": "```\nW\n```",
    "language": "```W\nx\n```",
    "text after a language": "```text W\nx\n```",
    "tildes": "~~~\nW\n~~~",
    "after a fence": "```text\nx\n``` W",
    "head": "| W | x |\n|---|---|\n| y | z |",
    "cell": "| x | y |\n|---|---|\n| W | z |",
    "cell too many": "| x | y |\n|---|---|\n| a | b | W |",
    "below the head": "| x | y |\n|---|---|W\n| a | b |",
    "row without bars": "| x | y |\n|---|---|\n| a | b |\nW",
    "term": "W\n: x",
    "meaning": "x\n: W",
    "comment": "% W",
    "break": "+++ W",
    "data of a break": '+++ {"a": "W"}',
    "name": "(W)=\nx",
    "address": "[y]: https://example.org/W",
    "definition": "[W]: https://example.org",
    "title of a definition": '[y]: https://example.org "W"',
    "note": "x[^n]\n\n[^n]: W",
    "second paragraph of a note": "x[^n]\n\n[^n]: y\n\n    W",
    "note without reference": "[^n]: W",
    "tag": "<div>\nW\n</div>",
    "remark": "<!-- W -->",
    "remark of lines": "<!--\nW\n-->",
    "instruction": "<?W?>",
    "cdata": "<![CDATA[W]]>",
    "front matter": "---\nW: x\n---",
    "line": "--- W",
    "formula": "$$\nW\n$$",
    "labelled formula": "$$\nx\n$$ (W)",
    "field": ":W: x",
    "value of a field": ":x: W",
    "colons": ":::W\nx\n:::",
    "colons and blank": "::: W\nx\n:::",
    "after colons": ":::{note}\nx\n::: W",
    "two colons": "::{note}\nW\n::",
    "attributes": "{.W}\nx",
    "substitution": "{{ W }}",
    "alignment": "| x |\n|:-W-:|\n| y |",
    "merged": "<<<<<<< W\nx\n=======\ny\n>>>>>>> z",
    "list-table": ":::{list-table} x\n* - a\n  - W\n:::",
    "block in backticks": "```{note}\nW\n```",
    "options in dashes": ":::{note}\n---\nclass: W\n---\nx\n:::",
    "legend": ":::{figure} /map.png\n:alt: x\n\ny\n\nW\n:::",
    "caption of a picture": ":::{figure} /map.png\n:alt: x\n\nW\n:::",
    "caption of a table": ":::{table} W\n| x | y |\n|---|---|\n| a | b |\n:::",
    "caption of data": ":::{data-table} money\n:caption: W\n:::",
    "caption of a chart": ":::{data-chart} placements\n:caption: W\n:columns: period, total\n:where: period = 2022 | 2023\n:::",
    **{f"{name}: argument": f":::{{{name}}} W\n:::" for name in sorted(DIRECTIVES)},
    **{f"{name}: argument and body": f":::{{{name}}} W\nx\n:::" for name in sorted(DIRECTIVES)},
    **{f"{name}: body": f":::{{{name}}}\nW\n:::" for name in sorted(DIRECTIVES)},
    **{f"{name}: odd option": f":::{{{name}}} placements\n:odd: W\n:::" for name in sorted(DIRECTIVES)},
    **{
        f"{name}: {option}": f":::{{{name}}} {'/map.png' if name in ('figure', 'image') else 'placements'}\n:{option}: W\n:::"
        for name, options in sorted(DIRECTIVES.items())
        for option in options
    },
    **{
        f"{name}: body after an argument": f":::{{{name}}} {argument}\nW\n:::"
        for name, argument in {
            "data-table": "placements",
            "dataset": "placements",
            "gap": "MOL",
            "admonition": "x",
        }.items()
    },
}
#: Where a construct stands.
AROUND: Mapping[str, Callable[[str], str]] = {
    "the page": lambda text: text,
    "a block": lambda text: f":::::{{note}}\n{text}\n:::::",
    "a gap": lambda text: f":::::{{gap}} MOL\n{text}\n:::::",
    "an item": lambda text: "- " + text.replace("\n", "\n  "),
    "a quotation": lambda text: "> " + text.replace("\n", "\n> "),
    "a note": lambda text: "x[^around]\n\n[^around]: " + text.replace("\n", "\n    "),
    "after a line": lambda text: f"x\n{text}",
}
#: Where a construct within a line may stand besides; X is the construct.
LINES: Mapping[str, str] = {
    "heading": "## X\n\nx",
    "head": "| X | x |\n|---|---|\n| y | z |",
    "cell": "| x | y |\n|---|---|\n| X | z |",
    "term": "X\n: x",
    "title": ":::{admonition} X\ny\n:::",
    "caption": ":::{table} X\n| x | y |\n|---|---|\n| a | b |\n:::",
    "caption of data": ":::{data-table} money\n:caption: X\n:::",
    "caption of a picture": ":::{figure} /map.png\n:alt: x\n\nX\n:::",
    "link": "[X](https://example.org)",
    "italics": "*X*",
}
#: Constructs without a word of the text: the name of a paragraph, and what is read aloud in place of a picture.
_NO_WORD = frozenset({"name", "description"})
_NO_OPTIONS = frozenset({"class", "name", "alt", "target"})


def cases() -> Iterator[tuple[str, str]]:
    """Yield the name and the text of each case, with W for the word."""
    inline = {name: text for name, text in INLINE.items() if name not in _NO_WORD}
    blocks = {
        name: text
        for name, text in BLOCKS.items()
        if name not in _NO_WORD and name.rpartition(": ")[2] not in _NO_OPTIONS
    }
    blocks |= {f"{name} as a line": text for name, text in inline.items()}
    for line, frame in LINES.items():
        blocks |= {f"{name} in {line}": frame.replace("X", text.replace("\n", " ")) for name, text in inline.items()}
    for around, wrap in AROUND.items():
        yield from ((f"{name} within {around}", wrap(text)) for name, text in blocks.items())


def marker(number: int) -> str:
    """Return the word of a case: letters alone, so that no edition writes it otherwise."""
    letters = "".join(chr(97 + number // 26**place % 26) for place in range(3))
    return f"qj{letters}vk"


def lost_words(project: Project, chosen: Sequence[tuple[int, tuple[str, str]]]) -> list[str]:
    """Write each case on a page, build what the check accepts, and return the cases whose word an edition has not."""
    project.write("docs/map.png", PNG)
    project.append("conf.py", "\nloipr_log_findings = False\n")
    for number, (_, text) in chosen:
        project.write(f"docs/odd/n{number}.md", f"# Title\n\n{text.replace('W', marker(number))}\n")
    pages = "".join(f"odd/n{number}\n" for number, _ in chosen)
    project.replace("docs/index.md", "\nsources\n", f"\nsources\n{pages}")
    found = project.findings()
    refused = {int(match[1]) for one in found if (match := re.match(r"docs/odd/n(\d+)\.md:\d+(?::\d+)?: error", one))}
    passed = [(number, name) for number, (name, _) in chosen if number not in refused]
    for number in refused:
        (project.root / f"docs/odd/n{number}.md").unlink()
        project.replace("docs/index.md", f"odd/n{number}\n", "")
    said = [
        line
        for builder in ("html", "latex", "accessible", "docx")
        for line in project.build(builder=builder).splitlines()
    ]
    texts = _texts(project.root / "out")
    return said + [
        f"{name}: not in {edition}"
        for number, name in passed
        for edition, text in texts.items()
        if marker(number) not in text
    ]


def _texts(out: Path) -> dict[str, str]:
    """Return the text of each edition: without the addresses and names of its markup as far as that is easy."""
    html = "".join(file.read_text(encoding="utf-8") for file in sorted((out / "html/odd").glob("*.html")))
    (docx,) = (out / "docx").glob("*.docx")
    with zipfile.ZipFile(docx) as archive:
        word = "".join(archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml"))
    return {
        "the site": _words(html),
        "LaTeX": "".join(file.read_text(encoding="utf-8") for file in (out / "latex").glob("*.tex")),
        "the accessible edition": _words(
            "".join(file.read_text(encoding="utf-8") for file in (out / "accessible").rglob("*.html"))
        ),
        "Word": _words(word),
    }


def _words(markup: str) -> str:
    return re.sub(r"<[^<>]*>", "", markup)
