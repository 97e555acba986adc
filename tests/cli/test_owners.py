"""The owners files: made from the data, they say who must agree to a change; a pull request cannot abuse them."""

from __future__ import annotations

from pathlib import Path

import pytest

from loipr.cli.owners import PATHS, owners_file
from loipr.facts.settings import Settings
from loipr.report import load_report
from support.project import REPOSITORY, Project

HEAD = """\
# Who must agree to a change. Made by `python -m loipr owners` from the data: not to be edited.
# The last line that names a file decides.

# What no line below names is treated as code: the machinery, its tests and workflows, and the data that
# decide what is right (treaties, lists of issues, institutions, rules of form).
* @examplia/maintainers

# The pages, the figures and their sources.
/docs/ @examplia/coordinators
/data/datasets/ @examplia/coordinators
/data/datapackage.json @examplia/coordinators
/data/references.bib @examplia/coordinators
/data/abbreviations.yaml @examplia/coordinators
/data/calendar.yaml @examplia/coordinators
/data/meetings/ @examplia/coordinators
/data/comments.yaml @examplia/coordinators
/data/register.yaml @examplia/coordinators
/data/accepted.yaml @examplia/coordinators

# Each reply: its lead institution and, so that none clears its own reply alone, the coordinators.
"""
DATASETS = """
# Each dataset, and the page that tells of it: the institution that answers for its figures.
/data/datasets/placements.csv @examplia/mol
"""


@pytest.fixture
def owned(project: Project) -> Project:
    project.replace("conf.py", 'loipr_treaty = "ICRMW"\n', 'loipr_treaty = "ICRMW"\nloipr_organisation = "examplia"\n')
    return project


@pytest.mark.parametrize("path", PATHS)
def test_the_owners_files_are_as_the_data_have_it(path: str) -> None:
    assert (REPOSITORY / path).read_text(encoding="utf-8") == owners_file(
        load_report(REPOSITORY, Settings.read(REPOSITORY))
    )


def test_replies_and_datasets_belong_to_their_institutions(owned: Project) -> None:
    assert owned.run("owners") == (0, "".join(f"{path} was written\n" for path in PATHS))
    replies = """\
/docs/replies/q01-laws.md @examplia/mfa @examplia/coordinators
/docs/replies/q02-recruitment.md @examplia/mol @examplia/coordinators
/docs/replies/q03-statistics.md @examplia/mol @examplia/coordinators
"""
    for path in PATHS:
        assert (owned.root / path).read_text(encoding="utf-8") == HEAD + replies + DATASETS
    assert owned.run("owners", "--check") == (0, "".join(f"{path} is as the data have it\n" for path in PATHS))


def test_a_new_lead_is_told(owned: Project) -> None:
    owned.run("owners")
    owned.replace("docs/replies/q01-laws.md", "lead: MFA", "lead: MinLabour")
    told = "".join(
        f"{path} is not as the data have it; a maintainer runs `python -m loipr owners`, which makes it so:\n"
        "  goes: /docs/replies/q01-laws.md @examplia/mfa @examplia/coordinators\n"
        "  comes: /docs/replies/q01-laws.md @examplia/mol @examplia/coordinators\n"
        for path in PATHS
    )
    assert owned.run("owners", "--check") == (1, told)
    assert owned.run("owners")[0] == 0
    assert owned.run("owners", "--check")[0] == 0


@pytest.mark.parametrize("name", ["q*.md", "q02 conf.py.md", "q[0-9].md", "q#.md", "!q.md"])
def test_a_name_that_stands_for_other_files_is_not_written(owned: Project, name: str) -> None:
    before = owners_file(owned.load())
    owned.write(f"docs/replies/{name}", "---\nquestion: 2\nstatus: draft\nlead: MOL\n---\n\n# Heading\n")
    assert owners_file(owned.load()) == before


@pytest.mark.parametrize("path", ["../conf.py", "../.github/CODEOWNERS", "*", "references.bib"])
def test_a_dataset_elsewhere_is_not_written(owned: Project, path: str) -> None:
    owned.replace("data/datapackage.json", '"datasets/placements.csv"', f'"{path}"')
    try:
        text = owners_file(owned.load())
    except ValueError as error:
        text = str(error)
    assert "@examplia/mol" not in text


def test_a_page_of_a_dataset_is_one_of_docs_data(owned: Project) -> None:
    owned.append("docs/index.md", "\n:::{dataset} placements\n:::\n")
    assert owners_file(owned.load()).endswith(DATASETS)
    owned.write("docs/data/placements.md", "# Placements\n\n:::{dataset} placements\n:::\n")
    owned.replace("docs/index.md", "\n:::{dataset} placements\n:::\n", "")
    assert owners_file(owned.load()).endswith(f"{DATASETS}/docs/data/placements.md @examplia/mol\n")


def test_two_institutions_never_share_a_team(owned: Project) -> None:
    owned.append("data/institutions.yaml", "- id: M-F-A\n  name: A\n- id: M F A\n  name: B\n")
    assert owned.run("owners") == (
        2,
        "loipr: M-F-A and M F A would have one team, m-f-a; change an abbreviation\n",
    )


def test_without_the_organisation_it_says_what_to_write(project: Project) -> None:
    assert project.run("owners") == (
        2,
        "loipr: conf.py: loipr_organisation is missing; write the name that stands before the teams there\n",
    )
    assert not (project.root / Path(PATHS[0])).exists()
