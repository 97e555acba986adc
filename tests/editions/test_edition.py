"""The records of the editions: all that they name exists, and the commands and the README agree with them."""

from __future__ import annotations

import configparser
import re

import pytest

from loipr.editions.edition import EDITIONS, Edition
from support.project import REPOSITORY, Project

README = (REPOSITORY / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("edition", EDITIONS.values(), ids=EDITIONS)
def test_its_maker_and_its_builder_are_there(edition: Edition, project: Project) -> None:
    maker = edition.maker()
    assert callable(maker.make)
    assert maker.NEEDS is None or maker.NEEDS.packages
    assert project.build(builder=edition.builder) == ""


def test_no_two_editions_are_written_to_one_place() -> None:
    for names in zip(*((edition.builder, edition.place, edition.title) for edition in EDITIONS.values()), strict=True):
        assert len(set(names)) == len(EDITIONS)


def test_each_has_its_command() -> None:
    tox = configparser.ConfigParser(interpolation=None)
    tox.read(REPOSITORY / "tox.ini")
    section = next(name for name in tox.sections() if name.startswith("testenv:{report"))
    commands = dict(line.split(": ", 1) for line in tox[section]["commands"].strip().splitlines())
    assert {name: commands[name] for name in EDITIONS} == {
        name: f"python -m loipr build {name} {{posargs}}" for name in EDITIONS
    }


def test_the_readme_lists_them_in_their_order() -> None:
    row = next(line for line in README.splitlines() if line.endswith("| one edition |"))
    assert re.findall(r"tox -e (\w+)", row) == list(EDITIONS)
