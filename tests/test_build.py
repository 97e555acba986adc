"""The build: its messages, what it builds again, and that it makes the same bytes each time."""

from __future__ import annotations

import filecmp
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sphinx.writers.html5 import HTML5Translator

from support.history import put_under_git
from support.project import REPOSITORY, Project, make_project, needs_print


def read_pages(project: Project, *options: str) -> list[str]:
    """Build once more; return the names of the pages that were read, as the times of their doctrees show."""
    folder = project.root / "out/doctrees"

    def moments() -> dict[str, int]:
        files = folder.rglob("*.doctree")
        return {file.relative_to(folder).with_suffix("").as_posix(): file.stat().st_mtime_ns for file in files}

    before = moments()
    assert project.build(*options) == ""
    return sorted(page for page, moment in moments().items() if before.get(page) != moment)


def tree(root: Path) -> list[str]:
    return sorted(file.relative_to(root).as_posix() for file in root.rglob("*") if file.is_file())


def test_a_good_report_builds_without_a_word(project: Project) -> None:
    assert project.build("-E", "-n", "-W") == ""


def test_a_bad_report_says_what_check_says_each_time(project: Project) -> None:
    project.append(
        "docs/replies/q02-recruitment.md",
        "{article}`33 (9)` {value}`nothing[1].total` {institution}`NONE` {cite}`S77` {question}`7`\n",
    )
    project.replace("data/datasets/placements.csv", "2022,200761", "2022,many")
    expected = """\
data/datasets/placements.csv:2:2: WARNING: total is “many”; write a whole number, without separators or words, as 274965 [loipr.invalid-cell]
docs/replies/q02-recruitment.md:12: WARNING: the bibliography has no entry S77 (they stand in data/references.bib) [loipr.unknown-citation]
docs/replies/q02-recruitment.md:12: WARNING: there is no dataset nothing [loipr.unknown-dataset]
docs/replies/q02-recruitment.md:12: WARNING: there is no institution NONE (they stand in data/institutions.yaml) [loipr.unknown-institution]
docs/replies/q02-recruitment.md:12: WARNING: article 33 has no paragraph 9 (it has 1 to 3); did you mean 33 (3)? [loipr.unknown-provision]
docs/replies/q02-recruitment.md:12: WARNING: the list of issues has no question 7 (it has 1 to 3) [loipr.unknown-question]
"""
    assert project.build() == expected
    assert project.build() == expected
    findings = [re.sub(r"error\[(.*?)\]: (.*)", r"WARNING: \2 [loipr.\1]", line) for line in project.findings()]
    assert findings == expected.splitlines()


def test_what_may_not_be_used_reaches_no_page(project: Project) -> None:
    project.append(
        "docs/replies/q02-recruitment.md",
        "\n<script>alert(1)</script>\n\n```{raw} html\n<b>raw</b>\n```\n\n```{include} ../../conf.py\n```\n",
    )
    project.build()
    page = project.page("replies/q02-recruitment")
    assert "<script>alert" not in page
    assert "<b>raw</b>" not in page
    assert "loipr_symbol" not in page


def test_nothing_changed_nothing_read(project: Project) -> None:
    project.build()
    assert read_pages(project) == []


def test_a_dataset_changed_reads_the_pages_that_draw_from_it(project: Project) -> None:
    project.build()
    project.replace("data/datasets/money.csv", "9.71", "9.72")
    assert read_pages(project) == ["annex"]
    project.replace("data/datasets/placements.csv", "200761", "200762")
    assert read_pages(project) == ["annex", "replies/q02-recruitment", "replies/q03-statistics"]
    assert "200,762" in project.page("replies/q03-statistics")


def test_a_text_changed_reads_its_page(project: Project) -> None:
    project.build()
    project.append("docs/replies/q02-recruitment.md", "\nOne sentence more.\n")
    assert read_pages(project) == ["replies/q02-recruitment"]


def test_a_status_changed_reads_the_pages_that_show_it(project: Project) -> None:
    project.build()
    project.replace("docs/replies/q02-recruitment.md", "status: reviewed", "status: cleared")
    assert read_pages(project) == [
        "abbreviations",
        "convention",
        "index",
        "replies/q02-recruitment",
        "sections/a",
        "sections/b",
    ]
    assert "cleared" in project.page("sections/a")


def test_the_convention_follows_its_citations(project: Project) -> None:
    def cited() -> str:
        page = re.sub(r"<[^>]+>", "", project.page("convention"))
        return " ".join(page.partition("Article\xa08. ")[2].partition("Article\xa09. ")[0].split())

    project.build()
    assert cited().endswith("Not cited.")
    project.append("docs/replies/q02-recruitment.md", "\n{article}`7-9`\n")
    project.build()
    assert cited().endswith("Cited in reply to paragraph 2: 7–9.")
    project.replace("docs/replies/q02-recruitment.md", "{article}`7-9`", "{article}`7`")
    project.build()
    assert cited().endswith("Not cited.")


@pytest.mark.parametrize("builder", ["html", "latex"])
def test_the_same_bytes_whatever_the_processes_and_hashes(project: Project, builder: str) -> None:
    for name, seed, jobs in (("one", "0", "1"), ("two", "1", "3")):
        command = [sys.executable, "-m", "sphinx", "-q", "-b", builder, "-j", jobs, "-c", "."]
        command += ["-d", f"{name}/doctrees", "docs", f"{name}/{builder}"]
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(REPOSITORY / "ext")}
        subprocess.run(command, check=True, cwd=project.root, env=environment)
    one, two = project.root / "one" / builder, project.root / "two" / builder
    assert tree(one) == tree(two)
    assert filecmp.cmpfiles(one, two, tree(one), shallow=False)[1:] == ([], [])


@needs_print
def test_the_same_bytes_if_python_leaves_out_what_it_asserts(project: Project) -> None:
    """With ``-O`` Python runs no ``assert`` of ours or of a library: nothing that is printed may depend on one."""
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY / "ext"), "SOURCE_DATE_EPOCH": "1750000000"}
    made: list[dict[str, bytes]] = []
    for option in ("-B", "-O"):
        shutil.rmtree(project.root / "_build", ignore_errors=True)
        command = [sys.executable, option, "-m", "loipr", "build"]
        subprocess.run(command, check=True, cwd=project.root, env=environment, capture_output=True)
        folders = [project.root / "_build" / name for name in ("html", "pdf", "docx")]
        made.append({f"{one.name}/{name}": (one / name).read_bytes() for one in folders for name in tree(one)})
    assert len(made[0]) > 50
    assert made[0] == made[1]


def test_the_same_bytes_wherever_the_checkout_lies(project: Project, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = make_project(tmp_path_factory.mktemp("elsewhere"))
    assert project.build() == other.build() == ""
    one, two = project.root / "out/html", other.root / "out/html"
    assert tree(one) == tree(two)
    assert filecmp.cmpfiles(one, two, tree(one), shallow=False)[1] == []


def test_an_error_leaves_the_last_good_edition(project: Project) -> None:
    status, said = project.run("build", "html")
    assert (status, said.splitlines()[-1]) == (0, "html: _build/html/index.html")
    before = {name: (project.root / "_build/html" / name).read_bytes() for name in tree(project.root / "_build/html")}
    project.append("docs/replies/q02-recruitment.md", "\n{article}`94`\n")
    status, said = project.run("build", "html")
    assert status == 1
    assert said.splitlines() == [
        "docs/replies/q02-recruitment.md:13: error[unknown-provision]: the ICRMW has no article 94 (it has 1 to 93); "
        "did you mean 93?",
        "10 pages, 3 questions, 2 datasets: 1 error, 0 warnings, 0 gaps",
        "Nothing was built: the report has errors, which are told above. The last editions are untouched.",
    ]
    after = {name: (project.root / "_build/html" / name).read_bytes() for name in tree(project.root / "_build/html")}
    assert after == before


def test_an_edition_is_built_again_only_when_something_has_changed(project: Project) -> None:
    unchanged = "html: _build/html/index.html (nothing has changed)\n"
    assert project.run("build", "html")[0] == 0
    assert project.run("build", "html") == (0, unchanged)
    project.append("docs/replies/q02-recruitment.md", "\nOne sentence more.\n")
    status, said = project.run("build", "html")
    assert (status, said.splitlines()[-1]) == (0, "html: _build/html/index.html")
    assert "One sentence more." in (project.root / "_build/html/replies/q02-recruitment.html").read_text("utf-8")
    assert project.run("build", "html") == (0, unchanged)
    (project.root / "_build/html/index.html").unlink()
    assert project.run("build", "html")[1] != unchanged
    assert (project.root / "_build/html/index.html").exists()


def test_what_older_code_left_behind_is_cleared(project: Project) -> None:
    assert project.run("build", "html")[0] == 0
    workshop = project.root / "_build/.workshop"
    (workshop / "code").write_text("older", encoding="utf-8")
    (workshop / "html/search-index.js").write_text("of older code", encoding="utf-8")
    project.append("docs/replies/q02-recruitment.md", "\nOne sentence more.\n")
    assert project.run("build", "html")[0] == 0


def test_a_warning_of_sphinx_fails_the_edition_again_and_again(project: Project) -> None:
    project.append("conf.py", "\nhtml_theme_options = {'nonsense': 1}\n")
    for _ in range(2):
        status, said = project.run("build", "html")
        assert status == 1
        assert "unsupported theme option 'nonsense' given" in said
        assert said.splitlines()[-1] == "html: not built: see the messages above"
    assert not (project.root / "_build/html").exists()


REFUSED = "Nothing was built: {} must be settled first."


def test_the_official_edition_says_what_is_open(project: Project) -> None:
    project.append("docs/replies/q02-recruitment.md", "\n:::{gap} MFA\nMore figures.\n:::\n")
    status, said = project.run("build", "html", "--official")
    assert status == 1
    assert said.splitlines() == [
        "docs/replies/q02-recruitment.md:13: gap[missing-data]: has a gap for MFA to fill: More figures.",
        "10 pages, 3 questions, 2 datasets: 0 errors, 0 warnings, 1 gap",
        "What stands between the report and its submission:",
        "  question 1 (MFA): the reply is a draft",
        "  question 2 (MOL): the reply is reviewed, not yet cleared, 1 gap",
        "By institution:",
        "  MFA: 1 gap to fill, 1 reply to clear",
        "  MOL: 1 reply to clear",
        REFUSED.format("1 gap and 2 replies that are not cleared"),
    ]


def test_the_official_edition_has_cleared_replies_alone(project: Project) -> None:
    status, said = project.run("build", "html", "--official")
    assert (status, said.splitlines()[-1]) == (1, REFUSED.format("2 replies that are not cleared"))
    project.clear()
    status, said = project.run("build", "html", "--official")
    assert (status, said.splitlines()) == (
        0,
        ["10 pages, 3 questions, 2 datasets: 0 errors, 0 warnings, 0 gaps", "html: _build/html/index.html"],
    )


def test_the_official_edition_refuses_a_warning(project: Project) -> None:
    project.clear()
    project.append("docs/replies/q02-recruitment.md", "\nAnother 1,500 persons.\n")
    status, said = project.run("build", "html", "--official")
    assert (status, said.splitlines()[-3:]) == (
        1,
        [
            "What stands between the report and its submission:",
            "  question 2 (MOL): 2 warnings",
            REFUSED.format("2 warnings"),
        ],
    )


def test_a_package_says_its_title_its_revision_and_when_it_is_due(project: Project) -> None:
    project.clear()
    project.append("conf.py", '\nloipr_title = "Report submitted by Examplia under the Convention"\n')
    title = (
        "  conf.py: loipr_title is still that of a new report; write it as the United Nations words it, as “Second periodic "
        "report submitted by Examplia under article … of the Convention, due in …”"
    )
    due = (
        "  data/lists-of-issues/cmw-c-xxx-qpr-1.yaml: it does not say when the report is due; write it, as deadline: "
        "2026-01-31"
    )
    none = "  git has no revision of the report, and the package must say which it is; commit the report first"
    other = "  files differ from the last revision, and the package must say which it is; commit them first"

    def lines(*arguments: str) -> list[str]:
        status, said = project.run("build", *arguments, "--official")
        assert status == 1
        first, *found, last = said.splitlines()
        assert (first[:9], last) == ("10 pages,", REFUSED.format("what is told above"))
        return found

    # One edition is for a look at it; the package is submitted.
    assert lines("html") == [title]
    assert lines() == [title, due, none]
    put_under_git(project)
    project.replace("conf.py", "Report submitted by", "Second periodic report submitted by")
    assert lines() == [due, other]


@pytest.mark.parametrize("further", [0, 10], ids=["in one process", "in several"])
def test_a_fault_of_our_own_is_told_as_one(project: Project, monkeypatch: pytest.MonkeyPatch, further: int) -> None:
    for number in range(further):
        project.write(f"docs/more{number}.md", "# More\n\nA sentence.\n")
        project.replace("docs/index.md", "\nsources\n", f"\nsources\nmore{number}\n")

    def fail(*_: object) -> None:
        raise IndexError("planted")

    monkeypatch.setattr(HTML5Translator, "visit_paragraph", fail)
    status, said = project.run("build", "html")
    told = "a fault in the machinery (IndexError: planted); _build/.workshop/fault.txt has what its makers need to know"
    assert (status, said.splitlines()[-1]) == (1, f"html: not built: {told}")
    assert "in fail" in project.read("_build/.workshop/fault.txt")
