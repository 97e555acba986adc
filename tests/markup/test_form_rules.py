"""The rules of form on the site: the table of rules, the table of words, and the length of each reply."""

from __future__ import annotations

from bs4 import BeautifulSoup

from loipr.length.word_count import count_words, word_counts
from support.changes import RECRUITMENT
from support.project import Project

RULES = """\
- id: F1
  rule: At most 100 words.
  source: S01
  confidence: seen
  caveat: In part.
  check: [word-budget, question-budget]
  limits:
    periodic report: 1000
- id: F2
  rule: Paragraphs are numbered.
  confidence: unverified
  kept: The editions number them.
- id: F3
  rule: It is true.
  confidence: unverified
  unchecked: Nobody can.
"""


def hold(project: Project) -> None:
    project.write("data/form-rules.yaml", RULES)
    project.write("docs/form.md", "# Form\n\n:::{form-rule-list}\n:::\n\n:::{word-table}\n:::\n")
    project.replace("docs/index.md", "\nsources\n", "\nsources\nform\n")


def rows(project: Project) -> list[list[list[str]]]:
    soup = BeautifulSoup(project.page("form"), "html.parser")
    return [
        [[cell.get_text(" ", strip=True) for cell in row.find_all(["th", "td"])] for row in table.find_all("tr")]
        for table in soup.select("article table")
    ]


def test_what_looks_after_each_rule_and_how_long_the_replies_are(project: Project) -> None:
    hold(project)
    assert project.build() == ""
    form, words = rows(project)
    assert form == [
        ["No.", "Rule", "How sure", "What looks after it"],
        [
            *("F1", "At most 100 words.", "seen in the source ( S01 ). In part."),
            "Checked by word-budget , question-budget .",
        ],
        ["F2", "Paragraphs are numbered.", "working assumption", "Kept by the editions: The editions number them."],
        ["F3", "It is true.", "working assumption", "Not checked: Nobody can."],
    ]
    soup = BeautifulSoup(project.page("form"), "html.parser")
    assert [(one.get_text(), one["title"]) for one in soup.find_all("a", href="https://example.org/a_b%20c")] == [
        ("S01", "Statistics Office: Annual data")
    ]
    assert words == [
        ["No.", "Question", "Words", "Share"],
        ["1", "Laws", "35", "600"],
        ["2", "Recruitment", "64", "200"],
        ["3", "Statistics", "43", "200"],
        ["", "Introduction and headings of sections", "14", ""],
    ]
    assert "The report has 156 of the 1,000 words that a periodic report may have." in project.page("form")


def length(project: Project, page: str) -> str:
    soup = BeautifulSoup(project.page(page), "html.parser")
    (line,) = [one.get_text() for one in soup.select(".loipr-meta") if one.get_text().startswith("Length")]
    return line


def test_a_reply_shows_its_length_as_it_is_now(project: Project) -> None:
    hold(project)
    project.build()
    assert length(project, "replies/q02-recruitment") == (
        "Length: 64 words; its share of what the report may have is 200"
    )
    # The first reply no longer spells the name out, so the second one does: three words more.
    project.replace("docs/replies/q01-laws.md", " and {institution}`MOL`", "")
    project.append(RECRUITMENT, "\nBy {institution}`MOL`.\n")
    project.build()
    assert length(project, "replies/q02-recruitment").startswith("Length: 69 words;")
    project.replace("docs/replies/q01-laws.md", "`MFA`.", "`MFA` and {institution}`MOL`.")
    project.build()
    assert length(project, "replies/q02-recruitment").startswith("Length: 66 words;")
    assert rows(project)[1][2] == ["2", "Recruitment", "66", "200"]


def test_without_rules_of_form_nothing_is_said_of_length(project: Project) -> None:
    assert project.build() == ""
    assert "Length" not in project.page("replies/q02-recruitment")


def test_what_is_counted_is_what_is_printed(project: Project) -> None:
    project.write(
        "docs/introduction.md", "# Introduction\n\nOne *two*, three–four – five; 6,000 (a).[^n]\n\n[^n]: A note.\n"
    )
    project.replace("docs/index.md", "\nsections/a\n", "\nintroduction\nsections/a\n")
    counts = word_counts(project.load())
    assert counts["introduction"] == count_words("I. Introduction One two, three–four – five; 6,000 (a). A note.") == 10
    assert "annex" not in counts
    project.build()
    page = BeautifulSoup(project.page("replies/q02-recruitment"), "html.parser").select_one("article")
    assert page is not None
    for element in page.select(".loipr-panel, .loipr-provenance, .loipr-number, .headerlink"):
        element.decompose()
    shown = " ".join(block.get_text() for block in page.find_all(["h1", "p"]))
    # The site says in a box where a figure comes from, print says it in a note.
    note = "Sources of the figures: Placements (annex, table 1): 2023 – as of January 2024 [S01]. 2022 – as of March 2023 [S01]."
    assert count_words(shown) + count_words(note) == counts["replies/q02-recruitment"]


def test_a_name_is_spelt_out_where_the_text_first_has_it(project: Project) -> None:
    """A heading or a table does not spell names out, neither in the printed words nor in the count of words."""
    name = "{institution}`MFA`"
    text = f"# Introduction\n\n## By {name}, {{institution}}`MOL`, {{question}}`2`\n\n| Body |\n| --- |\n| {name} |\n\nBy {name} and {{article}}`ICCPR 14`.\n"
    project.write("docs/introduction.md", f"{text}\nBy {name} alone.\n")
    project.replace("docs/index.md", "\nsections/a\n", "\nintroduction\nsections/a\n")
    assert project.build() == ""
    page = BeautifulSoup(project.page("introduction"), "html.parser").select_one("article")
    assert page is not None
    for element in page.select(".loipr-number, .headerlink"):
        element.decompose()
    shown = [" ".join(one.get_text().split()) for one in page.select("h1, h2, th, td, section > p")]
    assert shown == [
        "I. Introduction",
        "A. By MFA, MOL, paragraph 2",
        "Body",
        "MFA",
        "By Ministry of Foreign Affairs (MFA) and article 14 of the "
        "International Covenant on Civil and Political Rights (ICCPR).",
        "By MFA alone.",
    ]
    assert word_counts(project.load())["introduction"] == count_words(" ".join(shown))


def test_what_is_not_known_yet_is_not_counted(project: Project) -> None:
    before = word_counts(project.load())
    project.append(RECRUITMENT, "\n:::{gap} MOL\nWhat nobody has counted.\n:::\n")
    assert word_counts(project.load()) == before
