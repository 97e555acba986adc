"""YAML: every value as the text of the file, with its line; and nothing that could harm."""

from __future__ import annotations

import subprocess
import sys

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from loipr.files.places import Problem
from loipr.files.yaml_file import YamlNode, parse_yaml
from support.project import REPOSITORY

ANCHOR = "`&name` and `*name` (YAML anchors) are not used here; write the value out"
QUOTES = "put the text in quotes if it contains `: `, ` #`, or begins with a special character"


def parse(text: str) -> tuple[YamlNode | None, list[Problem]]:
    problems: list[Problem] = []
    return parse_yaml(text, "f.yaml", problems), problems


def shown(problems: list[Problem]) -> list[str]:
    return [f"{one.place}: {one.message}" for one in problems]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: no", "no"),
        ("a: 1.10", "1.10"),
        ("a: 2025-01-10", "2025-01-10"),
        ("a: 0x10", "0x10"),
        ("a: ~", "~"),
        ("a:", ""),
        ('a: "x: y # z"', "x: y # z"),
        ("a: >\n  one\n  two\n", "one two"),
        ("\ufeffa: b", "b"),
    ],
)
def test_a_value_is_the_text_of_the_file(text: str, value: str) -> None:
    node, problems = parse(text)
    assert node is not None
    assert (node.text("a"), problems) == (value, [])


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        (
            'a: "\\ud83d"',
            "f.yaml:1:7: a \\u here stands for no whole character; delete it, or write the character itself",
        ),
        ("a: b: c", f"f.yaml:1:5: this is not valid YAML (mapping values are not allowed in this context); {QUOTES}"),
        ("a: [1", f"f.yaml:2:1: this is not valid YAML (did not find expected ',' or ']'); {QUOTES}"),
        ("", "f.yaml:1: there is nothing in it"),
        ("# only a comment\n", "f.yaml:1: there is nothing in it"),
        ("a: \x07", "f.yaml:1: this is not valid YAML: it has a character that a text file may not have"),
        ("a: &x b\n", f"f.yaml:1:4: {ANCHOR}"),
        ("a: b\nc: *x\n", f"f.yaml:2:4: {ANCHOR}"),
        ("a: !!python/object:os.system x\n", "f.yaml:1:4: `!tag` (a YAML tag) is not used here; write the plain value"),
        ("a: " + "[" * 50 + "]" * 50, "f.yaml:1:43: the lists and fields are nested too deeply"),
        ("- " * 50 + "a", "f.yaml:1:81: the lists and fields are nested too deeply"),
    ],
)
def test_what_may_not_be_in_a_file(text: str, finding: str) -> None:
    node, problems = parse(text)
    assert (node, shown(problems)) == (None, [finding])


def test_depth_cannot_be_hidden_behind_closing_brackets() -> None:
    # In a separate process: a parser that goes so deep may crash its process.
    code = (
        "from loipr.files.yaml_file import parse_yaml; found = [];"
        "parse_yaml('a: \"' + ']' * 100000 + '\"\\nb: ' + '[' * 90000 + ']' * 90000, 'f.yaml', found);"
        "print(found[0].place, found[0].message)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=REPOSITORY / "ext", capture_output=True, encoding="utf-8", check=False
    )
    assert (done.returncode, done.stdout) == (0, "f.yaml:2:43 the lists and fields are nested too deeply\n")


def test_fields_are_checked_each_at_its_line() -> None:
    node, problems = parse("number: seven\nsubjekt: x\nnumber: 8\n")
    assert node is not None
    node.expect_fields(["number", "subject"], ["note"])
    assert node.integer("number") is None
    assert shown(problems) == [
        "f.yaml:2: unknown field `subjekt`; did you mean subject?",
        "f.yaml:3: the field `number` is there twice",
        "f.yaml:1: the field `subject` is missing",
        "f.yaml:1: `number` is `seven`; write a whole number, 0 or more",
    ]


def test_values_of_another_kind_are_refused() -> None:
    node, problems = parse("list: x\ntext: [a]\nday: 10 January\nchoice: nown\nempty:\n")
    assert node is not None
    assert list(node.children("list")) == []
    assert node.text("text") == ""
    assert node.date("day") is None
    assert node.choice("choice", ("known", "outline"), "outline") == "outline"
    assert (node.text("empty"), node.texts("empty"), node.integer("empty")) == ("", (), None)
    assert shown(problems) == [
        "f.yaml:1: `list` must be a list, each entry after a `- `",
        "f.yaml:2: expected a single value here, not a list or fields",
        "f.yaml:3: `day` is `10 January`, not a date; write it as 2025-01-10",
        "f.yaml:4: `choice` is `nown`; write known or outline; did you mean known?",
    ]


def test_a_field_whose_name_is_a_list_is_named_in_plain_words() -> None:
    node, problems = parse("? [a, b]\n: c\n")
    assert node is not None
    node.expect_fields([], ["a"])
    assert [one.place.line for one in problems] == [1]
    assert "ScalarNode" not in problems[0].message


TREES = st.recursive(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("abc", min_size=1, max_size=3), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(TREES)
def test_every_accessor_takes_every_tree(tree: object) -> None:
    node, problems = parse(yaml.safe_dump(tree, allow_unicode=True))
    if node is None:
        assert problems
        return
    node.expect_fields(["a"], ["b"])
    for name in ("a", "b", "c"):
        node.text(name), node.texts(name), node.integer(name), node.date(name)
        node.choice(name, ("x", "y")), list(node.children(name)), node.child(name), node.place_of(name)
    assert all(problem.place.line > 0 for problem in problems)


@given(st.text(alphabet="ab:-?|>[]{}&*!#%@`'\"\n \t,", max_size=40) | st.text(max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    node, problems = parse(text)
    assert (node is None) == bool(problems)


@pytest.mark.parametrize(
    ("text", "entries", "told"),
    [
        ("a: S01", ("S01",), []),
        ("a: [S01, S02]", ("S01", "S02"), []),
        ("a: See Annex, page 3", ("See Annex, page 3",), []),
        ("a: [Rescue and Relief]", ("Rescue and Relief",), []),
        ("a: S01, S02", ("S01", "S02"), ["f.yaml:1: `a` is a list; write [S01, S02]"]),
        ("a: [S01; S02]", ("S01", "S02"), ["f.yaml:1: `a` is a list; write [S01, S02]"]),
    ],
)
def test_a_list_without_brackets_or_commas(text: str, entries: tuple[str, ...], told: list[str]) -> None:
    node, problems = parse(text)
    assert node is not None
    assert (node.texts("a"), shown(problems)) == (entries, told)


@pytest.mark.parametrize(
    ("given", "meant"),
    [("TRUE", "true"), ("ya", "true"), ("Yes", "true"), ("1", "true"), ("tidak", "false"), ("Off", "false")],
)
def test_a_word_for_true_or_false(given: str, meant: str) -> None:
    node, problems = parse(f"a: {given}")
    assert node is not None
    assert node.choice("a", ("true", "false")) == meant
    assert shown(problems) == [f"f.yaml:1: `a` is `{given}`; write {meant}"]
