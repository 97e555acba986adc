"""Rules of form about numbers: shares, figures and dates."""

import re
from decimal import Decimal

from loipr.facts.form_rules import FormRule
from loipr.report import Report
from loipr.rules.form.common import on_one_line, prose_of, replace, rule_of_form
from loipr.rules.registry import Findings
from loipr.rules.typed_figures import figures_in
from loipr.wording.dates import MONTHS

_PER_CENT = re.compile(r"(?<![\d.,])(?P<number>\d[\d.,]*)\s?%|\b(?P<word>percent|Percent|percents)\b")
_NUMBER = re.compile(r"\d[\d.,\u00a0\u202f ]*")
#: Points or spaces for thousands, a comma for decimals, or nothing at all. A point before three digits counts as one
#: for thousands, because three decimals are rare.
_OTHERWISE = re.compile(
    r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+,\d{1,2}|\d{1,3}(?:[\u00a0\u202f ]\d{3})+(?:[.,]\d+)?|\d{4,}(?:\.\d+)?"
)
_SHORT = {month[:3]: number for number, month in enumerate(MONTHS, 1)} | {"Sept": 9}
_MONTH = rf"(?:{'|'.join((*MONTHS, *_SHORT))})"
_ORDINAL = r"(?:st|nd|rd|th)"
_DATE = re.compile(
    r"(?=[\dJFMASOND])(?:"
    rf"\b(?P<american>{_MONTH})\.?\s+(?P<day_after>\d{{1,2}}){_ORDINAL}?,\s+(?P<year_after>\d{{4}})\b"
    rf"|\b(?P<day>\d{{1,2}})(?P<ordinal>{_ORDINAL}(?:\s+of)?)?\s+(?P<month>{_MONTH})\b(?:\.?,?\s+(?P<year>\d{{4}})\b)?"
    r"|(?<![\w./-])(?P<iso>(?:19|20)\d\d-\d\d-\d\d)(?![\w-]|/\d)"
    r"|(?<![\w./-])(?P<first>\d{1,2})(?P<mark>[/.])(?P<second>\d{1,2})(?P=mark)(?P<last>(?:19|20)\d\d)(?![\w/-]))"
)


@rule_of_form
def per_cent(report: Report, form: FormRule) -> Findings:
    """Shares are written “per cent”, in two words; a table may have the sign.

    Bad: `20% of the workers`, `20 percent of the workers`

    Good: `20 per cent of the workers`
    """
    for _, prose in prose_of(report, tables=False):
        for match in _PER_CENT.finditer(prose.text):
            if match["number"]:
                new = f"{match['number']} per cent"
            else:
                new = "Per cent" if match["word"][0] == "P" else "per cent"
            message = f"“{on_one_line(match)}”: write “{new}”"
            yield prose.place_at(match.start()), message, replace(prose, match, new)


@rule_of_form
def number_form(report: Report, form: FormRule) -> Findings:
    """Figures have a comma for thousands and a point for decimals; years have no comma.

    Bad: `1500 workers`, `274.965 workers`, `9,71 billion dollars`

    Good: `1,500 workers`, `274,965 workers`, `9.71 billion dollars`
    """
    for _, prose, figure in figures_in(report):
        found = _NUMBER.search(figure.text) if "table" not in prose.around else None
        number = found[0].strip(" .,") if found else ""
        if _OTHERWISE.fullmatch(number):
            yield prose.place_at(figure.position), f"“{number}”: write “{_in_english(number)}”"


def _in_english(number: str) -> str:
    """Return *number* in the English form; its points and commas are read in the Indonesian or French way."""
    if re.fullmatch(r"\d{4,}(?:\.\d+)?", number):
        whole, _, rest = number.partition(".")
    else:
        joined = re.sub(r"[\u00a0\u202f ]", "", number)
        if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", joined):
            joined = joined.replace(".", "")
        whole, _, rest = joined.replace(",", ".").partition(".")
    return f"{Decimal(whole):,}" + (f".{rest}" if rest else "")


@rule_of_form
def date_form(report: Report, form: FormRule) -> Findings:
    """A date is written as day, month in full and year, without commas and ordinals.

    Bad: `July 31, 2025`, `31st July 2025`, `31 Jul. 2025`, `31/07/2025`, `2025-07-31`

    Good: `31 July 2025`
    """
    for _, prose in prose_of(report, tables=False):
        for match in _DATE.finditer(prose.text):
            new, certain = _day_in_words(match)
            if new and new != on_one_line(match):
                yield (
                    prose.place_at(match.start()),
                    f"“{on_one_line(match)}”: write “{new}”",
                    replace(prose, match, new, certain=certain),
                )


def _day_in_words(match: re.Match[str]) -> tuple[str, bool]:
    """Return the day as the report writes it (empty if it is not a day), and whether nothing else can be meant."""
    certain = True
    if match["american"]:
        day, month, year = match["day_after"], _number(match["american"]), match["year_after"]
    elif match["day"]:
        day, month, year = match["day"], _number(match["month"]), match["year"] or ""
        is_abbreviated = match["month"] not in MONTHS
        # “5 May” alone is right, and “1 Mar” before other words may be a name.
        if not match["ordinal"] and (not is_abbreviated or not year) and "," not in match[0]:
            return "", False
    elif match["iso"]:
        year, number, day = match["iso"].split("-")
        month = int(number)
    else:
        day, month, year = match["first"], int(match["second"]), match["last"]
        # 05/06/2025 may mean the fifth of June or the sixth of May.
        certain = int(day) > 12
        if not 1 <= month <= 12 < int(day) <= 31:
            return ("" if month > 12 or int(day) > 31 else f"{int(day)} {MONTHS[month - 1]} {year}"), False
    if not (1 <= month <= 12 and 1 <= int(day) <= 31):
        return "", False
    return f"{int(day)} {MONTHS[month - 1]} {year}".rstrip(), certain


def _number(month: str) -> int:
    return MONTHS.index(month) + 1 if month in MONTHS else _SHORT[month]
