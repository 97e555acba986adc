"""Rules of form about citations: of provisions, of paragraphs, of documents of the United Nations."""

import re

from loipr.facts.form_rules import FormRule
from loipr.facts.provisions import Citation, ProvisionError, ends, notation, parse_citation, un_style
from loipr.files.places import Fix
from loipr.pages.page import Prose
from loipr.report import Report
from loipr.rules.form.common import on_one_line, prose_of, replace, rule_of_form
from loipr.rules.registry import Findings

#: Spaces and repetitions have limits; otherwise a malicious page could make the check run very long.
_SP = r"\s{1,3}"
_MAY = r"\s{0,3}"
_SUBS = rf"(?:{_MAY}\(\w{{1,4}}\)){{0,4}}"
_AND = rf"(?:{_MAY},{_MAY}|{_MAY},?{_SP}(?:and|to|or){_SP}|{_MAY}[-–]{_MAY})"
_PROVISION = re.compile(
    rf"\b(?P<word>[Aa]rticles?|[Aa]rts?\.){_SP}(?P<cited>\d{{1,3}}{_SUBS}"
    rf"(?P<older>,{_SP}(?:paragraph|para\.){_SP}\d{{1,2}}{_SUBS})?"
    rf"(?:{_AND}(?:\d{{1,3}}(?!\d|[.,]\d)|\(\w{{1,4}}\)){_SUBS}){{0,20}})"
    rf"(?:,?{_SP}of{_SP}(?:the{_SP})?(?P<of>[A-Z]\w*(?:[ \t](?:[A-Z]\w*|of|on|the|and|against|for)){{0,20}}))?"
)
_SYMBOL = r"\b[A-Z]{1,6}(?:/[A-Z0-9][\w.-]{0,20}){1,6}"
_PAGE = re.compile(rf"(?P<symbol>{_SYMBOL}){_MAY},?{_SP}(?:at{_SP})?(?P<page>(?:pp?\.|pages?){_SP}\d+)")
_IN_BRACKETS = re.compile(rf"(?<=\()(?P<see>see{_SP})?(?P<word>paragraphs?){_SP}(?=\d)")
_LIST_OF_ISSUES = re.compile(
    rf"\b(?:paragraph|para\.|question){_SP}(?P<number>\d{{1,3}}{_SUBS}){_SP}of{_SP}the{_SP}list{_SP}of{_SP}issues\b"
)
_HERE = re.compile(
    rf"\b(?:paragraphs?|paras?\.){_SP}\d{{1,4}}{_SUBS}(?:{_AND}\d{{1,4}}{_SUBS}){{0,20}},?{_SP}(?:above|below)\b"
)


@rule_of_form
def typed_provision(report: Report, form: FormRule) -> Findings:
    """A provision of a treaty is cited with the role, which prints it in the UN's style and checks that it exists.

    Articles of laws of the State are typed: “article 64 of Law 18/2017”.

    Bad: `This follows from Art. 33(1) of the Convention.`

    Good:

        This follows from {article}`33 (1)`.
    """
    for _, prose in prose_of(report):
        for match in _PROVISION.finditer(prose.text):
            treaty = _treaty(match["of"], report)
            if treaty is None:
                continue
            text = re.sub(r",\s+(?:paragraph|para\.)\s+(\d+)", r" (\1)", " ".join(match["cited"].split()))
            citation = _citation(f"{treaty} {text}".strip())
            shown = notation(citation).replace("–", "-") if citation else f"{treaty} …".strip()
            instead = f"{{article}}`{shown}`"
            yield (
                prose.place_at(match.start()),
                f"“{on_one_line(match)}” is typed by hand; write {instead}",
                _role(prose, match, citation, instead, report),
            )


def _treaty(named: str | None, report: Report) -> str | None:
    """Return the abbreviation of the treaty *named*, empty for the report's own treaty; None if it is not a treaty."""
    if named is None or named in ("Convention", "Covenant", report.settings.treaty):
        return ""
    for treaty in report.treaties.by_abbreviation.values():
        if named.startswith(treaty.title) or named.split()[0] == treaty.abbreviation:
            return "" if treaty.abbreviation == report.settings.treaty else treaty.abbreviation
    return None


def _citation(text: str) -> Citation | None:
    try:
        return parse_citation(text)
    except ProvisionError as error:
        return _citation(error.suggestion) if error.suggestion else None


def _role(prose: Prose, match: re.Match[str], citation: Citation | None, instead: str, report: Report) -> Fix | None:
    """Return the fix that writes a role for the typed citation; it is certain when the report then prints the same."""
    if citation is None:
        return None
    same = un_style(citation).replace("–", "-") == match[0].replace("–", "-")
    exists = all(
        (treaty := report.treaties.find(part.treaty)) is not None and not any(map(treaty.fault, ends(part)))
        for part in citation
    )
    return replace(prose, match, instead, certain=same and exists)


@rule_of_form
def paragraph_citation(report: Report, form: FormRule) -> Findings:
    """Paragraphs are referred to with a role, for their numbers shift; within brackets the word is “para.”.

    Bad: `As paragraph 45 above says, and the Committee noted (paragraph 25 (a)).`

    Good:

        As {paragraph}`placement-costs` says, and the Committee noted (para. 25 (a)).
    """
    for _, prose in prose_of(report):
        for match in _LIST_OF_ISSUES.finditer(prose.text):
            instead = f"{{question}}`{' '.join(match['number'].split())}`"
            message = f"“{on_one_line(match)}” is typed by hand; write {instead}"
            yield prose.place_at(match.start()), message, replace(prose, match, instead, certain=False)
        for match in _HERE.finditer(prose.text):
            message = f"“{on_one_line(match)}” will shift; name the paragraph, and write {{paragraph}}`its-name`"
            yield prose.place_at(match.start()), message
        for match in _IN_BRACKETS.finditer(prose.text):
            short = "paras." if match["word"].endswith("s") else "para."
            old, new = match[0], f"{match['see'] or ''}{short}{match[0][match.end('word') - match.start() :]}"
            fix = None if "\n" in old else Fix(prose.place_at(match.start()), f"({old}", f"({new}")
            yield prose.place_at(match.start()), f"within brackets “{match['word']}”: write “{short}”", fix


@rule_of_form
def page_citation(report: Report, form: FormRule) -> Findings:
    """A document of the United Nations is cited by its symbol and the paragraph: pages differ between languages.

    Bad: `CMW/C/IDN/CO/1, p. 5`

    Good: `CMW/C/IDN/CO/1, para. 24`
    """
    for _, prose in prose_of(report):
        for match in _PAGE.finditer(prose.text):
            message = f"{match['symbol']} is cited by “{match['page']}”; cite the paragraph: pages differ by language"
            yield prose.place_at(match.start()), message
