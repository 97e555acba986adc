"""Building again: a second build makes what a first one would have made, and reports its findings again."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from support.changes import (
    DESCRIPTOR,
    LAWS,
    LIST,
    MONEY,
    RECRUITMENT,
    STATISTICS,
    Change,
    add,
    both,
    hold,
    rename,
    swap,
)
from support.project import FILES, Project


def site(folder: Path) -> dict[str, bytes]:
    """Return the files of the site in *folder*, by their paths there."""
    files = (file for file in folder.rglob("*") if file.is_file())
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in files
        if not file.name.startswith(".buildinfo")
    }


def nothing(project: Project) -> None:
    pass


def add_page(project: Project) -> None:
    project.write("docs/extra.md", "# Extra\n\nSee {article}`9`.\n")
    project.replace("docs/index.md", "\nsources\n", "\nsources\nextra\n")


def remove_page(project: Project) -> None:
    (project.root / "docs/extra.md").unlink()
    project.replace("docs/index.md", "\nsources\nextra\n", "\nsources\n")


def add_rules_and_a_former_name(project: Project) -> None:
    project.write("docs/guides/rules.md", "# Rules\n\n:::{rule-list}\n:::\n")
    project.replace("docs/index.md", "\nsources\n", "\nsources\nguides/rules\n")
    project.append(LAWS, "\n% A remark.\n\nThe Labour Office closed.\n")


def put_sections_below_a_page(project: Project) -> None:
    project.write("docs/replies.md", "# Replies\n\n:::{toctree}\n\nsections/a\nsections/b\n:::\n")
    project.replace("docs/index.md", "\nsections/a\nsections/b\n", "\nreplies\n")


def remove_dataset(project: Project) -> None:
    package = json.loads(FILES[DESCRIPTOR])
    del package["resources"][1]
    project.write(DESCRIPTOR, json.dumps(package, indent=2))
    (project.root / MONEY).unlink()


CHANGES: dict[str, tuple[Change, Change]] = {
    "an institution has another name": (
        nothing,
        swap("data/institutions.yaml", "name: Ministry of Labour", "name: Ministry of Work"),
    ),
    "the subject of an article": (
        nothing,
        swap("data/treaties/icrmw.yaml", "Right to information on Convention rights", "Information"),
    ),
    "a source has another title": (nothing, swap("data/references.bib", "{Annual data}", "{Yearly data}")),
    "a page has another title": (nothing, swap(RECRUITMENT, "# Recruitment", "# Hiring")),
    "a page has another name": (
        add(STATISTICS, "\nSee {question}`2`.\n"),
        rename(RECRUITMENT, "docs/replies/q02-hiring.md"),
    ),
    "a page cites another source": (nothing, add(STATISTICS, "\nAs was told {cite}`S02`.\n")),
    "a page has a table more": (nothing, add(LAWS, "\n:::{data-table} money\n:::\n")),
    "a page uses another abbreviation": (nothing, add(LAWS, "\nUnder {article}`ICCPR 14` and by LABOFF.\n")),
    "a page has another heading": (nothing, add(LAWS, "\n## More\n\nText.\n")),
    "pages come below a heading, and have other labels": (
        put_sections_below_a_page,
        swap("docs/replies.md", ":::{toctree}", "## Part\n\n:::{toctree}"),
    ),
    "a page has two headings of its own": (nothing, add("docs/sections/a.md", "\n# More\n\nText.\n")),
    "a page has a paragraph more": (
        add(STATISTICS, "\n(costs)=\nNothing.\n"),
        add(RECRUITMENT, "\nText. See {paragraph}`costs`.\n"),
    ),
    "a paragraph moves to another page": (
        both(add(STATISTICS, "\n(costs)=\nNothing.\n"), add(LAWS, "\nSee {paragraph}`costs`.\n")),
        both(swap(STATISTICS, "\n(costs)=", ""), add(RECRUITMENT, "\n(costs)=\nNothing.\n")),
    ),
    "the paragraph that was missing": (
        add(LAWS, "\nSee {paragraph}`costs`.\n"),
        add(STATISTICS, "\n(costs)=\nNothing.\n"),
    ),
    "a table is put before another, and its page is not the one that refers to it": (
        both(
            add(STATISTICS, "\n:::{data-table} money\n:name: sums\n:::\n"), add(RECRUITMENT, "\nSee {table}`sums`.\n")
        ),
        add(LAWS, "\n:::{data-table} money\n:::\n"),
    ),
    "the table that was missing": (
        add(LAWS, "\nSee {table}`sums`.\n"),
        add(STATISTICS, "\n:::{data-table} money\n:name: sums\n:::\n"),
    ),
    "a named table becomes a figure": (
        both(add(STATISTICS, "\n:::{data-table} placements\n:name: all\n:::\n"), add(LAWS, "\nSee {table}`all`.\n")),
        swap(
            STATISTICS,
            ":::{data-table} placements\n:name: all\n",
            ":::{data-chart} placements\n:name: all\n:columns: period, total\n",
        ),
    ),
    "a page is gone": (add_page, remove_page),
    "a reply to an item is gone": (nothing, swap(LAWS, ":::{reply} (a)", ":::{reply} (b) (i)")),
    "a dataset is gone": (nothing, remove_dataset),
    "a finding is accepted": (
        add_rules_and_a_former_name,
        swap(LAWS, "% A remark.", "% accept superseded-name: the name of its time"),
    ),
    "the observation that was missing": (
        add(RECRUITMENT, "\n{value}`money[2024, total].value`\n"),
        add(MONEY, "2024,total,15.7\n"),
    ),
    "the treaty that was missing": (
        add(RECRUITMENT, "\n{article}`CAT 3`\n"),
        swap("data/treaties/iccpr.yaml", "abbreviation: ICCPR", "abbreviation: CAT"),
    ),
    "the dictionary that was missing": (
        both(
            add("conf.py", 'loipr_national_dictionary = "id_ID"\n'), add(RECRUITMENT, "\nFees (*biaya penempatan*).\n")
        ),
        lambda project: hold(project, "misspelt-word", "  dictionary: en_GB\n"),
    ),
    "the source that was missing": (
        add(RECRUITMENT, "\n{cite}`S03`\n"),
        add("data/references.bib", "\n@misc{S03, title = {New}, author = {{Office}}, year = {2025}}\n"),
    ),
}


@pytest.mark.parametrize(("before", "change"), CHANGES.values(), ids=CHANGES)
def test_a_second_build_makes_what_a_first_would(project: Project, before: Change, change: Change) -> None:
    before(project)
    project.build()
    change(project)
    assert project.build() == project.build(out="clean")
    again, clean = site(project.root / "out/html"), site(project.root / "clean/html")
    assert sorted(again) == sorted(clean)
    assert [name for name, content in clean.items() if again[name] != content] == []


def test_the_site_follows_what_another_edition_has_read(project: Project) -> None:
    assert project.run("build", "html")[0] == 0
    project.append(STATISTICS, "\n:::{data-table} money\n:::\n")
    project.replace(RECRUITMENT, "# Recruitment", "# Hiring")
    assert project.run("build", "docx", "html")[0] == 0
    again = site(project.root / "_build/html")
    shutil.rmtree(project.root / "_build")
    assert project.run("build", "docx", "html")[0] == 0
    clean = site(project.root / "_build/html")
    assert [name for name, content in clean.items() if again.get(name) != content] == []


def test_a_page_that_is_gone_leaves_the_edition(project: Project) -> None:
    add_page(project)
    assert project.run("build", "html")[0] == 0
    page = project.root / "_build/html/extra.html"
    assert page.exists()
    remove_page(project)
    assert project.run("build", "html")[0] == 0
    assert not page.exists()


def test_the_convention_forgets_a_page_that_is_gone(project: Project) -> None:
    add_page(project)
    project.build()
    assert "extra.html#extra-article-1" in project.page("convention")
    remove_page(project)
    project.build()
    assert "extra.html#extra-article-1" not in project.page("convention")


def test_a_page_moved_to_another_folder_is_a_change(project: Project) -> None:
    assert project.run("build", "html")[0] == 0
    (project.root / "docs/s").mkdir()
    (project.root / STATISTICS).rename(project.root / "docs/s/q03-statistics.md")
    status, said = project.run("build", "html")
    assert status == 1
    assert said.splitlines()[0] == (
        f"{LIST}:37: error[question-without-page]: no page answers question 3 (Statistics); add {STATISTICS}"
    )


def many_pages(project: Project, pages: int) -> None:
    """Add so many *pages* to the report that parallel reading gives several to each process."""
    names = [f"extra/p{number:02}" for number in range(pages)]
    for number, name in enumerate(names):
        fault = " {article}`94`" if number % 10 == 0 else ""
        project.write(f"docs/{name}.md", f"# Page {number}\n\nSee {{article}}`{1 + number}`{fault}.\n")
    project.replace("docs/index.md", "\nsources\n", "\nsources\n" + "\n".join(names) + "\n")


def test_many_pages_in_several_processes(project: Project) -> None:
    many_pages(project, 40)
    expected = "".join(
        f"docs/extra/p{number:02}.md:3: WARNING: the ICRMW has no article 94 (it has 1 to 93); did you mean 93? "
        "[loipr.unknown-provision]\n"
        for number in (0, 10, 20, 30)
    )
    assert project.build("-j", "1", out="one") == expected
    assert project.build("-j", "3", out="three") == expected
    assert site(project.root / "one/html") == site(project.root / "three/html")
    for number in (3, 10, 17, 24, 31):
        project.replace(f"docs/extra/p{number:02}.md", "# Page", "# Place")
        project.replace(f"docs/extra/p{number:02}.md", "See {article}", "Compare {article}")
    assert project.build("-j", "3", out="three") == expected
    assert "Compare" in project.page("extra/p17", out="three")
    assert "Place 17" in project.page("convention", out="three")
