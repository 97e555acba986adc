"""``python -m loipr import`` of a document: what it shows, writes, keeps, and says about the replies."""

from __future__ import annotations

import difflib
import re
import shutil
from pathlib import Path

import pytest

from loipr.cli.main import main
from loipr.facts.lists_of_issues import load_list_of_issues
from loipr.files.places import Problem
from support.changes import LIST
from support.project import FILES, REPOSITORY, Project

DOCUMENT = """\
CMW/C/XXX/QPR/1
Distr.: General
10 January 2025
Original: English

List of issues prior to submission of the initial report of Examplia

A. General information

1. Please provide information on laws adopted and agreements made, and on:

(a) Laws adopted on the lanterns of the harbour;

(b) Agreements:

(i) Their scope;

(ii) Their results.

2. Please describe recruitment and its agencies.

B. Articles

3. Please supply statistics and figures on ovens, under article 64.
"""


def run(project: Project, text: str, *options: str, name: str = "list.txt") -> int:
    project.write(name, text)
    return main(["import", name, *options])


def test_what_is_shown_and_written(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(project, DOCUMENT) == 0
    assert (
        capsys.readouterr().out
        == """\
CMW/C/XXX/QPR/1; list of issues; 10 January 2025; original: English; in English; distribution: General
List of issues prior to submission of the initial report of Examplia
A. General information
  1.           Please provide information on laws adopted and agreements…
    (a)        Laws adopted on the lanterns of the harbour;
    (b)        Agreements:
    (b) (i)    Their scope;
    (b) (ii)   Their results.
  2.           Please describe recruitment and its agencies.
B. Articles
  3.           Please supply statistics and figures on ovens, under arti… [64]
2 sections, 3 paragraphs, 4 items

data/lists-of-issues/cmw-c-xxx-qpr-1.yaml: what changes
  title: List of issues prior to submission of the initial report of Examplia
  distribution: General
  original_language: English
  question 1 (Laws): text; item (a) text; item (b) text; item (b) (i) text; item (b) (ii) text
  question 2 (Recruitment): text
  question 3 (Statistics): provisions; text
Nothing was written; add --yes to write this.
"""
    )
    assert project.read(LIST) == FILES[LIST]
    assert run(project, DOCUMENT, "--yes") == 0
    assert (
        changed_lines(FILES[LIST], project.read(LIST))
        == """\
-title: List of issues
+title: List of issues prior to submission of the initial report of Examplia
+distribution: General
+original_language: English
+    text: "Please provide information on laws adopted and agreements made, and on:"
+      text: Laws adopted on the lanterns of the harbour;
+      text: "Agreements:"
+        text: Their scope;
+        text: Their results.
+    text: Please describe recruitment and its agencies.
+    provisions: "64"
+    text: Please supply statistics and figures on ovens, under article 64.
"""
    )
    capsys.readouterr()
    before = project.read(LIST)
    assert run(project, DOCUMENT, "--yes") == 0
    assert capsys.readouterr().out.endswith("\ndata/lists-of-issues/cmw-c-xxx-qpr-1.yaml: no changes\n")
    assert project.read(LIST) == before


@pytest.mark.parametrize("written", [r"\1) ", r"\1)\t", r"\1.", r"\1)\n\n"])
def test_numbers_with_a_bracket_or_without_a_blank_are_numbers(
    project: Project, capsys: pytest.CaptureFixture[str], written: str
) -> None:
    assert run(project, DOCUMENT) == 0
    plain = capsys.readouterr().out
    assert run(project, re.sub(r"(?m)^(\d)\. ", written, DOCUMENT)) == 0
    assert capsys.readouterr().out == plain


def test_a_correction_changes_only_its_lines(project: Project) -> None:
    run(project, DOCUMENT, "--yes")
    # Texts that people write into the file stay: comments, order, leads, provisions by hand.
    project.replace(LIST, "  - number: 2\n", "  # Ask the ministry first.\n  - number: 2\n")
    project.replace(
        LIST, "    slug: recruitment\n", "    slug: recruitment  # short\n    lead: MOL\n    provisions: '65'\n"
    )
    before = project.read(LIST)
    corrected = DOCUMENT.replace("its agencies", "private agencies, under article 66").replace(
        "article 64", "article 67"
    )
    assert run(project, corrected, "--yes") == 0
    assert (
        changed_lines(before, project.read(LIST))
        == """\
-    text: Please describe recruitment and its agencies.
+    text: Please describe recruitment and private agencies, under article 66.
-    provisions: "64"
+    provisions: "67"
-    text: Please supply statistics and figures on ovens, under article 64.
+    text: Please supply statistics and figures on ovens, under article 67.
"""
    )


def test_renumbered_vanished_and_new_questions_are_told(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    run(project, DOCUMENT, "--yes")
    pages = {path: project.read(path) for path in FILES if path.startswith("docs/")}
    corrected = (
        DOCUMENT.replace(
            "2. Please describe recruitment and its agencies.", "2. Please explain what the windmills grind."
        )
        .replace("1. Please provide", "3. Please provide")
        .replace("3. Please supply", "1. Please supply")
    )
    # The questions change places: the third comes first.
    head, _, rest = corrected.partition("3. Please provide")
    first, _, second = rest.partition("B. Articles\n\n")
    corrected = f"{head}{second}\nB. Articles\n\n2. Please explain what the windmills grind.\n\n3. Please provide" + (
        first.replace("\n2. Please explain what the windmills grind.\n", "")
        .replace("(a) Laws", "(a) Bridges of stone;\n\n(b) Laws")
        .replace("(b) Agreements", "(c) Agreements")
    )
    capsys.readouterr()
    assert run(project, corrected, "--yes") == 0
    shown = capsys.readouterr().out
    assert (
        shown[shown.index(f"{LIST}: what") :]
        == """\
data/lists-of-issues/cmw-c-xxx-qpr-1.yaml: what changes
  question 1 (Statistics): was question 3
  question 2 (What the windmills grind): new
  question 3 (Laws): was question 1; item (a) new; item (b) letter; item (c) letter
  question 2 (Recruitment): no longer in the list

Replies (none of them is changed):
  docs/replies/q01-laws.md:2: its question is now number 3: write `question: 3`
  docs/replies/q01-laws.md:10: item (a) is now (b): write `{reply} (b)`
  docs/replies/q01-laws.md:14: item (b) is now (c): write `{reply} (c)`
  docs/replies/q01-laws.md: question 3 has new items that need a reply: (a)
  docs/replies/q02-recruitment.md:2: its question 2 (Recruitment) is no longer in the list; the text stays as it is: \
give it the number of the question that it serves now, or move what is of use to other replies
  docs/replies/q03-statistics.md:2: its question is now number 1: write `question: 1`
  docs/replies/q02-recruitment.md:11: question 1 (a) is now 3 (b): write {question}`3 (b)`

Pages without a text yet:
  docs/replies/q02-what-windmills-grind.md

With --move the replies are moved where their new place is certain, and the rest is listed.
What to do with the replies is kept in _build/import/cmw-c-xxx-qpr-1.txt, the list as it was in \
cmw-c-xxx-qpr-1.before.yaml
Written: data/lists-of-issues/cmw-c-xxx-qpr-1.yaml
Written: docs/replies/q02-what-windmills-grind.md
"""
    )
    assert {path: project.read(path) for path in pages} == pages
    assert project.read("_build/import/cmw-c-xxx-qpr-1.txt").count("\n") == 7
    problems: list[Problem] = []
    found = load_list_of_issues(project.root, "CMW/C/XXX/QPR/1", problems)
    assert problems == []
    assert found is not None
    assert [(one.number, one.subject, one.lead, one.slug) for one in found.questions.values()] == [
        (1, "Statistics", "", "statistics"),
        (2, "What the windmills grind", "", "what-windmills-grind"),
        (3, "Laws", "MFA", "laws"),
    ]
    assert found.questions[3].source == ("S01",)


def test_another_language_is_matched_by_number(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    run(project, DOCUMENT, "--yes")
    capsys.readouterr()
    french = """\
CMW/C/XXX/QPR/1
Distr. générale
10 janvier 2025
Original : anglais

Liste de points établie avant la soumission du rapport initial de l'Examplie

A. Renseignements d'ordre général

1. Donner des renseignements sur les lois et les accords :

a) Les lois relatives aux lanternes ;

b) Les accords :

i) Leur portée ;

ii) Leurs résultats.

2. Décrire le recrutement dans les agences et les autres.

B. Articles de la Convention

3. Veuillez donner des statistiques sur les fours dans le pays (art. 64).
"""
    assert run(project, french, "--yes") == 0
    assert "Replies" not in capsys.readouterr().out
    found = load_list_of_issues(project.root, "CMW/C/XXX/QPR/1", [])
    assert found is not None
    assert [(one.number, one.slug, one.text) for one in found.questions.values()] == [
        (1, "laws", "Donner des renseignements sur les lois et les accords :"),
        (2, "recruitment", "Décrire le recrutement dans les agences et les autres."),
        (3, "statistics", "Veuillez donner des statistiques sur les fours dans le pays (art. 64)."),
    ]
    assert [item.text for item in found.questions[1].walk()] == [
        "Les lois relatives aux lanternes ;",
        "Les accords :",
        "Leur portée ;",
        "Leurs résultats.",
    ]


def test_a_new_list_of_another_treaty(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copy(REPOSITORY / "data/treaties/cedaw.yaml", project.root / "data/treaties")
    text = """\
CEDAW/C/YYY/QPR/4
3 March 2024

List of issues and questions prior to the submission of the fourth periodic report of Ypsilonia*

Lanterns (art. 2)

1. Please describe the lanterns, and in particular yes: no.

Mills and ovens

2. Please indicate how many mills there are.

3. Please indicate how old the ovens are:

(a) Of brick;

(b) Of clay.
"""
    assert run(project, text, "--yes") == 0
    assert (
        "conf.py answers CMW/C/XXX/QPR/1, not CEDAW/C/YYY/QPR/4; the list is filed beside it\n"
        in capsys.readouterr().out
    )
    assert (
        project.read("data/lists-of-issues/cedaw-c-yyy-qpr-4.yaml")
        == """\
symbol: CEDAW/C/YYY/QPR/4
title: List of issues and questions prior to the submission of the fourth periodic report of Ypsilonia
title_footnotes: 1
treaty: CEDAW
state: Ypsilonia
body: Committee on the Elimination of Discrimination against Women
dated: 2024-03-03
number_of_questions: 3
sections:
- id: lanterns
  heading: Lanterns (art. 2)
  questions:
  - number: 1
    subject: Lanterns
    slug: lanterns
    standing: known
    provisions: "2"
    text: "Please describe the lanterns, and in particular yes: no."
- id: mills-ovens
  heading: Mills and ovens
  questions:
  - number: 2
    subject: How many mills there are
    slug: many-mills-there
    standing: known
    text: Please indicate how many mills there are.
  - number: 3
    subject: How old the ovens are
    slug: ovens
    standing: known
    text: "Please indicate how old the ovens are:"
    items:
    - label: (a)
      text: Of brick;
    - label: (b)
      text: Of clay.
"""
    )


def test_concluding_observations(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    text = """\
CMW/C/XXX/CO/1
3 May 2019

Concluding observations on the initial report of Examplia

I. Introduction

1. The Committee looked at the report in the rain.

II. Mills

2. The Committee welcomes the mills, and is concerned about the ovens.

3. The Committee recommends that the State party, in view of article 64:

(a) Mend them;

(b) Count them.
"""
    assert run(project, text, "--yes") == 0
    assert (
        project.read("data/concluding-observations/co-1.yaml")
        == """\
symbol: CMW/C/XXX/CO/1
short: CO/1
title: Concluding observations on the initial report of Examplia
issued: 2019-05-03
complete: true
paragraphs:
- number: 1
  subject: The dialogue
  text: The Committee looked at the report in the rain.
- number: 2
  subject: Positive aspects
  text: The Committee welcomes the mills, and is concerned about the ovens.
- number: 3
  subject: Mills
  provisions: "64"
  text: "The Committee recommends that the State party, in view of article 64:"
  letters:
  - label: (a)
    text: Mend them;
  - label: (b)
    text: Count them.
"""
    )
    project.append(
        "docs/replies/q02-recruitment.md", "\nSee {recommendation}`CO/1 3 (b)` and {recommendation}`CO/1 3 (c)`.\n"
    )
    assert project.findings() == [
        "data/register.yaml:5: gap[unanswered-recommendation]: no reply takes up CO/1 3 (a); refer to it as "
        "{recommendation}`CO/1 3 (a)` where it is answered",
        "docs/replies/q02-recruitment.md:13: error[unknown-recommendation]: CO/1 3 has no letter (c) (it has (a) and (b))",
    ]
    capsys.readouterr()
    assert run(project, text, "--yes") == 0
    assert capsys.readouterr().out.endswith("co-1.yaml: no changes\n")


def test_the_official_text_is_shown(project: Project) -> None:
    run(project, DOCUMENT, "--yes")
    assert project.build() == ""
    page = project.page("replies/q01-laws")
    assert "Please provide information on laws adopted and agreements made, and on:" in page
    assert "Laws adopted on the lanterns of the harbour;" in page
    assert "Asks for the laws." not in page


def changed_lines(before: str, after: str) -> str:
    """Return the lines that differ, in the form of a diff."""
    found = difflib.unified_diff(before.split("\n"), after.split("\n"), n=0, lineterm="")
    return "".join(f"{line}\n" for line in found if not line.startswith(("---", "+++", "@@")))


def test_no_file_outside_the_project(project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    outside = tmp_path.parent / "outside.yaml"
    outside.write_text(FILES[LIST])
    (project.root / LIST).unlink()
    (project.root / LIST).symlink_to(outside)
    assert run(project, DOCUMENT, "--yes") == 1
    assert "this is a link to another file or folder" in capsys.readouterr().out
    assert outside.read_text() == FILES[LIST]


def test_questions_and_sections_without_a_page_get_one(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """Every page that the list needs and the report lacks is made; one run does all, a second changes nothing."""
    longer = f"{DOCUMENT}\nC. Mills and <b>wheels</b>\n\n4. Please describe the mills, in particular:\n\n(a) Of wind;\n\n(b) Of water.\n"
    (project.root / "docs/replies/q01-laws.md").unlink()
    assert run(project, longer, "--yes") == 0
    shown = capsys.readouterr().out
    assert (
        shown[shown.index("Replies (") :]
        == """\
Replies (none of them is changed):
  section c (“C. Mills and <b>wheels</b>”) is new: name its page, sections/c, in a table of contents

Pages without a text yet:
  docs/replies/q01-laws.md
  docs/replies/q04-mills-wheels.md
  docs/sections/c.md

With --move the replies are moved where their new place is certain, and the rest is listed.
What to do with the replies is kept in _build/import/cmw-c-xxx-qpr-1.txt, the list as it was in \
cmw-c-xxx-qpr-1.before.yaml
Written: data/lists-of-issues/cmw-c-xxx-qpr-1.yaml
Written: docs/replies/q01-laws.md
Written: docs/replies/q04-mills-wheels.md
Written: docs/sections/c.md
"""
    )
    project.replace("docs/index.md", "sections/b\n", "sections/b\nsections/c\n")
    # A tag in a heading of the document is named as well.
    assert [one for one in project.findings() if "[literal-markup]" not in one] == [
        "docs/replies/q01-laws.md:10: gap[missing-data]: item (a) has a gap for MFA to fill: The reply to this item.",
        "docs/replies/q01-laws.md:16: gap[missing-data]: item (b) has a gap for MFA to fill: The reply to this item.",
        "docs/replies/q04-mills-wheels.md:10: gap[missing-data]: item (a) has a gap for MFA to fill: The reply to this item.",
        "docs/replies/q04-mills-wheels.md:16: gap[missing-data]: item (b) has a gap for MFA to fill: The reply to this item.",
    ]
    project.build()
    assert "III. Mills and &lt;b&gt;wheels&lt;/b&gt;" in project.page("sections/c")
    assert run(project, longer, "--yes") == 0
    assert capsys.readouterr().out.endswith("\ndata/lists-of-issues/cmw-c-xxx-qpr-1.yaml: no changes\n")


def test_pages_outside_the_project_are_not_written(
    project: Project, tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    shutil.rmtree(project.root / "docs/replies")
    (project.root / "docs/replies").symlink_to(outside)
    assert run(project, DOCUMENT, "--yes") == 1
    path = "docs/replies/q01-laws.md: this leads outside the project; make its folder here"
    assert path in capsys.readouterr().out.splitlines()
    assert list(outside.iterdir()) == []


def test_every_doubt_is_shown(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    questions = "".join(f"{number}. Please describe articles {number + 100} bis.\n\n" for number in range(1, 90))
    project.write(
        "list.txt", f"CMW/C/XXX/QPR/1\n\n10 January 2025\n\nList of issues on the report of Examplia\n\n{questions}"
    )
    capsys.readouterr()
    main(["import", "list.txt"])
    doubts = [line for line in capsys.readouterr().out.split("\n") if "was left out" in line]
    assert len(doubts) == 89
