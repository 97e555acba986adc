"""The rules of form: what each finds in the small report that must follow it, and what it ignores."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loipr.facts.provisions import parse_citation, un_style
from loipr.pages.reader import read_page
from loipr.rules import RULES
from loipr.rules.form.citations import _PROVISION
from loipr.rules.form.numbers import _DATE, _in_english
from support.changes import FORM, LIST, RECRUITMENT, hold
from support.project import FILES, Project

#: What a finding says about the rule of form that `hold` makes.
SEEN = "(rule of form F1, seen in S01)"


def words(**instead: str) -> str:
    lines = "".join(f"      {old.replace('_', ' ')}: {new}\n" for old, new in instead.items())
    return f"  wordings:\n  - words:\n{lines}"


PROGRAMME = "  dictionary: en_GB\n" + words(program="programme")
#: The rule, further lines of its rule of form, the text added to a page from line 13 on, and the findings.
CASES: list[tuple[str, str, str, list[tuple[int, str]]]] = [
    (
        "typed-provision",
        "",
        "Under article 33 (1) (a), Art. 7 and articles 16 (1)-(4) and 17 of the Convention.\nUnder article 14 of the "
        "ICCPR, article 64 of Law 18/2017 and {article}`8`.\nSee article 40, paragraph 1, and article 200.\n",
        [
            (13, "“Art. 7” is typed by hand; write {article}`7`"),
            (13, "“article 33 (1) (a)” is typed by hand; write {article}`33 (1) (a)`"),
            (
                13,
                "“articles 16 (1)-(4) and 17 of the Convention” is typed by hand; write {article}`16 (1)-(4) and 17`",
            ),
            (14, "“article 14 of the ICCPR” is typed by hand; write {article}`ICCPR 14`"),
            (15, "“article 200” is typed by hand; write {article}`200`"),
            (15, "“article 40, paragraph 1” is typed by hand; write {article}`40 (1)`"),
        ],
    ),
    (
        "paragraph-citation",
        "",
        "As paragraph 45 above, and paragraphs 3 and 4 below, say (paragraph 25 (a)),\nit is so (see paragraphs 3-5). "
        "See paragraph 1 (a) of the list of issues; paragraph 3 is known.\n",
        [
            (13, "within brackets “paragraph”: write “para.”"),
            (13, "“paragraph 45 above” will shift; name the paragraph, and write {paragraph}`its-name`"),
            (13, "“paragraphs 3 and 4 below” will shift; name the paragraph, and write {paragraph}`its-name`"),
            (14, "within brackets “paragraphs”: write “paras.”"),
            (14, "“paragraph 1 (a) of the list of issues” is typed by hand; write {question}`1 (a)`"),
        ],
    ),
    (
        "page-citation",
        "",
        "See CMW/C/IDN/CO/1, p. 5, and CMW/C/IDN/CO/1, para. 5, on page 7.\n",
        [(13, "CMW/C/IDN/CO/1 is cited by “p. 5”; cite the paragraph: pages differ by language")],
    ),
    (
        "oxford-spelling",
        PROGRAMME,
        "The Organisation recognises a training program, supervises it, and will advise otherwise.\n"
        "Revised noise is a promise to exercise.\n",
        [
            (13, "“Organisation”: write “Organization”"),
            (13, "“program”: write “programme”"),
            (13, "“recognises”: write “recognizes”"),
        ],
    ),
    (
        "state-party",
        words(state_party="State party", State_Parties="States parties"),
        "A state\nparty and State Parties; a State party and States parties.\n",
        [(13, "“state party”: write “State party”"), (14, "“State Parties”: write “States parties”")],
    ),
    (
        "misspelt-word",
        "  dictionary: en_GB\n",
        "The goverment of Nunukan recieved KP2MI-led workers; see example.org/wrods, *pekerja*.\n",
        [
            (13, "“Nunukan” is in no dictionary; if it is right, add it to data/words.txt"),
            (13, "“goverment” is in no dictionary; did you mean government? if it is right, add it to data/words.txt"),
            (13, "“recieved” is in no dictionary; did you mean received or relieved? if it is right, add"),
        ],
    ),
    (
        "per-cent",
        "",
        "Some 20% or 20.5 % {cite}`S01`, and 3 percent {cite}`S01`, of a percentage.\n\n| Share |\n|---|\n| 20% |\n",
        [
            (13, "“20%”: write “20 per cent”"),
            (13, "“20.5 %”: write “20.5 per cent”"),
            (13, "“percent”: write “per cent”"),
        ],
    ),
    (
        "number-form",
        "",
        "Of 1500 workers, 274.965 in 2024 paid 9,71 billion; 12 345.6 or 1,500 did, and 2.5 did not {cite}`S01`.\n",
        [
            (13, "“12 345.6”: write “12,345.6”"),
            (13, "“1500”: write “1,500”"),
            (13, "“274.965”: write “274,965”"),
            (13, "“9,71”: write “9.71”"),
        ],
    ),
    (
        "date-form",
        "",
        "On July 31, 2025, 31st July 2025, 31 Jul. 2025, 31 July, 2025, 2025-07-31, 31/07/2025 and 05/06/2025.\n"
        "By 31 July 2025, on 5 May, in March 2025, under Law 18/2017 and by 1 March, 2,000 came {cite}`S01`.\n",
        [
            (13, "“05/06/2025”: write “5 June 2025”"),
            (13, "“2025-07-31”: write “31 July 2025”"),
            (13, "“31 Jul. 2025”: write “31 July 2025”"),
            (13, "“31 July, 2025”: write “31 July 2025”"),
            (13, "“31/07/2025”: write “31 July 2025”"),
            (13, "“31st July 2025”: write “31 July 2025”"),
            (13, "“July 31, 2025”: write “31 July 2025”"),
        ],
    ),
    (
        "abbreviation-form",
        "",
        "The U.N. and MOL's offices, {institution}`MFA`’s staff, the workers' children, and at 5 p.m.\n",
        [
            (13, "“MOL’s” is a possessive; write “of MOL”"),
            (13, "“U.N.”: write “UN”, without full stops"),
            (13, "“{institution}`MFA`’s” is a possessive; write “of {institution}`MFA`”"),
        ],
    ),
    (
        "unexplained-abbreviation",
        "",
        "The MOL, the ILO, the World Health Organization (WHO) and the XYZ in part IV.\n\nThe ILO again.\n",
        [
            (13, "“ILO” is first used here; explain it, as “International Labour Organization (ILO)”"),
            (13, "“XYZ” is not in data/abbreviations.yaml; add it with its meaning, or write it out"),
        ],
    ),
    (
        "gendered-wording",
        words(chairman="Chair", his="their"),
        "The chairman and his staff; history.\n",
        [(13, "“chairman” could be “Chair”"), (13, "“his” could be “their”")],
    ),
    (
        "unsuitable-term",
        words(illegal_workers="workers in an irregular situation", Laos="Lao People's Democratic Republic"),
        "Some illegal\nworkers in Laos; illegal recruitment.\n",
        [
            (13, "“illegal workers” could be “workers in an irregular situation”"),
            (14, "“Laos” could be “Lao People's Democratic Republic”"),
        ],
    ),
    (
        "lone-heading",
        "",
        "## One\n\nText.\n\n### A\n\nText.\n\n### B\n\nText.\n",
        [(13, "“One” is the only heading of its level here; drop it, or add another")],
    ),
    (
        "lone-heading",
        "",
        "## One\n\n### Alone\n\n## Two\n\n### Also alone\n",
        [
            (15, "“Alone” is the only heading of its level here; drop it, or add another"),
            (19, "“Also alone” is the only heading of its level here; drop it, or add another"),
        ],
    ),
    (
        "emphasis",
        "",
        "Workers **never** pay\nfor *their own* placement.\n",
        [
            (13, "“never” is in bold, as emphasis; write it in plain type"),
            (14, "“their own” is in italics, as emphasis; write it in plain type"),
        ],
    ),
    (
        "bullet-end",
        "",
        "- One;\n- Two, and\n- Three\n\n1. Four;\n2. Five.\n",
        [
            (13, "the item ends with “;”; leave it out, or letter the items with 1., 2."),
            (14, "the item ends with “, and”; leave it out, or letter the items with 1., 2."),
        ],
    ),
    (
        "long-quotation",
        "  limits:\n    words of a quotation: 3\n",
        "He said “one two three” and\n“one two three four”.\n\n> one two three four five\n",
        [
            (14, "this quotation has 4 words; refer to the document, or quote no more than 3 words of it"),
            (16, "this quotation has 5 words; refer to the document, or quote no more than 3 words of it"),
        ],
    ),
]


@pytest.mark.parametrize(("rule", "more", "text", "expected"), CASES)
def test_what_is_found(project: Project, rule: str, more: str, text: str, expected: list[tuple[int, str]]) -> None:
    project.write(
        "data/abbreviations.yaml",
        "- abbreviation: ILO\n  meaning: International Labour Organization\n"
        "- abbreviation: WHO\n  meaning: World Health Organization\n",
    )
    project.append(RECRUITMENT, f"\n{text}")
    before = project.findings()
    hold(project, rule, more)
    found = [line for line in project.findings() if line not in before]
    assert len(found) == len(expected)
    for line, (number, message) in zip(found, expected, strict=True):
        assert line.startswith(f"{RECRUITMENT}:{number}: warning[{rule}]: {message}")
        assert line.endswith(f" {SEEN}")


def test_every_rule_of_form_is_tested() -> None:
    about_form = {one.id for one in RULES.values() if one.find.__module__.startswith("loipr.rules.form.")}
    elsewhere = {"unknown-check", "word-budget", "question-budget", "typed-heading-label"}
    assert {rule for rule, *_ in CASES} | elsewhere == about_form


def test_the_small_report_keeps_every_rule(project: Project) -> None:
    about_form = [one.id for one in RULES.values() if one.find.__module__.startswith("loipr.rules.form.")]
    more = "  dictionary: en_GB\n  limits:\n    periodic report: 21200\n"
    hold(project, f"[{', '.join(about_form)}]", more)
    assert project.findings() == []


def test_a_label_that_is_typed_before_a_heading(project: Project) -> None:
    hold(project, "typed-heading-label")
    project.replace(
        "docs/sections/a.md", "# General information", "# A. General information\n\n## (b) U.S. law\n\n## 2.5"
    )
    project.append(RECRUITMENT, "\n## 1. Agencies\n")
    assert project.findings() == [
        f"docs/sections/a.md:{line}: warning[typed-heading-label]: the heading begins with “{label}”; leave it out, the "
        f"editions label the headings {SEEN}"
        for line, label in ((1, "A."), (3, "(b)"))
    ]
    assert project.run("check", "--fix")[0] == 0
    assert project.read("docs/sections/a.md").startswith("# General information\n\n## U.S. law\n\n## 2.5\n")


def test_a_check_that_does_not_exist(project: Project) -> None:
    hold(project, "[per-cent, word-budgets]")
    assert project.findings() == [
        f"{FORM}:1: error[unknown-check]: F1: there is no rule word-budgets; did you mean word-budget?"
    ]


def test_a_report_that_is_too_long(project: Project) -> None:
    hold(project, "word-budget", "  limits:\n    periodic report: 100\n")
    project.append(RECRUITMENT, "\n" + "word " * 50 + "\n")
    status, answer = project.run("check")
    assert (status, answer.split("\n")[:2]) == (
        0,
        [
            "docs: warning[word-budget]: the report has 204 words, and a periodic report may have 100; furthest above "
            f"their share are the replies to questions 2 (94 more) and 3 (23 more) {SEEN}",
            "10 pages, 3 questions, 2 datasets, 204 of 100 words: 0 errors, 1 warning, 0 gaps",
        ],
    )
    project.write(
        "data/accepted.yaml",
        "- rule: word-budget\n  file: docs\n  reason: The secretariat has agreed to 200 words.\n",
    )
    assert project.findings() == []


def test_a_kind_of_report_without_a_limit(project: Project) -> None:
    hold(project, "word-budget", "  limits:\n    periodic report: 100\n")
    project.append("conf.py", 'loipr_kind = "final report"\n')
    assert project.findings() == [
        "conf.py: warning[word-budget]: no rule of form has a limit for a final report; loipr_kind is periodic report "
        f"{SEEN}"
    ]


def test_a_reply_that_is_longer_than_the_list_of_issues_allows(project: Project) -> None:
    hold(project, "question-budget")
    project.replace(LIST, "  - number: 2\n", "  - number: 2\n    words: 20\n")
    assert project.findings() == [
        f"{RECRUITMENT}:2: warning[question-budget]: the reply has 64 words, and may have 20 {SEEN}"
    ]


@pytest.mark.parametrize(
    ("day", "found"),
    [
        ("2025-08-31", "“State Party”: write “State party”"),
        ("2025-09-01", "“State party”: write “State Party”"),
    ],
)
def test_what_is_written_at_the_date_of_the_report(project: Project, day: str, found: str) -> None:
    wordings = "  wordings:\n  - words:\n      State Party: State party\n  - since: 2025-09-01\n    words:\n"
    hold(project, "state-party", f"{wordings}      State party: State Party\n")
    project.replace("conf.py", "2025-07-31", day)
    project.append(RECRUITMENT, "\nA State party is a State Party.\n")
    assert [line.partition("]: ")[2] for line in project.findings()] == [f"{found} {SEEN}"]


@pytest.mark.parametrize(
    ("confidence", "standing"),
    [
        ("  source: [S01, S02]\n  confidence: inferred\n", "inferred from S01 and S02"),
        ("  confidence: unverified\n", "a working assumption"),
        ("  source: S01\n  confidence: seen\n  caveat: In part.\n", "seen in S01, with a reservation"),
    ],
)
def test_a_finding_says_how_sure_the_rule_is(project: Project, confidence: str, standing: str) -> None:
    project.write(FORM, f"- id: F9\n  rule: A rule.\n{confidence}  check: per-cent\n")
    project.append(RECRUITMENT, "\nSome 20% {cite}`S01`.\n")
    assert [line.rpartition(" (")[2] for line in project.findings()] == [f"rule of form F9, {standing})"]


def test_words_of_the_state_and_of_its_own_list(project: Project) -> None:
    hold(project, "[misspelt-word, emphasis]", "  dictionary: en_GB\n")
    project.append("conf.py", 'loipr_national_dictionary = "id_ID"\n')
    project.write("data/words.txt", "# Places.\nNunukan\n")
    project.append(RECRUITMENT, "\nIn Nunukan and Desa, *pekerja migran* and pekerja.\n")
    assert project.findings() == [
        f"{RECRUITMENT}:13: warning[misspelt-word]: “pekerja” is in no dictionary; if it is right, "
        f"add it to data/words.txt {SEEN}"
    ]


def test_a_reply_in_the_language_of_the_state_is_told_as_that(project: Project) -> None:
    hold(project, "misspelt-word", "  dictionary: en_GB\n")
    project.append("conf.py", 'loipr_national_dictionary = "id_ID"\n')
    project.append(
        RECRUITMENT,
        "\nPemerintah telah memberikan perlindungan kepada para pekerja dan keluarganya.\n\nOf these, pekerja were told.\n\n"
        "- Setiap pekerja berhak atas informasi sebelum berangkat.\n",
    )
    assert project.findings() == [
        f"{RECRUITMENT}:13: warning[misspelt-word]: this is written in Indonesian, and so is text further below (line 17); "
        f"the report is in English: write it in English {SEEN}",
        f"{RECRUITMENT}:15: warning[misspelt-word]: “pekerja” is in no dictionary; if it is right, "
        f"add it to data/words.txt {SEEN}",
    ]


@pytest.mark.parametrize("dictionary", ["en_GB", "id_ID"])
def test_letters_that_a_dictionary_does_not_have(project: Project, dictionary: str) -> None:
    hold(project, "misspelt-word", f"  dictionary: {dictionary}\n")
    project.append("conf.py", 'loipr_national_dictionary = "id_ID"\n')
    project.append(RECRUITMENT, "\nNamed Đặng.\n")
    assert [line for line in project.findings() if "Đ" in line] == [
        f"{RECRUITMENT}:13: warning[misspelt-word]: “Đặng” is in no dictionary; if it is right, "
        f"add it to data/words.txt {SEEN}"
    ]


def test_what_was_looked_up_is_remembered(project: Project) -> None:
    hold(project, "misspelt-word", "  dictionary: en_GB\n")
    project.append(RECRUITMENT, "\nThe goverment.\n")
    first = project.findings()
    memory = project.root / "_build/spelling/en_GB.txt"
    lines = memory.read_text(encoding="utf-8").split("\n")
    assert {"-goverment", "Laws", "placements"} <= set(lines[1:])
    assert project.findings() == first != []
    # A file that is not a memory of this dictionary is not used.
    memory.write_text("\n".join(["another dictionary", "goverment"]), encoding="utf-8")
    assert project.findings() == first
    memory.write_bytes(b"\xff\xfe")
    assert project.findings() == first


def test_a_dictionary_that_is_not_there(project: Project) -> None:
    hold(project, "misspelt-word", "  dictionary: ../../data/en\n")
    assert project.findings() == [
        f"{FORM}:1: warning[misspelt-word]: there is no dictionary “../../data/en”; `dictionary` is en_GB or id_ID {SEEN}"
    ]


def test_what_is_certain_is_mended(project: Project) -> None:
    more = PROGRAMME + "      state party: State party\n"
    hold(project, "[oxford-spelling, state-party, per-cent, date-form, typed-provision, paragraph-citation]", more)
    project.append(
        RECRUITMENT,
        "\nThe program organises 20% of what a state party asks under article 33 (1) {cite}`S01`.\n"
        "On 31st July 2025 and 05/06/2025 (see paragraph 3) under Art. 8.\n",
    )
    project.run("check", "--fix")
    assert (project.root / RECRUITMENT).read_text(encoding="utf-8").split("\n")[12:14] == [
        "The programme organizes 20 per cent of what a State party asks under {article}`33 (1)` {cite}`S01`.",
        "On 31 July 2025 and 05/06/2025 (see para. 3) under Art. 8.",
    ]


def test_a_rule_of_form_that_is_not_whole(project: Project) -> None:
    project.write(
        FORM,
        "- id: F1\n  rule: A rule.\n  confidence: sure\n  unchecked: None.\n"
        "- id: F1\n  rule: A rule.\n  confidence: seen\n  limits: 3\n  wordings:\n  - since: soon\n",
    )
    assert [line for line in project.findings() if "invalid-data" in line] == [
        f"{FORM}:3: error[invalid-data]: `confidence` is `sure`; write seen, inferred or unverified",
        f"{FORM}:5: error[invalid-data]: a rule that is seen needs its `source`; without one its confidence is unverified",
        f"{FORM}:5: error[invalid-data]: say how this rule is kept: `check` (ids of rules), `kept` (how) or "
        "`unchecked` (why not)",
        f"{FORM}:5: error[invalid-data]: the rule of form F1 is there twice",
        f"{FORM}:8: error[invalid-data]: write one limit per line, as `periodic report: 21200`",
        f"{FORM}:10: error[invalid-data]: `since` is `soon`, not a date; write it as 2025-01-10",
        f"{FORM}:10: error[invalid-data]: the field `words` is missing",
        f"{FORM}:10: error[invalid-data]: write one entry of `words` per line: what not to write, a colon, and what to write",
    ]


def test_a_list_of_words_that_is_not_one(project: Project) -> None:
    project.write("data/words.txt", "Nunukan # a place\nNunukan\ntwo words\n")
    assert project.findings() == [
        "data/words.txt:2: error[invalid-data]: “Nunukan” stands in line 1 already; delete this line",
        "data/words.txt:3: error[invalid-data]: “two words” is not a word; write one word per line",
    ]


@given(number=st.integers(1000, 10**12), cents=st.integers(1, 99))
def test_a_number_in_any_form_is_the_same_in_english(number: int, cents: int) -> None:
    english = f"{number:,}"
    swapped = english.replace(",", ".")
    for written in (str(number), swapped, english.replace(",", "\u202f")):
        assert _in_english(written) == english
    assert _in_english(f"{swapped},{cents:02}") == f"{english}.{cents:02}"


@given(day=st.dates())
def test_a_day_in_the_form_of_the_report_is_left_alone(day: object) -> None:
    from loipr.rules.form.numbers import _day_in_words
    from loipr.wording.dates import in_words

    written = in_words(day)  # type: ignore[arg-type]
    match = _DATE.fullmatch(written)
    assert match is None or _day_in_words(match)[0] in ("", written)


PART = st.tuples(st.integers(1, 93), st.lists(st.sampled_from(["(1)", "(2)", "(a)", "(b)"]), max_size=1))


@given(parts=st.lists(PART, min_size=1, max_size=3))
def test_a_typed_citation_reads_as_the_role_prints_it(parts: list[tuple[int, list[str]]]) -> None:
    cited = " and ".join(" ".join([str(number), *subs]) for number, subs in parts)
    printed = un_style(parse_citation(cited))
    match = _PROVISION.fullmatch(printed.replace("–", "-"))
    assert match is not None
    assert un_style(parse_citation(match["cited"])) == printed


@given(text=st.text(max_size=120))
def test_any_text_is_judged(text: str) -> None:
    page = read_page(f"# T\n\n{text}\n", RECRUITMENT, [])
    for prose in page.prose:
        for pattern in (_PROVISION, _DATE):
            for match in pattern.finditer(prose.text):
                assert match[0]


def test_the_small_report_has_no_rules_of_form() -> None:
    assert FORM not in FILES
