"""A data file as fields with their lines, so that a change touches only the lines that it changes.

A library that reads and writes YAML may keep comments and order, but not every line. In a pull request, a change of the
list of issues must show what the Committee changed, and nothing else. The files are plain (fields and lists of fields,
one in a line): the YAML parser finds their lines, and they are joined again unchanged.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
#: What else ends a line for YAML, so that the parser would count other lines.
_OTHER_ENDS = re.compile("[\r\n\x85\u2028\u2029]")
Value = str | tuple[str, ...]
#: Fields with numbers, dates and truth values, which have no quotation marks.
_PLAIN = (
    "number",
    "number_of_questions",
    "title_footnotes",
    "dated",
    "issued",
    "complete",
    "follow_up",
    "follow_up_by",
)


class EditError(ValueError):
    """A file that cannot be changed field by field; the message says where."""


@dataclass(slots=True)
class Field:
    """``name: value`` with the comments and blank lines ``above`` it; ``entries`` are the entries if it is a list."""

    name: str
    above: list[str]
    lines: list[str]
    value: Value | None
    tail: str = ""
    entries: list[Entry] | None = None


@dataclass(slots=True)
class Entry:
    """Fields in one column: the file itself (``dash`` None), or an entry of a list, after its dash."""

    column: int = 0
    dash: int | None = None
    fields: list[Field] = field(default_factory=list)

    def find(self, name: str) -> Field | None:
        """Return the field *name*; None when there is none."""
        return next((one for one in self.fields if one.name == name), None)

    def get(self, name: str) -> str:
        """Return the text of the field *name*; empty when there is no such field."""
        found = self.find(name)
        return found.value if found is not None and isinstance(found.value, str) else ""

    def entries(self, name: str) -> list[Entry]:
        """Return the entries of the list *name*."""
        found = self.find(name)
        return found.entries or [] if found is not None else []

    def set(self, name: str, value: Value, after: Sequence[str] = ()) -> bool:
        """Write *value* into the field *name*; a new field comes after the last of the fields *after*.

        An empty value removes the field. Returns whether anything changed.
        """
        found = self.find(name)
        if (found.value if found else ()) == value or (not value and found is None):
            return False
        if not value:
            assert found is not None
            self.fields.remove(found)
        elif found is not None:
            found.lines = self._lines(name, value, self.fields.index(found) == 0, found.tail)
            found.value = value
        else:
            self._insert(Field(name, [], self._lines(name, value, not self.fields), value), after)
        return True

    def set_entries(self, name: str, entries: list[Entry], after: Sequence[str] = ()) -> None:
        """Write the list *name* with these *entries*; without entries, remove the field."""
        found = self.find(name)
        if not entries:
            if found is not None:
                self.fields.remove(found)
            return
        dash = found.entries[0].dash if found is not None and found.entries else self.column
        for entry in entries:
            entry.move((dash or 0) - (entry.dash or 0))
        if found is None:
            self._insert(Field(name, [], [" " * self.column + f"{name}:"], None, entries=entries), after)
        else:
            if not found.entries:
                found.lines = [" " * self.column + f"{name}:"]
            found.entries = entries

    def _insert(self, new: Field, after: Sequence[str]) -> None:
        places = [index for index, one in enumerate(self.fields) if one.name in after]
        self.fields.insert(places[-1] + 1 if places else len(self.fields), new)

    def _lines(self, name: str, value: Value, is_first: bool, tail: str = "") -> list[str]:
        indent = " " * self.column
        if is_first and self.dash is not None:
            indent = (" " * self.dash + "-").ljust(self.column)
        if isinstance(value, str):
            return [f"{indent}{name}: {value if name in _PLAIN else scalar(value)}{tail}"]
        return [
            f"{indent}{name}:",
            *(f"{' ' * self.column}- {one if name in _PLAIN else scalar(one)}" for one in value),
        ]

    def move(self, columns: int) -> None:
        """Shift all lines to the right by *columns*."""
        if not columns:
            return
        self.column += columns
        self.dash = self.dash + columns if self.dash is not None else None
        for one in self.fields:
            for lines in (one.above, one.lines):
                lines[:] = [_shifted(line, columns) for line in lines]
            for entry in one.entries or ():
                entry.move(columns)

    def render(self) -> list[str]:
        """Return all lines."""
        lines: list[str] = []
        for one in self.fields:
            lines += one.above + one.lines
            for entry in one.entries or ():
                lines += entry.render()
        return lines


def new_entry(dash: int, fields: Sequence[tuple[str, Value]]) -> Entry:
    """Return a new entry of a list, its dash in the column *dash*."""
    entry = Entry(dash + 2, dash)
    for name, value in fields:
        entry.set(name, value)
    return entry


@dataclass(slots=True)
class DataFile:
    """A data file: its fields, the lines below them, and the ends of its lines."""

    root: Entry
    below: list[str] = field(default_factory=list)
    newline: str = "\n"

    def text(self) -> str:
        """Return the text of the file."""
        return self.newline.join([*self.root.render(), *self.below])


def parse_file(text: str, path: str) -> DataFile:
    """Read *text*, the content of the file at *path*.

    :raises EditError: when its fields are not one in a line.
    """
    newline = "\r\n" if "\r\n" in text else "\n"
    if _OTHER_ENDS.search(text.replace(newline, "")):
        raise EditError(f"{path}: its lines end in different ways; save it with one kind of line ends, and try again")
    lines = text.split(newline)
    try:
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError:
        node = None
    if node is None:
        raise EditError(f"{path}: this is not valid YAML; run `check`, which tells where, and mend it first")
    reader = _Reader(lines, path)
    root = reader.entry(node, None)
    return DataFile(root, lines[reader.taken :], newline)


class _Reader:
    """Gives the lines of a file to its fields, from the first to the last."""

    def __init__(self, lines: list[str], path: str):
        self.lines = lines
        self.path = path
        self.taken = 0

    def entry(self, node: yaml.Node, dash: int | None) -> Entry:
        if not isinstance(node, yaml.MappingNode) or node.flow_style or not node.value:
            line = node.start_mark.line + 1
            raise EditError(f"{self.path}:{line}: write each field on its own line here, as `name: value`")
        entry = Entry(node.value[0][0].start_mark.column, dash)
        for key, value in node.value:
            entry.fields.append(self._field(key, value, entry))
        return entry

    def _field(self, key: yaml.Node, value: yaml.Node, entry: Entry) -> Field:
        start = key.start_mark.line
        if start < self.taken:
            raise EditError(f"{self.path}:{start + 1}: write each field on its own line here, as `name: value`")
        above, self.taken = self.lines[self.taken : start], start + 1
        if _is_list_of_fields(value):
            found = Field(str(key.value), above, [self.lines[start]], None, entries=[])
            for child in value.value:
                assert found.entries is not None
                found.entries.append(self.entry(child, value.start_mark.column))
            return found
        end = value.end_mark
        last = max(start + 1, end.line + (1 if end.column or end.line == value.start_mark.line else 0))
        while last > start + 1 and (not self.lines[last - 1].strip() or self.lines[last - 1].lstrip().startswith("#")):
            last -= 1
        tail = self.lines[end.line][end.column :] if end.line == start else ""
        self.taken = last
        return Field(str(key.value), above, self.lines[start:last], _value(value), tail.rstrip())


def _is_list_of_fields(node: yaml.Node) -> bool:
    return isinstance(node, yaml.SequenceNode) and any(isinstance(one, yaml.MappingNode) for one in node.value)


def _value(node: yaml.Node) -> Value | None:
    if isinstance(node, yaml.ScalarNode):
        return str(node.value).strip()
    if isinstance(node, yaml.SequenceNode):
        return tuple(str(one.value).strip() for one in node.value)
    return None


def _shifted(line: str, columns: int) -> str:
    if not line.strip():
        return line
    return " " * columns + line if columns > 0 else re.sub(rf"^ {{1,{-columns}}}", "", line)


def scalar(text: str) -> str:
    """Return *text* as YAML on one line: plain if YAML reads it back unchanged, quoted otherwise."""
    try:
        node = yaml.compose(f"k: {text}", Loader=_LOADER) if "\n" not in text else None
        plain = node.value[0][1] if node is not None else None
        # A text that YAML may read as a number, a date or a truth value is quoted too.
        plain_enough = isinstance(plain, yaml.ScalarNode) and plain.value == text and plain.tag.endswith(":str")
        if plain_enough and not re.match(r"[\"'|>&*!%@`]", text):
            return text
    except yaml.YAMLError:
        pass
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\x7f").replace("\u0085", "\\N")
