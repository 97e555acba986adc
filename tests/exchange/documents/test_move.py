"""``import --move``: a report with several replies follows a corrected list, and no sentence is lost."""

from __future__ import annotations

import re

import pytest

from loipr.cli.main import main
from loipr.facts.lists_of_issues import load_list_of_issues
from support.changes import LIST
from support.project import FILES, Project

HEAD = """\
CMW/C/XXX/QPR/1
Distr.: General
10 January 2025
Original: English

List of issues prior to submission of the initial report of Examplia

"""
FIRST = f"""{HEAD}Section I

A. General information

1. Please provide information on the lanterns of the harbour, and on:

(a) The oil that lanterns burn in winter nights;

(b) The glass that lanterns have against storms;

(c) The wages of the keepers who light every lantern.

2. Please describe the windmills on the hills and their millers.

3. Please explain how bridges are built and mended, in particular:

(a) The timber of wooden bridges over rivers;

(b) The tolls that travellers pay at stone bridges.

B. Articles of the Convention

4. Please describe the bakers and their ovens of clay.

Section II

5. Please report any new fountains since the previous review.
"""
#: Question 2 (windmills) is gone, a new one comes first, letters have moved, the bakers' question asks about tolls.
CORRECTED = f"""{HEAD}Section I

A. General information

1. Please indicate which market days are held, and where.

2. Please provide information on the lanterns of the harbour, and on:

(a) The glass that lanterns have against storms;

(b) The rules for lanterns on ships;

(c) The oil that lanterns burn in winter nights.

3. Please explain how bridges are built and mended, in particular:

(a) The timber of wooden bridges over rivers.

B. Articles of the Convention

4. Please describe the bakers and their ovens of clay, and:

(a) The tolls that travellers pay at stone bridges;

(b) The flour that ovens need.

C. Ships

5. Please describe the anchors of ships.

Section II

6. Please report any new fountains since the previous review.
"""
LANTERNS = """\
---
question: 1
status: contributed
lead: MFA
---

# Lanterns

Lanterns hang in every street.

:::{reply} (a)
Oil of olives burns in them, as {question}`1 (b)` and {question}`3 (b)` say.
:::

:::{reply} (b)
The glass is thick.
:::

::::{reply} (c)
Keepers earn a silver coin.

:::{gap} MOL
Wages by year.
:::
::::
"""
PAGES = {
    "docs/replies/q01-lanterns.md": LANTERNS,
    "docs/replies/q02-windmills.md": "---\nquestion: 2\nstatus: draft\nlead: MOL\n---\n\n# Windmills\n\nSeven windmills turn; see {question}`4`.\n",
    "docs/replies/q03-bridges.md": """\
---
question: 3
status: draft
lead: MOL
---

# Bridges

:::{reply} (a)
Oak is used; see {question}`2` and {question}`5`.
:::

:::{reply} (b)
Travellers pay a penny.
:::
""",
    "docs/replies/q04-bakers.md": "---\nquestion: 4\nstatus: draft\nlead: MOL\n---\n\n# Bakers\n\nBakers rise early; [lanterns](q01-lanterns.md) help.\n",
    "docs/replies/q05-fountains.md": "---\nquestion: 5\nstatus: draft\nlead: MOL\n---\n\n# Fountains\n\nOne fountain is new; see {question}`1 (c)` and {question}`1 (a)`.\n",
}


@pytest.fixture
def report(project: Project) -> Project:
    """Return a report with five replies to the first list."""
    for path in [path for path in FILES if path.startswith("docs/replies/")]:
        (project.root / path).unlink()
    (project.root / LIST).unlink()
    project.write("list.txt", FIRST)
    assert main(["import", "list.txt", "--yes"]) == 0
    for file in (project.root / "docs/replies").glob("*.md"):
        file.unlink()
    for path, text in PAGES.items():
        project.write(path, text)
    project.write("docs/sections/ii.md", "# New\n\n:::{question-list} ii\n:::\n")
    project.replace("docs/index.md", "sections/b\n", "sections/b\nsections/ii\n")
    assert [one for one in project.findings() if "error" in one] == []
    return project


def test_replies_follow_their_questions(report: Project, capsys: pytest.CaptureFixture[str]) -> None:
    report.write("list.txt", CORRECTED)
    capsys.readouterr()
    assert main(["import", "list.txt", "--yes", "--move"]) == 0
    shown = capsys.readouterr().out
    assert (
        shown[shown.index("Moved:") :]
        == """\
Moved:
  docs/replies/q01-lanterns.md:12: {question}`1 (b)` is now {question}`2 (a)`
  docs/replies/q01-lanterns.md:12: {question}`3 (b)` is now {question}`4 (a)`
  docs/replies/q03-bridges.md:10: {question}`5` is now {question}`6`
  docs/replies/q05-fountains.md:9: {question}`1 (a)` is now {question}`2 (c)`
  docs/replies/q01-lanterns.md: what answered (c) is parked in docs/parked/q01-lanterns-c.md
  docs/replies/q03-bridges.md: what answered item (b) answers question 4 (a) now
  docs/replies/q01-lanterns.md: question 1 is now 2
  docs/replies/q01-lanterns.md: what answered (a) answers (c) now
  docs/replies/q01-lanterns.md: what answered (b) answers (a) now
  docs/replies/q01-lanterns.md: a gap was added for item (b), which is new
  docs/replies/q02-windmills.md: question 2 (Windmills on the hills and their millers) is gone; parked in \
docs/parked/q02-windmills.md
  docs/replies/q04-bakers.md: a gap was added for item (b), which is new
  docs/replies/q05-fountains.md: question 5 is now 6
  docs/index.md: the section sections/c is new, and stands in these contents now

Left to you:
  docs/replies/q03-bridges.md:10: it referred to question 2, which is no longer there; name another in its place
  docs/replies/q06-fountains.md:9: it referred to question 1 (c), which is no longer there; name another in its place
  docs/replies/q04-bakers.md: question 4 has items now; divide its text among them

Pages without a text yet:
  docs/replies/q01-which-market-days-held.md
  docs/replies/q05-ships.md
  docs/sections/c.md
What to do with the replies is kept in _build/import/cmw-c-xxx-qpr-1.txt, the list as it was in \
cmw-c-xxx-qpr-1.before.yaml
Written: data/lists-of-issues/cmw-c-xxx-qpr-1.yaml
Written: docs/replies/q03-bridges.md
Written: docs/parked/q01-lanterns-c.md
Written: docs/parked/q02-windmills.md
Written: docs/replies/q04-bakers.md
Written: docs/replies/q02-lanterns.md
Written: docs/replies/q06-fountains.md
Written: docs/replies/q01-which-market-days-held.md
Written: docs/replies/q05-ships.md
Written: docs/sections/c.md
Written: docs/index.md
Removed: docs/replies/q01-lanterns.md
Removed: docs/replies/q05-fountains.md
Removed: docs/replies/q02-windmills.md
"""
    )
    assert (
        report.read("docs/replies/q02-lanterns.md")
        == """\
---
question: 2
status: contributed
lead: MFA
---

# Lanterns

Lanterns hang in every street.

:::{reply} (a)
The glass is thick.
:::

::::{reply} (b)
:::{gap} MFA
The reply to this item.
:::
::::

:::{reply} (c)
Oil of olives burns in them, as {question}`2 (a)` and {question}`4 (a)` say.
:::
"""
    )
    assert (
        report.read("docs/replies/q04-bakers.md")
        == """\
---
question: 4
status: draft
lead: MOL
---

# Bakers

Bakers rise early; [lanterns](q02-lanterns.md) help.

:::{reply} (a)
Travellers pay a penny.
:::

::::{reply} (b)
:::{gap} MOL
The reply to this item.
:::
::::
"""
    )
    assert report.read("docs/parked/q02-windmills.md") == PAGES["docs/replies/q02-windmills.md"]
    assert (
        report.read("docs/parked/q01-lanterns-c.md")
        == """\
---
question: 1
---

# Lanterns, formerly (c)

::::{reply} (c)
Keepers earn a silver coin.

:::{gap} MOL
Wages by year.
:::
::::
"""
    )
    assert report.read("docs/index.md").count("sections/c\nsections/ii\n") == 1


def test_what_is_parked_is_found_and_in_no_edition(report: Project) -> None:
    report.write("list.txt", CORRECTED)
    assert main(["import", "list.txt", "--yes", "--move"]) == 0
    assert report.findings() == [
        "docs/parked/q01-lanterns-c.md: gap[parked-text]: a reply to the former question 1 (“Lanterns, formerly (c)”, 8 "
        "words) stands in no edition; move what is of use into other replies, and delete the file",
        "docs/parked/q02-windmills.md: gap[parked-text]: a reply to the former question 2 (“Windmills”, 4 words) stands "
        "in no edition; move what is of use into other replies, and delete the file",
        "docs/replies/q01-which-market-days-held.md:9: gap[missing-data]: has a gap for MFA to fill: The reply to this question.",
        "docs/replies/q02-lanterns.md:16: gap[missing-data]: item (b) has a gap for MFA to fill: The reply to this item.",
        "docs/replies/q03-bridges.md:10: error[unknown-question]: “formerly 2” names no question; write its number, with "
        "an item if need be, as 12 or 12 (b)",
        "docs/replies/q04-bakers.md:16: gap[missing-data]: item (b) has a gap for MOL to fill: The reply to this item.",
        "docs/replies/q05-ships.md:9: gap[missing-data]: has a gap for MFA to fill: The reply to this question.",
        "docs/replies/q06-fountains.md:9: error[unknown-question]: “formerly 1 (c)” names no question; write its number, "
        "with an item if need be, as 12 or 12 (b)",
    ]
    report.replace("docs/replies/q03-bridges.md", "`formerly 2`", "`1`")
    report.replace("docs/replies/q06-fountains.md", "`formerly 1 (c)`", "`2`")
    assert report.build() == ""
    assert not any(page.path.startswith("docs/parked/") for page in report.load().pages)
    page = report.page("index")
    assert "docs/parked/q02-windmills.md</span></code>: Windmills (formerly question 2; 4 words)" in page
    assert not (report.root / "out/html/parked").exists()
    built = [file for file in (report.root / "out/html").rglob("*") if file.suffix in (".html", ".js", ".txt", ".md")]
    assert not any("Seven windmills turn" in file.read_text(encoding="utf-8") for file in built)


def test_the_same_list_again_moves_nothing(report: Project, capsys: pytest.CaptureFixture[str]) -> None:
    report.write("list.txt", CORRECTED)
    assert main(["import", "list.txt", "--yes", "--move"]) == 0
    report.clear()
    before = {file: file.read_bytes() for file in (report.root / "docs").rglob("*.md")}
    capsys.readouterr()
    assert main(["import", "list.txt", "--yes", "--move"]) == 0
    assert "Moved" not in capsys.readouterr().out
    assert {file: file.read_bytes() for file in (report.root / "docs").rglob("*.md")} == before


def test_nothing_moves_until_it_is_agreed(report: Project, capsys: pytest.CaptureFixture[str]) -> None:
    before = {file: file.read_bytes() for folder in ("docs", "data") for file in (report.root / folder).rglob("*.*")}
    report.write("list.txt", CORRECTED)
    assert main(["import", "list.txt", "--move"]) == 0
    assert "Left to you" in capsys.readouterr().out
    # If one file cannot be written, none is.
    report.write("docs/parked", "a file where the folder should be")
    assert main(["import", "list.txt", "--move", "--yes"]) == 1
    (report.root / "docs/parked").unlink()
    assert {
        file: file.read_bytes() for folder in ("docs", "data") for file in (report.root / folder).rglob("*.*")
    } == before


def test_parked_texts_stay_in_the_project(
    report: Project, tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (report.root / "docs/parked").symlink_to(outside)
    report.write("list.txt", CORRECTED)
    assert main(["import", "list.txt", "--move", "--yes"]) == 1
    assert (
        "docs/parked/q02-windmills.md: this leads outside the project; make its folder here" in capsys.readouterr().out
    )
    assert list(outside.iterdir()) == []


def test_a_short_document_takes_no_questions_away(report: Project, capsys: pytest.CaptureFixture[str]) -> None:
    report.write("list.txt", f"{HEAD}1. Please describe the bakers and their ovens of clay.\n")
    before = report.read(LIST)
    assert main(["import", "list.txt", "--yes", "--move"]) == 1
    assert capsys.readouterr().out.endswith(
        "4 of 5 questions would be gone: is this the whole document, and the right one? If so, add --replace\n"
        "Nothing was written.\n"
    )
    assert report.read(LIST) == before
    assert main(["import", "list.txt", "--yes", "--move", "--replace"]) == 0
    assert sorted(file.name for file in (report.root / "docs/parked").iterdir()) == [
        "q01-lanterns.md",
        "q02-windmills.md",
        "q03-bridges.md",
        "q05-fountains.md",
    ]


def test_what_answers_two_items_is_left(report: Project, capsys: pytest.CaptureFixture[str]) -> None:
    report.replace("docs/replies/q03-bridges.md", ":::\n\n:::{reply} (b)\n", "")
    report.replace("docs/replies/q03-bridges.md", "{reply} (a)", "{reply} (a) and (b)")
    report.write("list.txt", CORRECTED)
    capsys.readouterr()
    assert main(["import", "list.txt", "--yes", "--move"]) == 0
    shown = capsys.readouterr().out
    assert "docs/replies/q03-bridges.md: one reply to (a) and (b), of which (b) is gone: take its part out" in shown
    assert "Travellers pay a penny." in report.read("docs/replies/q03-bridges.md")


def test_footnotes_go_with_their_reply(report: Project, capsys: pytest.CaptureFixture[str]) -> None:
    bridges, bakers = "docs/replies/q03-bridges.md", "docs/replies/q04-bakers.md"
    report.replace(bridges, "Oak is used;", "Oak[^both] is used;")
    report.replace(bridges, "pay a penny.", "pay a penny.[^n] Children[^both] pay none.[^1]")
    report.append(
        bridges,
        "\n[^n]: Or two,\n    at night.\n\n    Or three.\n[^both]: As a rule.\n\n[^1]: Up to ten years of age.\n",
    )
    report.replace(bakers, "rise early", "rise[^n] early")
    report.append(bakers, "\n[^n]: Before the sun.\n")
    report.write("list.txt", CORRECTED)
    capsys.readouterr()
    assert main(["import", "list.txt", "--yes", "--move"]) == 0
    assert f"{bridges}: what answered item (b) answers question 4 (a) now" in capsys.readouterr().out
    assert report.read(bridges).endswith(
        "(a)\nOak[^both] is used; see {question}`formerly 2` and {question}`6`.\n:::\n\n[^both]: As a rule.\n"
    )
    assert (
        report.read(bakers).partition("# Bakers")[2]
        == """

Bakers rise[^n] early; [lanterns](q02-lanterns.md) help.

:::{reply} (a)
Travellers pay a penny.[^n-2] Children[^both] pay none.[^1]
:::

::::{reply} (b)
:::{gap} MOL
The reply to this item.
:::
::::

[^n]: Before the sun.

[^n-2]: Or two,
    at night.

    Or three.

[^both]: As a rule.

[^1]: Up to ten years of age.
"""
    )
    assert [one for one in report.findings() if "footnote" in one] == []


def test_footnotes_are_parked_with_their_reply(report: Project) -> None:
    report.replace(
        "docs/replies/q01-lanterns.md", "Keepers earn a silver coin.", "Keepers earn a coin.[^n]\n\n[^n]: Of silver."
    )
    report.append("docs/replies/q01-lanterns.md", "\n[^m]: The mine.\n")
    report.replace("docs/replies/q01-lanterns.md", "a coin.", "a coin[^m].")
    report.write("list.txt", CORRECTED)
    assert main(["import", "list.txt", "--yes", "--move"]) == 0
    parked = report.read("docs/parked/q01-lanterns-c.md")
    assert "Keepers earn a coin[^m].[^n]\n\n[^n]: Of silver.\n" in parked
    assert parked.endswith("::::\n\n[^m]: The mine.\n")
    assert "[^m]" not in report.read("docs/replies/q02-lanterns.md")


def test_a_footnote_within_a_reply_that_others_need_is_left(
    report: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    report.replace("docs/replies/q03-bridges.md", "Oak is used;", "Oak[^n] is used;")
    report.replace("docs/replies/q03-bridges.md", "pay a penny.", "pay a penny.\n\n[^n]: As a rule.")
    report.write("list.txt", CORRECTED)
    capsys.readouterr()
    assert main(["import", "list.txt", "--yes", "--move"]) == 0
    assert (
        "docs/replies/q03-bridges.md: the reply to (b) holds a footnote that other text refers to; move it by hand\n"
        in capsys.readouterr().out
    )
    assert "[^n]: As a rule." in report.read("docs/replies/q03-bridges.md")


def test_what_was_cleared_is_a_draft_again_if_it_was_moved(report: Project, capsys: pytest.CaptureFixture[str]) -> None:
    names = ("q01-lanterns", "q02-windmills", "q03-bridges", "q05-fountains")
    for name in names:
        before = "contributed" if name == "q01-lanterns" else "draft"
        report.replace(f"docs/replies/{name}.md", f"status: {before}", "status: cleared")
    report.write("list.txt", CORRECTED)
    capsys.readouterr()
    assert main(["import", "list.txt", "--yes", "--move"]) == 0
    shown = capsys.readouterr().out
    reopened = [line.strip() for line in shown.split("\n") if "cleared" in line]
    assert reopened == [
        f"docs/replies/{name}.md: it was cleared, and is a draft again; clear it anew when it is right"
        for name in names
    ]
    for path in ("replies/q02-lanterns", "parked/q02-windmills", "replies/q03-bridges", "replies/q06-fountains"):
        assert "\nstatus: draft\n" in report.read(f"docs/{path}.md")


def test_new_developments_and_figures_are_sought_in_their_sections(project: Project) -> None:
    """These questions of the outline share hardly a word with the Committee's questions in Sections II and III."""
    outline_ = FILES[LIST].replace("number_of_questions: 3", "number_of_questions: 5")
    for number, (name, subject) in enumerate((("ii", "New developments"), ("iii", "Statistics")), 4):
        outline_ += (
            f"- id: {name}\n  heading: Section {name.upper()}\n  questions:\n  - number: {number}\n    subject: {subject}\n"
            f"    slug: part-{name}\n    standing: outline\n    summary: {'What is new.' if number == 4 else 'Figures.'}\n"
        )
    project.write(LIST, outline_)
    text = (
        f"{HEAD}Section I\n\n1. Please describe figures of laws.\n\n2. Please describe recruitment agencies.\n\n"
        "3. Please describe statistics and what is new.\n\n4. Please describe cats.\n\nSection II\n\n"
        "5. The State party is invited to write three pages.\n\nSection III\n\n"
        "6. Please tabulate fountains by colour.\n"
    )
    project.write("list.txt", text)
    main(["import", "list.txt", "--yes"])
    found = load_list_of_issues(project.root, "CMW/C/XXX/QPR/1", [])
    assert found is not None
    assert [(one.number, one.slug) for one in found.questions.values() if one.slug.startswith("part-")] == [
        (5, "part-ii"),
        (6, "part-iii"),
    ]


def test_replies_to_parts_of_an_item_are_joined_when_it_has_none(
    report: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    """The longest fence holds both, and references follow."""
    divided = FIRST.replace(
        "(a) The timber of wooden bridges over rivers;",
        "(a) The timber of wooden bridges over rivers:\n\n(i) Its age;\n\n(ii) Its price;",
    )
    report.write("list.txt", divided)
    assert main(["import", "list.txt", "--yes"]) == 0
    page = PAGES["docs/replies/q03-bridges.md"].replace("{reply} (a)", "{reply} (a) (i)")
    price = "::::{reply} (a) (ii)\nOak is dear.\n\n:::{gap} MOL\nPrices.\n:::\n::::\n\n"
    report.write("docs/replies/q03-bridges.md", page.replace(":::{reply} (b)", f"{price}:::{{reply}} (b)"))
    report.replace("docs/replies/q05-fountains.md", "`1 (c)`", "`3 (a) (ii)`")
    report.write("list.txt", FIRST)
    capsys.readouterr()
    assert main(["import", "list.txt", "--yes", "--move"]) == 0
    assert (
        report.read("docs/replies/q03-bridges.md")
        == """\
---
question: 3
status: draft
lead: MOL
---

# Bridges

::::{reply} (a)
Oak is used; see {question}`2` and {question}`5`.

Oak is dear.

:::{gap} MOL
Prices.
:::
::::

:::{reply} (b)
Travellers pay a penny.
:::
"""
    )
    assert "{question}`3 (a)` and" in report.read("docs/replies/q05-fountains.md")
    assert [one for one in report.findings() if "error" in one] == []


def test_a_revision_of_the_list_takes_its_place(report: Project, capsys: pytest.CaptureFixture[str]) -> None:
    report.write("list.txt", CORRECTED.replace("CMW/C/XXX/QPR/1", "CMW/C/XXX/QPR/1/Rev.1"))
    assert main(["import", "list.txt", "--yes", "--move"]) == 0
    message = (
        "CMW/C/XXX/QPR/1/Rev.1 is a revision of CMW/C/XXX/QPR/1, the list that conf.py answers, and takes its place"
    )
    assert message in capsys.readouterr().out
    assert report.read(LIST).startswith("symbol: CMW/C/XXX/QPR/1\n")
    assert not (report.root / "data/lists-of-issues/cmw-c-xxx-qpr-1-rev-1.yaml").exists()


def test_no_sentence_is_lost(report: Project) -> None:
    before = sentences(report)
    report.write("list.txt", CORRECTED)
    assert main(["import", "list.txt", "--yes", "--move"]) == 0
    assert before <= sentences(report)


def sentences(report: Project) -> set[str]:
    """Return the sentences of the replies and of the parked texts; the numbers in references may change."""
    files = [*(report.root / "docs/replies").glob("*.md"), *(report.root / "docs/parked").glob("*.md")]
    text = "\n".join(file.read_text(encoding="utf-8") for file in files)
    return {re.sub(r"`[^`]*`|\(.*\)", "", line) for line in text.split("\n") if re.match(r"[A-Z].*\.$", line)}


def test_a_workbook_moves_nothing(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", "MOL.xlsx", "--move"]) == 2
    assert capsys.readouterr().err == "loipr: --move and --replace are for a list of issues (.docx, .html, .txt)\n"
