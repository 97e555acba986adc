"""Rules about the list of issues and the pages that answer it."""

from collections.abc import Iterator
from itertools import islice

from loipr.facts.concluding_observations import beyond_record, recommendation_fault
from loipr.facts.lists_of_issues import parse_question_reference, reply_path
from loipr.files.places import Place
from loipr.pages.gap_words import gap_words
from loipr.report import Report
from loipr.rules.registry import Findings, Severity, rule
from loipr.wording.languages import _
from loipr.wording.sentences import listed


@rule(Severity.ERROR)
def question_without_page(report: Report) -> Findings:
    """Every question of the list of issues has a page that answers it.

    Bad: the list has a question 8, and no page says `question: 8`.

    Good: `docs/replies/q08-recruitment.md` begins with `question: 8`.
    """
    for number, question in report.questions.items():
        if number not in report.pages_by_question and not _has_broken_page(report, number):
            name = reply_path(number, question.slug)
            yield (
                question.place,
                _("no page answers question {number} ({subject}); add {name}").format(
                    number=number, subject=question.subject, name=name
                ),
            )


def _has_broken_page(report: Report, number: int) -> bool:
    """Whether a page has the number of the question in its name, and a fault: no number in it, or another's."""
    start = f"docs/replies/q{number:02}-"
    broken = [problem.place.path for problem in report.problems]
    answered = [page.question for page in report.pages if page.is_reply]
    broken += [
        page.path for page in report.pages if page.question not in report.questions or answered.count(page.question) > 1
    ]
    return any(path.startswith(start) for path in broken)


@rule(Severity.ERROR)
def page_without_question(report: Report) -> Findings:
    """Every page in docs/replies answers a question that the list of issues has.

    Bad: `question: 63` where the list ends with question 36.

    Good: `question: 36`
    """
    numbers = sorted(report.questions)
    for page in report.pages:
        if page.is_reply and page.question is not None and numbers and page.question not in report.questions:
            extent = _("it has {first} to {last}").format(first=numbers[0], last=numbers[-1])
            yield (
                page.place_of("question"),
                _("the list of issues has no question {question} ({extent})").format(
                    question=page.question, extent=extent
                ),
            )


@rule(Severity.ERROR)
def duplicate_question(report: Report) -> Findings:
    """One page answers a question, not two.

    Bad: two pages that both say `question: 8`.

    Good: one page, with the text of both.
    """
    for page in report.pages:
        if not page.is_reply or page.question is None:
            continue
        first = report.pages_by_question[page.question]
        if first is not page:
            yield (
                page.place_of("question"),
                _("question {question} is answered by {path} already").format(question=page.question, path=first.path),
            )


@rule(Severity.ERROR)
def unknown_question(report: Report) -> Findings:
    """A reference to a question or an item leads to one that the list of issues has.

    Bad:

        {question}`1 (z)`

    Good:

        {question}`1 (b)`
    """
    for text, place in _asked(report) if report.list_of_issues is not None else ():
        fault = _question_fault(text, report)
        if fault:
            yield place, fault


def _asked(report: Report) -> Iterator[tuple[str, Place]]:
    """Yield every reference to a question with its place: pages, indicators, meetings, the register."""
    for page in report.pages:
        for role in page.roles:
            if role.name == "question":
                yield role.text, role.place
    for indicator in report.indicators.by_id.values():
        if indicator.question:
            yield indicator.question, indicator.places["question"]
    for meeting in report.meetings:
        for group in meeting.groups:
            # The first is enough: of 1 to 9999, almost all would be told.
            strange = (number for number in group.questions if number not in report.questions)
            yield from ((str(number), group.place) for number in islice(strange, 1))
        yield from ((one.question, one.place) for one in meeting.decisions if one.question)
        yield from ((text, one.place) for one in meeting.consultations for text in one.questions)
    for entry in report.register.entries.values():
        yield from ((text, entry.places["questions"]) for text in entry.questions)
        yield from entry.named("question")


def _question_fault(text: str, report: Report) -> str | None:
    reference = parse_question_reference(text)
    if reference is None:
        return _("“{text}” names no question; write its number, with an item if need be, as 12 or 12 (b)").format(
            text=text
        )
    number, label = reference
    question = report.questions.get(number)
    if question is None:
        numbers = sorted(report.questions)
        extent = _(" (it has {first} to {last})").format(first=numbers[0], last=numbers[-1]) if numbers else ""
        return _("the list of issues has no question {number}{extent}").format(number=number, extent=extent)
    if label and question.item(label) is None:
        labels = [item.label for item in question.walk()]
        return _("question {number} has no item {label} (it has {labels})").format(
            number=number, label=label, labels=listed(labels) or _("none")
        )
    return None


@rule(Severity.ERROR)
def unknown_recommendation(report: Report) -> Findings:
    """A reference to an earlier recommendation leads to concluding observations that are on record.

    Bad:

        {recommendation}`CO/9 24`

    Good:

        {recommendation}`CO/1 24`
    """
    for text, place in _recommended(report) if report.concluding_observations or report.register.entries else ():
        fault = recommendation_fault(text, report.concluding_observations)
        if fault:
            yield place, fault


def _recommended(report: Report) -> Iterator[tuple[str, Place]]:
    """Yield every reference to a recommendation with its place: pages, meetings, the register."""
    for page in report.pages:
        yield from ((role.text, role.place) for role in page.roles if role.name == "recommendation")
    for meeting in report.meetings:
        yield from ((text, one.place) for one in meeting.consultations for text in one.recommendations)
    for entry in report.register.entries.values():
        yield entry.id, entry.places["id"]
        yield from ((text, entry.places["continues"]) for text in entry.continues)


@rule(Severity.WARNING)
def unrecorded_recommendation(report: Report) -> Findings:
    """A reference to an earlier recommendation leads to what is on record, where it can be looked up.

    Bad:

        {recommendation}`CO/1 63`

    Paragraphs 1 to 6 of CO/1 are on record, and its file says that more follow.

    Good: the paragraph with its subject and source in the file of CO/1 in data/concluding-observations.
    """
    for text, place in _recommended(report):
        missing = beyond_record(text, report.concluding_observations)
        if missing is not None:
            document = report.concluding_observations[text.split()[0]]
            yield place, f"{missing}; add it to {document.place.path}, with its source"


@rule(Severity.GAP)
def outline_question(report: Report) -> Findings:
    """The official text of every question is at hand before the report is submitted.

    Bad: a question whose `standing` is `outline`: its text was put together from other lists.

    Good: `standing: known`, taken from the document of the Committee.
    """
    for number, question in report.questions.items():
        if question.standing == "outline":
            yield (
                question.place,
                _("question {number} ({subject}) is only an outline; its text is not at hand").format(
                    number=number, subject=question.subject
                ),
            )


@rule(Severity.GAP)
def parked_text(report: Report) -> Findings:
    """No text is left in docs/parked when the report is submitted.

    When a question is gone from the list of issues, `import --move` keeps its reply there: in no edition, and in no
    count of words.

    Bad: a file `docs/parked/q12-women.md` that nobody has looked at.

    Good: what is of use in it stands in other replies, and the file is deleted.
    """
    for text in report.parked:
        answered = f"a reply to the former question {text.question}" if text.question is not None else "a text"
        message = f"{answered} (“{text.title}”, {text.words:,} words) stands in no edition"
        yield Place(text.path), f"{message}; move what is of use into other replies, and delete the file"


@rule(Severity.GAP)
def missing_data(report: Report) -> Findings:
    """A gap names what is not known and who should fill it; the official edition has none left.

    Bad: saying nothing where nothing is known.

    Good:

        :::{gap} Kemnaker
        Figures on foreign workers by sex for 2024.
        :::
    """
    for page in report.pages:
        for gap in page.gaps:
            who = gap.argument or _("nobody named")
            where = _("item {item} ").format(item=gap.item) if gap.item else ""
            yield (
                Place(page.path, gap.place.line),
                _("{where}has a gap for {who} to fill: {body}").format(where=where, who=who, body=gap_words(gap.body)),
            )
