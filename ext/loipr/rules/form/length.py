"""Rules of form about length: of the report, of each reply, of quotations."""

import re
from collections.abc import Iterator

from loipr.facts.form_rules import FormRule
from loipr.files.places import Place
from loipr.length.word_count import budget_of, count_words, lengths, word_counts
from loipr.pages.page import FOLDER, HELD
from loipr.report import Report
from loipr.rules.form.common import prose_of, rule_of_form
from loipr.rules.registry import Findings
from loipr.wording.sentences import listed

_MOST_NAMED = 3
_QUOTED = re.compile(r"“([^“”]*)”|\"([^\"]*)\"", re.DOTALL)


@rule_of_form
def word_budget(report: Report, form: FormRule) -> Findings:
    """The report is not longer than a report of its kind may be; `python -m loipr words` shows where the words are.

    The kind is `loipr_kind` in conf.py. Headings, notes, citations and the tables of the replies count; annexes, the
    questions shown and gaps do not. The report's length is checked as a whole, so it is accepted in data/accepted.yaml,
    with `file: docs`.

    Bad: a periodic report of 22,000 words where 21,200 are allowed.

    Good: the same report with its longest tables in an annex.
    """
    budget = budget_of(report)
    if budget is None:
        kinds = listed([kind for one in report.form_rules.values() for kind in one.limits if form.id == one.id], "or")
        yield Place("conf.py"), f"no rule of form has a limit for a {report.settings.kind}; loipr_kind is {kinds}"
        return
    length = sum(word_counts(report).values())
    if length > budget.words:
        over = sorted(_over(report), reverse=True)[:_MOST_NAMED]
        where = listed([f"{number} ({words:,} more)" for words, number in over])
        hint = f"; furthest above their share are the replies to questions {where}" if over else ""
        message = f"the report has {length:,} words, and a {budget.kind} may have {budget.words:,}{hint}"
        yield Place(FOLDER), message


def _over(report: Report) -> Iterator[tuple[int, int]]:
    """Yield by how many words each overlong reply exceeds its share, and the number of its question."""
    for one in lengths(report):
        if one.question is not None and one.share is not None and one.words > one.share:
            yield one.words - one.share, one.question.number


@rule_of_form
def question_budget(report: Report, form: FormRule) -> Findings:
    """A reply is not longer than the list of issues in data/lists-of-issues allows it, by `words`.

    Where no `words` are set, each reply has a share of the limit for the report, by the number of its items. It is
    shown with the reply, and it may be exceeded as long as the report as a whole stays within its limit.

    Bad: a reply of 700 words to a question that has `words: 500`.

    Good: the same reply in 500 words, or `words: 700` and less for another.
    """
    counts = word_counts(report)
    for number, page in report.pages_by_question.items():
        limit = report.questions[number].words if number in report.questions else None
        if limit is not None and counts[page.docname] > limit:
            length = counts[page.docname]
            yield page.place_of("question"), f"the reply has {length:,} words, and may have {limit:,}"


@rule_of_form
def long_quotation(report: Report, form: FormRule) -> Findings:
    """The text of another document is cited, not quoted at length.

    Bad: three sentences of a General Assembly resolution between quotation marks.

    Good: the sense in the report's own words, with the symbol and the paragraph of the resolution.
    """
    longest = min(form.limits.values(), default=0)
    for _, prose in prose_of(report, headings=False):
        if "quotation" in prose.around:
            words = count_words(prose.text.replace(HELD, "x"))
            if words > longest:
                yield prose.place, _too_long(words, longest)
        for match in _QUOTED.finditer(prose.text):
            words = count_words(match[0].replace(HELD, "x"))
            if words > longest:
                yield prose.place_at(match.start()), _too_long(words, longest)


def _too_long(words: int, longest: int) -> str:
    return f"this quotation has {words} words; refer to the document, or quote no more than {longest} words of it"
