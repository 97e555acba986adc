"""Reads YAML so that every value knows its line, and reports in plain words what is missing.

Scalars stay the text of the file: `no` is not a truth value and `1.10` is not a number, unless a loader asks for
one. Anchors, aliases and tags are refused: data does not need them, and they can make a small file a very large one.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import yaml

from loipr.files.characters import deceptions_behind
from loipr.files.places import NotedRule, Place, Problem
from loipr.files.reading import read_text
from loipr.wording.languages import _
from loipr.wording.sentences import did_you_mean, listed

_DEEPEST, _USUAL_NESTING = 40, 2
_MOST_FIELDS = 100
#: A word of JSON without quotes, as TRUE.
_BARE_WORD = re.compile(r"[A-Za-z]\w{0,40}")
#: What people write between the entries of a list without brackets, and an entry without blanks.
_BETWEEN = re.compile(" ?[,;] ?")
_ENTRY = re.compile(r"\w[\w/-]*")
#: Words for true and false, in English and Indonesian.
_TRUTHS = {
    **dict.fromkeys(("true", "yes", "y", "ya", "benar", "on", "1"), ("true", "yes")),
    **dict.fromkeys(("false", "no", "n", "tidak", "bukan", "salah", "off", "0"), ("false", "no")),
}


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Reads every scalar as text, and does not look for other types."""

    def resolve(self, *_: object) -> str:
        return "tag:yaml.org,2002:str"


class YamlNode:
    """A value of a YAML file, with typed access to its fields.

    When a field is missing or has another type, each accessor notes an ``invalid-data`` problem at its line and returns
    an empty value. So a loader reports all faults of a file at once.
    """

    def __init__(self, node: yaml.Node, path: str, problems: list[Problem], line_offset: int = 0):
        self._node = node
        self._path = path
        self._problems = problems
        self._offset = line_offset

    @property
    def place(self) -> Place:
        return self._place_of(self._node)

    def _place_of(self, node: yaml.Node) -> Place:
        return Place(self._path, node.start_mark.line + 1 + self._offset)

    def refuse(self, message: str, field: str | None = None) -> None:
        """Note a problem with this value, or with its *field*."""
        self._problems.append(Problem("invalid-data", self.place_of(field), message))

    def place_of(self, field: str | None) -> Place:
        """Return the place of *field*, or the beginning of this value when there is no such field."""
        found = self._find(field) if field else None
        return self._place_of(found) if found is not None else self.place

    def _pairs(self) -> list[tuple[yaml.Node, yaml.Node]]:
        if isinstance(self._node, yaml.MappingNode):
            return list(self._node.value)
        return []

    def _find(self, field: str) -> yaml.Node | None:
        for key, value in self._pairs():
            if key.value == field:
                return value
        return None

    def _wrap(self, node: yaml.Node) -> YamlNode:
        return YamlNode(node, self._path, self._problems, self._offset)

    def expect_fields(self, required: Iterable[str], optional: Iterable[str] = ()) -> None:
        """Note every required field that is missing, every unknown field and every repeated field."""
        required = list(required)
        allowed = [*required, *optional]
        if not isinstance(self._node, yaml.MappingNode):
            self.refuse(
                _("expected fields ({names}), one per line, as `name: value`").format(names=listed(required or allowed))
            )
            return
        if len(self._pairs()) > _MOST_FIELDS:
            self.refuse(
                _("there are {count:,} fields here; there may be no more than {most}").format(
                    count=len(self._pairs()), most=_MOST_FIELDS
                )
            )
            return
        names = self.fields()
        if len(names) == len({*names}) and {*required} <= {*names} <= {*allowed}:
            return
        there = {_name_of(key): self._place_of(key) for key, _ in reversed(self._pairs())}
        for name, place in there.items():
            if not name:
                self._problems.append(Problem("invalid-data", place, _("a field needs a plain name, as `name: value`")))
            elif name not in allowed:
                hint = did_you_mean(name, allowed)
                self._problems.append(
                    Problem("invalid-data", place, _("unknown field `{name}`{hint}").format(name=name, hint=hint))
                )
        for name, place in self.repeated_fields():
            self._problems.append(
                Problem("invalid-data", place, _("the field `{name}` is there twice").format(name=name))
            )
        for name in required:
            if name not in there:
                self.refuse(_("the field `{name}` is missing").format(name=name))

    def __contains__(self, field: str) -> bool:
        return self._find(field) is not None

    def fields(self) -> list[str]:
        """Return the names of the fields in the order of the file."""
        return [_name_of(key) for key, _ in self._pairs()]

    def repeated_fields(self) -> Iterator[tuple[str, Place]]:
        """Yield each repetition of a field, with its place."""
        seen: set[str] = set()
        for key, _value in self._pairs():
            if _name_of(key) in seen:
                yield _name_of(key), self._place_of(key)
            seen.add(_name_of(key))

    @property
    def is_single(self) -> bool:
        """Whether this is one value, and not a list or fields."""
        return isinstance(self._node, yaml.ScalarNode)

    def scalar(self) -> str:
        """Return the text of this value itself."""
        if self.is_single:
            return str(self._node.value).strip()
        self.refuse(_("expected a single value here, not a list or fields"))
        return ""

    def text(self, field: str) -> str:
        """Return the text of *field*; empty when it is absent."""
        found = self._find(field)
        return self._wrap(found).scalar() if found is not None else ""

    def texts(self, field: str) -> tuple[str, ...]:
        """Return the texts of the list in *field*; a single value counts as a list of one."""
        found = self._find(field)
        if found is None:
            return ()
        if isinstance(found, yaml.SequenceNode):
            given = tuple(self._wrap(child).scalar() for child in found.value)
        else:
            single = self._wrap(found).scalar()
            given = (single,) if single else ()
        entries = tuple(chain.from_iterable(map(_entries, given)))
        if entries != given:
            quote = '"' if self._path.endswith(".json") else ""
            wanted = ", ".join(f"{quote}{one}{quote}" for one in entries)
            self.refuse(_("`{field}` is a list; write [{wanted}]").format(field=field, wanted=wanted), field)
        return entries

    def integer(self, field: str) -> int | None:
        """Return *field* as a whole number, or None (noted, unless it is absent)."""
        value = self.text(field)
        if not value:
            return None
        if not re.fullmatch(r"\d{1,9}", value, re.ASCII):
            self.refuse(
                _("`{field}` is `{value}`; write a whole number, 0 or more").format(field=field, value=value), field
            )
            return None
        return int(value)

    def every_text(self) -> Iterator[tuple[Place, str]]:
        """Yield each text in this value, at any depth, with its place; the names of fields are left out."""
        if isinstance(self._node, yaml.ScalarNode):
            yield self.place, str(self._node.value)
            return
        entries = [value for _, value in self._pairs()] or self._node.value
        for entry in entries:
            yield from self._wrap(entry).every_text()

    def date(self, field: str) -> datetime.date | None:
        """Return *field* as a day written YYYY-MM-DD, or None (noted, unless it is absent)."""
        value = self.text(field)
        if not value:
            return None
        try:
            return datetime.date.fromisoformat(value)
        except ValueError:
            self.refuse(
                _("`{field}` is `{value}`, not a date; write it as 2025-01-10").format(field=field, value=value), field
            )
            return None

    def choice(self, field: str, options: Iterable[str], default: str = "") -> str:
        """Return the text of *field* when it is one of *options*; otherwise note a problem and return *default*."""
        value = self.text(field)
        options = list(options)
        if value in options:
            return value
        meant = next((one for one in _TRUTHS.get(value.casefold(), ()) if one in options), "")
        if meant:
            self.refuse(
                _("`{field}` is `{value}`; write {wanted}").format(field=field, value=value, wanted=meant), field
            )
            return meant
        if value or field in self:
            wanted, hint = listed(options, "or"), did_you_mean(value, options)
            message = _("`{field}` is `{value}`; write {wanted}{hint}")
            self.refuse(message.format(field=field, value=value, wanted=wanted, hint=hint), field)
        return default

    def child(self, field: str) -> YamlNode | None:
        """Return the value of *field*, of any type."""
        found = self._find(field)
        return self._wrap(found) if found is not None else None

    def children(self, field: str | None = None) -> Iterator[YamlNode]:
        """Yield the entries of the list in *field*, or of this value when no field is named."""
        found = self._find(field) if field else self._node
        if found is None:
            return
        if not isinstance(found, yaml.SequenceNode):
            self.refuse(
                _("{what} must be a list, each entry after a `- `").format(what=f"`{field}`" if field else _("this")),
                field,
            )
            return
        for child in found.value:
            yield self._wrap(child)


def _entries(text: str) -> Sequence[str]:
    """Return the entries of a list that is written as one text, like ``S01, S02``; else the text alone."""
    entries = _BETWEEN.split(" ".join(text.split()))
    return entries if all(map(_ENTRY.fullmatch, entries)) else (text,)


def _name_of(key: yaml.Node) -> str:
    return str(key.value) if isinstance(key, yaml.ScalarNode) else ""


def parse_yaml(
    text: str, path: str, problems: list[Problem], *, line_offset: int = 0, rule: NotedRule = "malformed-yaml"
) -> YamlNode | None:
    """Parse *text*; on failure note a problem of *rule* at its line and return None."""
    return _parse(text, path, problems, _forbidden(text), line_offset, rule)


def parse_json(text: str, path: str, problems: list[Problem], rule: NotedRule) -> YamlNode | None:
    """Parse *text*, which must be JSON; on failure note a problem of *rule* at its line and return None."""
    try:
        is_deep = _nesting(json.loads(text)) > _DEEPEST
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        reason = getattr(error, "msg", "a number is too large, or lists and fields are nested too deeply")
        place = Place(path, line, getattr(error, "colno", 0))
        message = _("this is not valid JSON ({reason})").format(reason=reason)
        word = _BARE_WORD.match(text, getattr(error, "pos", len(text)))
        if word:
            message = _(
                '“{word}” stands here without quotes; write "{word}", or true or false in small letters'
            ).format(word=word[0])
        problems.append(Problem(rule, place, message))
        return None
    # JSON is YAML too, without anchors and tags. The reader of YAML gives each value its line.
    plain = text.replace("\t", "  ")
    return _parse(plain, path, problems, _forbidden(plain) if is_deep else (), 0, rule)


def _nesting(value: object) -> int:
    """Return how deep lists and fields stand in one another in *value*."""
    if isinstance(value, dict):
        value = list(value.values())
    return 1 + max(map(_nesting, value), default=0) if isinstance(value, list) else 0


def _parse(
    text: str,
    path: str,
    problems: list[Problem],
    forbidden: Iterable[tuple[yaml.Event, str]],
    line_offset: int,
    rule: NotedRule,
) -> YamlNode | None:
    def refuse(message: str, mark: Any) -> None:
        line = (mark.line + 1 if mark else 1) + line_offset
        problems.append(Problem(rule, Place(path, line, mark.column + 1 if mark else 0), message))

    try:
        for event, message in forbidden:
            refuse(message, event.start_mark)
            return None
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        if "escape code" in str(error.problem):
            refuse(
                "a \\u here stands for no whole character; delete it, or write the character itself", error.problem_mark
            )
            return None
        hint = _("put the text in quotes if it contains `: `, ` #`, or begins with a special character")
        refuse(
            _("this is not valid YAML ({problem}); {hint}").format(problem=error.problem, hint=hint),
            error.problem_mark or error.context_mark,
        )
        return None
    except yaml.YAMLError:
        refuse("this is not valid YAML: it has a character that a text file may not have", None)
        return None
    if node is None:
        refuse("there is nothing in it", None)
        return None
    for scalar in _scalars(node) if "\\" in text else ():
        there = Place(path, scalar.start_mark.line + 1 + line_offset)
        problems.extend(deceptions_behind(" ".join(str(scalar.value).split("\n")), text, there))
    return YamlNode(node, path, problems, line_offset)


def _scalars(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    if isinstance(node, yaml.ScalarNode):
        yield node
        return
    for child in chain.from_iterable(node.value) if isinstance(node, yaml.MappingNode) else node.value:
        yield from _scalars(child)


def _forbidden(text: str) -> Iterator[tuple[yaml.Event, str]]:
    """Yield each event that no data file may hold, with a message. This check comes before anything is built."""
    if not _may_be_forbidden(text):
        return
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            yield event, _("`&name` and `*name` (YAML anchors) are not used here; write the value out")
        if getattr(event, "tag", None):
            yield event, _("`!tag` (a YAML tag) is not used here; write the plain value")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            yield event, _("the lists and fields are nested too deeply")


def _may_be_forbidden(text: str) -> bool:
    """Whether the file needs a closer look: most have none of these characters, and cannot be nested too deeply."""
    if re.search(r"[&*!]", text):
        return True
    # Opening brackets, without the plain lists and fields on one line that any data file has: `{1: [], 2: [a, b]}`.
    plain = text
    for _step in range(_USUAL_NESTING):
        plain = re.sub(r"[\[{][^\[\]{}\"'#\n]*[\]}]", "", plain)
    opened = plain.count("[") + plain.count("{")
    indented = max(len(indent) for indent in re.findall(r"^[ \t?-]*", text, re.MULTILINE))
    return opened + indented > _DEEPEST


def load_yaml(root: Path, path: str, problems: list[Problem]) -> YamlNode | None:
    """Read and parse the file ``root/path``; return None after adding its faults to *problems*."""
    text = read_text(root, path, problems)
    return None if text is None else parse_yaml(text, path, problems)
