"""A rule about what reads as markup and is none: every edition would print it as it stands."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from loipr.datasets.figures import COMPUTED
from loipr.facts.acceptances import PATH as ACCEPTED
from loipr.facts.comments import PATH as COMMENTS
from loipr.files.places import Fix, Place
from loipr.files.reading import read_text
from loipr.files.yaml_file import parse_yaml
from loipr.pages.page import HELD, Page, Prose
from loipr.pages.sentences import CITATIONS
from loipr.pages.vocabulary import DIRECTIVES, DOMAIN, ROLES
from loipr.report import Report
from loipr.rules.registry import Findings, Severity, rule
from loipr.wording.languages import Message, _
from loipr.wording.leftovers import keys_of, leftovers
from loipr.wording.sentences import did_you_mean

#: The message, the old text, the new text, and whether nothing else can be meant.
_Advice = tuple[str, str, str, bool]
#: What stands in these files is in no edition; the site shows it as it is.
_NOT_PRINTED = (ACCEPTED, COMMENTS)
#: Most texts have none of these.
_SIGNS = re.compile(r"[{}`<>\[\]|*_~$=&•·▪●○◦‣⁃\uf0b7\uf0a7^#:\ufffc\t@]|\((?:see|cf\.?|lihat|@?[A-Za-z]\w*\d)")
_FORMATTING = frozenset(
    {"b", "i", "u", "em", "strong", "span", "font", "p", "div", "br", "center", "small", "big", "o:p"}
)
_LONGEST_ROLE = 40
_CELL, _THIS = _("this cell has"), _("this has")
_OPEN, _CLOSE = "[\"'“”‘’„´«»]{1,2}", "[\"'“”‘’´«»]{1,2}"
_BEHIND = re.compile(
    rf"(?P<blank>[ \t]+){HELD}|(?P<open>{_OPEN})(?P<quoted>[^\"'“”‘’„´«»\n{HELD}]+)(?P<close>{_CLOSE})"
)
_FIGURE = re.compile(r"\w+\[[^\[\]\n]*\]\.\w+")
_KEYS = re.compile(r"[A-Za-z]+\d+(?:\s?,\s?[A-Za-z]+\d+)*")
_WORD = re.compile(r"[\w./-]*\w(?:\s?\(\w+\))*")


@dataclass(frozen=True, slots=True)
class _Context:
    """The text around a sign, with its page and report."""

    report: Report
    page: Page
    prose: Prose

    def held(self, position: int) -> tuple[str, str]:
        """Return the name and content of the role or code at *position*."""
        number = self.prose.text.count(HELD, 0, position)
        return self.prose.held[number], self.prose.contents[number]


_Judge = Callable[[re.Match[str], _Context], _Advice | None]


def _braces(found: re.Match[str], context: _Context) -> _Advice | None:
    text, name = context.prose.text, found["name"].removeprefix(DOMAIN)
    before = text[text.rfind("\n", 0, found.start()) + 1 : found.start()]
    # A {table} at the beginning of a line is meant as a block, and within one as a reference.
    if name in DIRECTIVES and (name not in ROLES or not before.strip(": ")):
        begin = f":::{{{name}}}"
        colons = before if re.fullmatch(":{1,2} ?", before) else ""
        message = _("{{{name}}} begins a block with three colons, on a line of its own; write {begin}").format(
            name=name, begin=begin
        )
        return message, f"{colons}{found[0]}", begin, bool(colons)
    if name not in ROLES:
        return (
            _("there is no {found}{hint}; write what is to be printed").format(
                found=f"{{{found['name']}}}", hint=did_you_mean(name, ROLES)
            ),
            "",
            "",
            False,
        )
    if found["whole"]:
        message = _(
            "“{found}” is no markup here, and would be printed as it is; write it on its page, without backslashes"
        )
        return message.format(found=found[0]), "", "", False
    behind = _BEHIND.match(text, found.end())
    if behind and behind["blank"] and not context.held(behind.end() - 1)[0]:
        wanted = f"{found[0]}`{context.held(behind.end() - 1)[1]}`"
        message = _("there must be no space before the backtick; write {wanted}").format(wanted=wanted)
        return message, f"{found[0]}{behind['blank']}`", f"{found[0]}`", True
    if behind and behind["quoted"]:
        wanted = f"{found[0]}`{behind['quoted']}`"
        return (
            _("a role needs backticks, not quotation marks; write {wanted}").format(wanted=wanted),
            found[0] + behind[0],
            wanted,
            True,
        )
    bare = next(
        (kind.match(text, found.end()) for kind in (_FIGURE, _KEYS, _WORD) if kind.match(text, found.end())), None
    )
    role = f"{{{found['name']}}}"
    if bare is None:
        return (
            _("{found} needs something between backticks after it; write {found}`…`").format(found=role),
            "",
            "",
            False,
        )
    wanted = f"{role}`{bare[0]}`"
    keys = context.report.bibliography.sources
    certain = (name in COMPUTED and bare.re is _FIGURE) or (
        name in CITATIONS and all(key in keys for key in keys_of(bare[0]))
    )
    return (
        _("put backticks around what the role names; write {wanted}").format(wanted=wanted),
        found[0] + bare[0],
        wanted,
        certain,
    )


def _keys(found: re.Match[str], context: _Context) -> _Advice | None:
    known = context.report.bibliography.sources
    keys = [key.removeprefix("@") for key in keys_of(found["keys"] or found["key"])]
    if found[0] in ("[x]", "[X]"):
        return _("“{text}” would be printed as it is; delete it").format(text=found[0]), "", "", False
    if found[0].startswith("[") and found["keys"].isdigit() and len(found["keys"]) < _YEAR:
        return (
            _("“{text}” is no mark of a note; write [^{number}], and the note on a line of its own").format(
                text=found[0], number=found["keys"]
            ),
            "",
            "",
            False,
        )
    if not all(key in known for key in keys):
        return None
    wanted = f"{{cite}}`{','.join(keys)}`"
    message = _("“{found}” only looks like a citation; write {wanted}").format(found=found[0], wanted=wanted)
    return (message, "", "", False) if found["words"] or found["place"] else (message, found[0], wanted, True)


def _tag(found: re.Match[str], _context: _Context) -> _Advice | None:
    name = (found["tag"] or "").lower()
    certain = name in _FORMATTING
    new = " " if name == "br" else ""
    return (
        _("“{found}” is an HTML tag and would be printed as text; delete it").format(found=found[0]),
        found[0],
        new,
        certain,
    )


def _element(found: re.Match[str], _context: _Context) -> _Advice | None:
    begin, end = found[0][: found.start("within") - found.start()], found[0][found.end("within") - found.start() :]
    message = _("“{begin}” and “{end}” are HTML tags and would be printed as text; delete both")
    certain = found["pair"].lower() in _FORMATTING and HELD not in found[0]
    return message.format(begin=begin, end=end), found[0], found["within"], certain


def _code(found: re.Match[str], context: _Context) -> _Advice | None:
    name, content = context.held(found.start())
    if name or context.page.is_guide:
        return None
    before = context.prose.text[max(0, found.start() - _LONGEST_ROLE) : found.start()]
    if re.search(r"\}(?:[ \t]+|\})$", before):
        return None  # The rules about the role report it.
    role = re.search(r":(\w+):$", before)
    if role:
        return (
            _("the name of a role needs braces; write {{{role}}}`{content}`").format(role=role[1], content=content),
            f"{role[0]}`",
            f"{{{role[1]}}}`",
            False,
        )
    if _FIGURE.fullmatch(content) and content.partition("[")[0] in context.report.datasets:
        wanted = f"{{value}}`{content}`"
        return _("a figure needs its role; write {wanted}").format(wanted=wanted), f"`{content}`", wanted, True
    message = _(
        "“{content}” between backticks is code, and a report has none; delete the backticks, or "
        "write a role before them"
    ).format(content=content)
    return message, f"`{content}`", content, False


def _said(message: Message, new: str | None = None) -> _Judge:
    """Return a judge that says *message* and offers *new* for the text it finds."""

    def judge(found: re.Match[str], _context: _Context) -> _Advice | None:
        shown = " ".join(found[0].split())
        return message.format(text=shown), "" if new is None else found[0], new or "", False

    return judge


#: Raised and lowered digits, and Roman numbers that are one sign.
_DIGITS = re.compile("[¹²³⁰-₉Ⅰ-ⅿ]+")
#: What a raised or lowered digit follows in a unit or a formula.
_UNIT = re.compile(r"(?<![^\W\d_])(?:[kcdmn]?m|ha|CO|H|NO|SO|O|N|PM|[a-z])\Z")
_LONGEST_UNIT = 4
#: A number in square brackets with as many digits is a year, as in the citation of a judgement.
_YEAR = 4
#: Texts that read as markup, in the order of the search, each with the judge that makes the message.
_KINDS: Mapping[str, tuple[str, _Judge]] = {
    "doubled": (
        r"\{\{(?P<role>[A-Za-z][\w:.-]*)\}\}(?=\ufffc)",
        _said(_("{text} has two braces for one; write one before the name of the role and one after it")),
    ),
    "braces": (r"\{(?P<name>[A-Za-z][\w:.-]*)\}(?:`+(?P<whole>[^`\n\ufffc]{1,80}`)?)?", _braces),
    "brace": (
        r"\{\{[^{}\n]{0,80}\}\}|(?<!\{)\{+(?=[^\s{}])[^{}\n\ufffc]{1,80}(?<=[^\s{}])\}+|(?<!\{)\{+(?=[^\s{}])|(?<=[^\s{}])\}+",
        _said(_("“{text}” would be printed as it is; write round brackets")),
    ),
    "backtick": (r"`+", _said(_("this backtick has no partner; write both, or neither"))),
    "comment": (
        r"<!--[^\n]{0,400}?-->",
        _said(_("“{text}” is a comment, and would be printed as text; delete it, or put what is missing into a gap")),
    ),
    "element": (r"<(?P<pair>[A-Za-z][\w:-]*)(?: [^<>\n]{0,200})?>(?P<within>[^<>\n]{1,200})</(?P=pair)>", _element),
    "tag": (r"</?(?P<tag>[A-Za-z][\w:-]*)[^<>]*>|<!--|-->", _tag),
    "apart": (
        r"\[[^\[\]\n]{1,80}\][ \t]\((?=https?:|mailto:|[\w./-]{1,80}\.md\))|\([^()\n]{1,80}\)\[(?=https?:|mailto:)",
        _said(
            _("“{text}” begins no link; a link has its words in square brackets, and directly after them (its address)")
        ),
    ),
    "keys": (
        r"(?:\[|\((?=[^()\n]{0,60}\d))(?P<words>(?:see|cf\.?|lihat)\s)?(?P<keys>@?\w+(?:\s*[,;]\s*@?\w+)*)"
        r"(?P<place>,?\s*(?:pp?|paras?|hlm|hal)\.[^\[\](){}]{0,40})?(?:\](?![(\[])|\)(?!=))|(?<!\w)@(?P<key>\w+)",
        _keys,
    ),
    "tab": (
        r"(?<=\S)\t+(?=\S)",
        _said(_("a tab divides no columns in print; write a table, or put figures into a dataset")),
    ),
    "caret": (
        r"(?<=[\w.,;”)(])\^\d{1,3}(?![\w^])",
        _said(_("“{text}” would be printed as it is; write [^1] for a note, or {{sup}}`…` for raised signs")),
    ),
    "brackets": (
        r"\[\[[^\[\]\n]{1,80}\]\]",
        _said(_("“{text}” means nothing here, and would be printed as it is; write one bracket, or a role")),
    ),
    "link": (
        r"\]\(|\]\[|!\[|\[\^|\[\[|\]\]",
        _said(_("“{text}” belongs to a link, picture or note that is not complete here")),
    ),
    "task": (r"\[[ xX]?\]", _said(_("“{text}” would be printed as it is; delete it"))),
    "colons": (
        r"(?<!:)::+(?!:| ?\{)",
        _said(_("“{text}” would be printed as it is; the colons of a block must begin a line")),
    ),
    "emphasis": (
        r"\*\*+|__+|(?<![\w*_])[*_](?=\w)|(?<=\w)[*_](?![\w*_])",
        _said(
            _(
                "“{text}” would be printed as it is; italics need it before and after the words, and a note is written "
                "as [^1]"
            )
        ),
    ),
    "raised": (r"\^\w{1,9}\^", _said(_("“{text}” would be printed as it is; write {{sup}}`…` for raised signs"))),
    "lowered": (
        r"(?<!~)~\w{1,9}~",
        _said(_("“{text}” would be printed as it is; write {{sub}}`…` for lowered signs")),
    ),
    "formula": (
        r"(?<!\w)\$(?=[^\s$\d])[^$\n\ufffc]{0,80}[^\s$]\$(?![\d])",
        _said(_("“{text}” is no formula here, and would be printed as it is; write it in words")),
    ),
    "mark": (r"~~+|==+|\^\[|\$\$", _said(_("“{text}” means nothing here, and would be printed as it is; delete it"))),
    "heading": (r"(?m:^)#{1,6}(?=[^\s#\d])", _said(_("a heading needs a space after “{text}”; write “{text} ”"))),
    "bullet": (
        r"(?m:^)[•·▪●○◦‣⁃\uf0b7\uf0a7]\s?",
        _said(_("“{text}” does not begin an item of a list; write - and a space"), "- "),
    ),
    "entity": (
        r"&(?:#?\w{1,31};|(?:nbsp|amp|lt|gt|quot)\b)",
        _said(_("“{text}” would be printed as it is; write the sign itself")),
    ),
    "name": (r"\([a-z][\w-]*\)=", _said(_("“{text}” names a paragraph only on a line of its own above it"))),
    "option": (
        r"(?m:^):[\w-]+:(?=\s)",
        _said(_("“{text}” is an option; put it directly below the first line of its block")),
    ),
    "bars": (
        r"(?m:^)[^|\n]*\|[^|\n]*\|.*(?:\n[^|\n]*\|[^|\n]*\|.*)*",
        _said(_("this is not a table; its second line must be | --- | --- |")),
    ),
}
#: What begins such a text, so that few places of a page are compared with all kinds. A row of cells begins with a line.
_BEGIN = r"(?=[-{}`<\t@\[\]|*_~$=&•·▪●○◦‣⁃\uf0b7\uf0a7^#:!(]|(?m:^)[^|\n]*\|)"
#: What people type before an item where Markdown sees none.
_LABEL = re.compile(r"(?:[–—](?:\s|(?=\w))|o\s|(?:\(?(?:[a-z]|[ivx]{2,4})|\(\d{1,2}|[IVX]{1,4}|[A-Z])[.)]\s)")
#: What begins an item of a list, but for the space after it.
_WITHOUT_SPACE = re.compile(r"-(?=[A-Za-z]{2})|[1-9]\d?[.)](?=[A-Z][a-z])")
_BEGINNINGS = frozenset("-123456789")
_FOUND = re.compile(f"{_BEGIN}(?:{'|'.join(f'(?P<{kind}_>{pattern})' for kind, (pattern, _) in _KINDS.items())})")
#: What the words of data and options may not hold either: they are no Markdown.
_MARKDOWN = re.compile(r"\*\*[^\s*][^*]*\*\*|\]\(|&(?:#\w{1,8}|[A-Za-z]{2,31});")
#: Lines of a data file that hold no text that is printed: comments, and plain lists like ``[KP2MI, Kemlu]``.
_PLAIN_LINES = re.compile(r"(?m:^\s*#.*$|[:-] +\[[^\[\]\n\"\']*\],?$)")


@rule(Severity.ERROR)
def literal_markup(report: Report) -> Findings:
    """No text looks like markup without being markup: every edition would print it as it is.

    Bad:

        In 2024 {value}placements_by_year[2024].total persons were placed [DT01].

    Good:

        In 2024 {value}`placements_by_year[2024].total` persons were placed {cite}`DT01`.
    """
    for page in report.pages:
        for prose in page.prose:
            yield from _in_prose(_Context(report, page, prose))
            yield from _joined_items(prose)
            yield from _odd_digits(prose)
        for directive in page.directives:
            for name, value in directive.options.items():
                yield from _in_text(value, directive.place, _(":{name}: has").format(name=name), report)
    yield from _in_data(report)


def _in_prose(context: _Context) -> Findings:
    text = context.prose.text
    if not _SIGNS.search(text):
        return
    for found in _FOUND.finditer(text):
        kind = (found.lastgroup or "").removesuffix("_")
        advice = _KINDS[kind][1](found, context)
        if advice is not None:
            message, old, new, certain = advice
            place = context.prose.place_at(found.start())
            yield place, message, Fix(place, old, new, certain) if old and "\n" not in old else None
    if not context.page.is_guide:
        for code in re.finditer(HELD, text):
            advice = _code(code, context)
            if advice is not None:
                message, old, new, certain = advice
                place = context.prose.place_at(code.start())
                yield place, message, Fix(place, old, new, certain)


def _joined_items(prose: Prose) -> Findings:
    """Yield a finding for lines that begin as items of a list do: print joins the lines of a text."""
    first, *others = lines = prose.text.split("\n")
    for number, line in enumerate(lines):
        if line[:1] in _BEGINNINGS and (found := _WITHOUT_SPACE.match(line)):
            place = Place(prose.place.path, prose.place.line + number)
            message = _("an item of a list needs a space after “{text}”; write “{text} ”").format(text=found[0])
            yield place, message, Fix(place, found[0], f"{found[0]} ", certain=False)
    if not _LABEL.match(first):
        return
    for number, line in enumerate(others, 1):
        if label := _LABEL.match(line):
            place = Place(prose.place.path, prose.place.line + number)
            message = _(
                "“{text}” does not begin an item of a list, and the line is joined to the one above; write - and a "
                "space, or leave a line empty above"
            )
            yield place, message.format(text=label[0].strip())
            return


def _odd_digits(prose: Prose) -> Findings:
    """Yield digits that are raised or lowered, except in units and formulas, as km² and CO₂, and Roman numbers."""
    for found in _DIGITS.finditer(prose.text):
        text, plain = found[0], unicodedata.normalize("NFKC", found[0])
        form, new = unicodedata.decomposition(text[0]).partition(" ")[0], plain
        if form == "<compat>":
            message = _("“{text}” is a sign of its own and no number; write {plain}")
        elif _UNIT.search(prose.text, max(0, found.start() - _LONGEST_UNIT), found.start()):
            continue
        elif form == "<sub>":
            message = _("“{text}” stands after no formula; write {plain}, or {{sub}}`{plain}` for a lowered figure")
        else:
            message, new = _("“{text}” is no mark of a note; write [^{plain}], and the note on a line of its own"), ""
        place = prose.place_at(found.start())
        yield place, message.format(text=text, plain=plain), Fix(place, text, new or f"[^{plain}]", certain=False)


def _in_text(text: str, place: Place, where: str, report: Report) -> Findings:
    """Yield the findings in *text*, which is printed as it stands."""
    for found in _signs_in(text, report):
        message = _("{where} “{found}”, which is markup and would be printed as it is here; write it in words")
        yield place, message.format(where=where, found=found[0])


def _signs_in(text: str, report: Report) -> Iterator[re.Match[str]]:
    yield from leftovers(text, report.bibliography.sources)
    yield from _MARKDOWN.finditer(text)


def _in_data(report: Report) -> Findings:
    """Yield the findings in the data: no text there may hold markup."""
    for dataset in report.datasets.values():
        for number, column in enumerate(dataset.columns, 1):
            if column.is_figure:
                continue
            cells = dataset.cells[column.name]
            # The same words stand in many rows.
            if any(True for cell in set(cells) for _ in _signs_in(cell, report)):
                for row, cell in enumerate(cells):
                    yield from _in_text(cell, Place(dataset.path, row + 2, number), _CELL, report)
    for place, text in (*_told(report), *_written(report)):
        yield from _in_text(text, place, _THIS, report)


def _told(report: Report) -> Iterator[tuple[Place, str]]:
    """Yield each text of conf.py and of the bibliography that an edition may show, with its place."""
    settings = report.settings
    shown = (settings.title, settings.notice, settings.organisation, settings.languages, settings.licence)
    yield from ((Place("conf.py"), text) for text in (*shown, *settings.title_notes))
    for source in report.bibliography.sources.values():
        yield from ((source.place, text) for text in source.texts)


def _written(report: Report) -> Iterator[tuple[Place, str]]:
    """Yield each text of the data files with its place. Files without any sign of markup are left out."""
    for file in sorted((report.root / "data").rglob("*")):
        path = file.relative_to(report.root).as_posix()
        is_printed = file.suffix in (".yaml", ".json") and path not in _NOT_PRINTED
        text = read_text(report.root, path, []) if is_printed else None
        if text is not None and any(_signs_in(_PLAIN_LINES.sub("", text), report)):
            node = parse_yaml(text.replace("\t", "  "), path, [])
            yield from node.every_text() if node is not None else ()
