"""A letter as the text of a mail, and as Markdown for an issue of a code host."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator

from loipr.coordination.letters import Letter, Line
from loipr.wording.languages import _, language_of

_WIDTH = 76
#: Mail has no longer lines.
_LONGEST_LINE = 900
#: A code host refuses longer texts than 65,536 characters.
_LONGEST = 60_000
_SPECIAL = re.compile(r"([\\`*_\[\]<>|~&$]|^[-+])")
#: Before these, a code host reads the name of a person or the number of an issue, whatever stands before them.
_CALLS = re.compile(r"(?<!\w)@|#")
_NO_CALL = "\u200b"


def as_mail(letter: Letter) -> str:
    """Return *letter* as plain text, with its subject in the first line; no line of it is longer than mail allows."""
    say = language_of(letter.language).say
    lines = [say(_("Subject: {subject}").format(subject=letter.subject)), "", *_wrapped(letter.addressee), ""]
    lines += [letter.salutation, ""]
    for text in letter.before:
        lines += [*_wrapped(text), ""]
    for part in letter.parts:
        lines += [f"{part.level} ({len(part.lines)})", ""]
        for line in part.lines:
            lines += [*_listed(line), ""]
    for text in letter.after:
        lines += [*_wrapped(text), ""]
    lines += [*_wrapped(letter.sender), *_wrapped(letter.role)]
    return "\n".join(lines) + "\n"


def _wrapped(text: str, indent: str = "") -> list[str]:
    # Addresses stay whole, so that a reader can follow them.
    lines = textwrap.wrap(
        text, _WIDTH, initial_indent=indent, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )
    return [line[start : start + _LONGEST_LINE] for line in lines for start in range(0, len(line), _LONGEST_LINE)]


def _listed(line: Line) -> Iterator[str]:
    head, *more = _wrapped(f"{line.number}. {line.about}")
    indent = " " * (len(str(line.number)) + 2)
    yield head
    yield from _wrapped(" ".join(more), indent) if more else ()
    for text in (line.asked, line.owed, _when(line)):
        yield from _wrapped(text, indent)


def _when(line: Line) -> str:
    return f"{line.due} – {line.left}" if line.due else line.left


def as_markdown(letter: Letter) -> str:
    """Return *letter* as Markdown. Where it would be too long for an issue, the last lines are only counted."""
    say = language_of(letter.language).say
    before = [f"**{_escaped(letter.addressee)}**", *map(_escaped, letter.before)]
    after = [*map(_escaped, letter.after), _escaped(f"{letter.sender}, {letter.role}")]
    room = _LONGEST - sum(len(text) + 2 for text in (*before, *after))
    blocks: list[str] = []
    left_out = 0
    for part in letter.parts:
        heading = f"### {_escaped(part.level)} ({len(part.lines)})"
        for line in part.lines:
            new = [_block(line)] if line is not part.lines[0] else [heading, _block(line)]
            room -= sum(len(text) + 2 for text in new)
            if room < 0:
                left_out += 1
            else:
                blocks += new
    if left_out:
        blocks.append(say(_("… and {count:,} more").format(count=left_out)))
    return "\n\n".join([*before, *blocks, *after]) + "\n"


def _block(line: Line) -> str:
    about = _escaped(line.about)
    linked = f"[{about}](<{line.address}>)" if line.address else about
    texts = [f"**{linked}**", *map(_escaped, filter(None, (line.asked, line.owed))), f"*{_escaped(_when(line))}*"]
    head = f"{line.number}. "
    return head + f"  \n{' ' * len(head)}".join(texts)


def _escaped(text: str) -> str:
    return _CALLS.sub(lambda sign: sign[0] + _NO_CALL, _SPECIAL.sub(r"\\\1", text))
