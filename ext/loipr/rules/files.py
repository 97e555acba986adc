"""Rules about the files themselves: can they be read, and are they what they should be?"""

from loipr.datasets.sum_checks import same_fact_faults
from loipr.report import Report
from loipr.rules.registry import Findings, Severity, noted, rule


@rule(Severity.ERROR)
def unreadable_file(report: Report) -> Findings:
    """Every file the report needs is there, is text in UTF-8, and lies inside the project.

    Bad: a table saved by a spreadsheet in the encoding of the office computer.

    Good: the same table saved as “CSV UTF-8”.
    """
    return noted(report, "unreadable-file")


@rule(Severity.ERROR)
def conflict_marker(report: Report) -> Findings:
    """Where two people changed the same lines, one version is chosen, and the marks between the two are gone.

    Bad:

        <<<<<<< HEAD
        Workers are informed.
        =======
        Workers are informed at departure.
        >>>>>>> q25

    Good:

        Workers are informed at departure.
    """
    return noted(report, "conflict-marker")


@rule(Severity.ERROR)
def misnamed_file(report: Report) -> Findings:
    """The name of a file or folder has letters from A to Z, digits, `-` and `_` alone, and no twin but for capitals.

    Bad: `q04 laws & policies.md`

    Good: `q04-laws-policies.md`
    """
    return noted(report, "misnamed-file")


@rule(Severity.ERROR)
def hidden_character(report: Report) -> Findings:
    """No file has an invisible character: it makes a text look different from what it is.

    These are marks that turn the direction of reading (U+202A to U+202E, U+2066 to U+2069), spaces without width, soft
    hyphens, controls and the like. The joiners that Persian and Indian letters need may stand after these.

    Bad: `article 33 (1)` copied from a web page, with a U+200B before the bracket.

    Good: the same words typed.
    """
    return noted(report, "hidden-character")


@rule(Severity.ERROR)
def look_alike(report: Report) -> Findings:
    """A number or a name has no letter or digit of another alphabet that only looks like ours.

    Bad: `KP2MI` with a letter M from a Cyrillic keyboard; `2024` in the wide digits of a Chinese text.

    Good: the same, typed on an English keyboard.
    """
    return noted(report, "look-alike")


@rule(Severity.ERROR)
def unprinted_letter(report: Report) -> Findings:
    """Every letter is in the fonts of print; a PDF would show a box, or nothing, in place of another.

    These fonts have the letters of Latin, Greek, Cyrillic, Arabic, Hebrew, Thai, Chinese, Japanese and Javanese. Guides
    and pages for coordinators are not printed.

    Bad: `Supervision is complete 🙂.`

    Good: `Supervision is complete.`
    """
    apart = {page.path for page in report.pages if page.is_guide} | {one.path for one in report.parked}
    return (found for found in noted(report, "unprinted-letter") if found[0].path not in apart)


@rule(Severity.ERROR)
def malformed_yaml(report: Report) -> Findings:
    """A YAML file can be parsed: one field per line, texts with special characters in quotes.

    Bad:

        summary: Measures taken: laws and policies

    Good:

        summary: "Measures taken: laws and policies"
    """
    return noted(report, "malformed-yaml")


@rule(Severity.ERROR)
def invalid_data(report: Report) -> Findings:
    """A data file has the fields it must have, each of the right kind, and none that is unknown.

    Bad:

        - number: seven
          subjekt: Recruitment

    Good:

        - number: 7
          subject: Recruitment
    """
    yield from noted(report, "invalid-data")
    if not report.unread_datasets:
        for dataset in report.datasets.values():
            yield from same_fact_faults(dataset, report.datasets)


@rule(Severity.ERROR)
def malformed_csv(report: Report) -> Findings:
    """A CSV file is plain: UTF-8 without a byte order mark, Unix line ends, the columns of its schema, no stray quote.

    Bad:

        period,total
        2023,"274965
        2024

    Good:

        period,total
        2023,274965
        2024,297434
    """
    return noted(report, "malformed-csv")


@rule(Severity.ERROR)
def invalid_cell(report: Report) -> Findings:
    """Each cell of a dataset has the type and form that the schema gives its column.

    Bad: `274.965` or `about 275,000` in a column of whole numbers.

    Good: `274965`, and “about” in the column `note`.
    """
    return noted(report, "invalid-cell")


@rule(Severity.ERROR)
def formula_cell(report: Report) -> Findings:
    """No text of a dataset begins with =, +, - or @: a spreadsheet that opens the file would run it as a formula.

    Bad: `+50,058 in six weeks`

    Good: `50,058 more in six weeks`
    """
    return noted(report, "formula-cell")


@rule(Severity.ERROR)
def duplicate_key(report: Report) -> Findings:
    """No two rows of a dataset have the same primary key, and no two observations of one key are both adopted.

    Bad:

        period,as_of,total,adopted
        2023,2024-01,274965,yes
        2023,2025-02,297108,yes

    Good:

        period,as_of,total,adopted
        2023,2024-01,274965,yes
        2023,2025-02,297108,no
    """
    return noted(report, "duplicate-key")


@rule(Severity.ERROR)
def missing_reason(report: Report) -> Findings:
    """An observation that is set aside, and one that is adopted among several, says why, in the column `reason`.

    Bad: `adopted` is `no` and `reason` is empty.

    Good: `adopted` is `no` and `reason` is `restated a year later on a wider basis`.
    """
    return noted(report, "missing-reason")


@rule(Severity.ERROR)
def malformed_bibliography(report: Report) -> Findings:
    """The bibliography can be parsed; every entry has a title and a key of its own.

    Bad:

        @misc{DT01, title = {Annual data

    Good:

        @misc{DT01, title = {Annual data}, year = {2025}}
    """
    return noted(report, "malformed-bibliography")
