"""Everything that is known about the report: its settings, its data and its pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from loipr.datasets.dataset import Dataset
from loipr.datasets.descriptor import load_datasets
from loipr.datasets.targets import with_targets
from loipr.facts.abbreviations import Abbreviation, load_abbreviations
from loipr.facts.acceptances import Acceptance, load_acceptances
from loipr.facts.allowed_words import load_words
from loipr.facts.bibliography import Bibliography, load_bibliography
from loipr.facts.calendar import Calendar, Event, load_calendar
from loipr.facts.comments import KeptComment, load_comments
from loipr.facts.concluding_observations import (
    ConcludingObservations,
    load_concluding_observations,
    parse_recommendation,
)
from loipr.facts.form_rules import FormRule, load_form_rules
from loipr.facts.indicators import Indicators, load_indicators
from loipr.facts.institutions import Institutions, load_institutions
from loipr.facts.lists_of_issues import ListOfIssues, Question, load_list_of_issues, parse_question_reference
from loipr.facts.meetings import Meeting, load_meetings
from loipr.facts.register import Register, load_register
from loipr.facts.settings import Settings
from loipr.facts.treaties import Treaties, load_treaties
from loipr.files.file_names import name_problems
from loipr.files.places import Problem
from loipr.pages.page import DATA_ANNEX, Page, ParagraphName, TableName
from loipr.pages.parked import ParkedText, load_parked
from loipr.pages.reader import load_pages


@dataclass(frozen=True, eq=False)
class Report:
    """The facts that the rules judge and the markup draws from.

    ``problems`` are the faults that the loaders found; a rule does not report what only follows from such a fault.
    """

    root: Path
    settings: Settings
    treaties: Treaties
    list_of_issues: ListOfIssues | None
    institutions: Institutions
    abbreviations: Mapping[str, Abbreviation]
    datasets: Mapping[str, Dataset]
    unread_datasets: frozenset[str]
    indicators: Indicators
    bibliography: Bibliography
    concluding_observations: Mapping[str, ConcludingObservations]
    register: Register
    calendar: Calendar
    meetings: tuple[Meeting, ...]
    comments: tuple[KeptComment, ...]
    pages: tuple[Page, ...]
    parked: tuple[ParkedText, ...]
    form_rules: Mapping[str, FormRule]
    words: frozenset[str]
    accepted_in_data: tuple[Acceptance, ...]
    problems: tuple[Problem, ...]

    @cached_property
    def questions(self) -> Mapping[int, Question]:
        return self.list_of_issues.questions if self.list_of_issues else {}

    @cached_property
    def pages_by_question(self) -> Mapping[int, Page]:
        """The page of each question; if there are two, the first one."""
        found: dict[int, Page] = {}
        for page in self.pages:
            if page.is_reply and page.question is not None:
                found.setdefault(page.question, page)
        return found

    @cached_property
    def paragraph_names(self) -> Mapping[str, ParagraphName]:
        """Every name of a paragraph that has a number; if there are two, the first one."""
        found: dict[str, ParagraphName] = {}
        for page in self.pages:
            for one in page.paragraph_names if page.is_numbered else ():
                found.setdefault(one.name, one)
        return found

    @cached_property
    def table_names(self) -> Mapping[str, TableName]:
        """Every name of a table or figure that has a number; if there are two, the first one.

        The tables of the annex of data have the names of their datasets.
        """
        found: dict[str, TableName] = {}
        for page in self.pages:
            if page.is_numbered:
                for one in page.table_names:
                    if one.has_caption:
                        found.setdefault(one.name, one)
                for place in (one.place for one in page.directives if one.name == DATA_ANNEX):
                    # The fault of a dataset that cannot be read is told there, and not once more at each reference.
                    for name in (*self.datasets, *sorted(self.unread_datasets)):
                        found.setdefault(name, TableName(name, "table", place))
        return found

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """What really happened, in the order of time: the events of the calendar, and the meetings."""
        events = (*self.calendar.events, *(meeting.event for meeting in self.meetings))
        return tuple(sorted(events, key=lambda one: one.period.first))

    @cached_property
    def replies_by_recommendation(self) -> Mapping[str, tuple[int, ...]]:
        """The questions whose replies take up each recommendation of the register, by its id.

        A reply refers to the recommendation or to its whole paragraph, or the register names the reply as evidence.
        """
        cited: dict[str, set[int]] = {}
        for number, page in self.pages_by_question.items():
            for role in page.roles:
                found = parse_recommendation(role.text) if role.name == "recommendation" else None
                if found is not None:
                    cited.setdefault(found.id, set()).add(number)
        taken: dict[str, tuple[int, ...]] = {}
        for entry in self.register.entries.values():
            proof = (parse_question_reference(text) for text, _ in entry.named("question"))
            named = {one[0] for one in proof if one is not None}
            whole = cited.get(entry.recommendation.of_paragraph.id, set())
            taken[entry.id] = tuple(
                sorted(cited.get(entry.id, set()) | whole | (named & self.pages_by_question.keys()))
            )
        return taken

    @cached_property
    def acceptances(self) -> tuple[Acceptance, ...]:
        """Every acceptance of a finding: in the pages, then in the data."""
        return (*(one for page in self.pages for one in page.acceptances), *self.accepted_in_data)

    @cached_property
    def pages_by_docname(self) -> Mapping[str, Page]:
        return {page.docname: page for page in self.pages}


def load_report(root: Path, settings: Settings) -> Report:
    """Read the data and the pages of the project at *root*; their faults stop nothing, and become ``problems``."""
    problems: list[Problem] = [*name_problems(root)]
    treaties = load_treaties(root, settings.treaty, problems)
    list_of_issues = load_list_of_issues(root, settings.list_of_issues, problems)
    institutions = load_institutions(root, problems)
    abbreviations = load_abbreviations(root, problems)
    datasets = load_datasets(root, problems)
    indicators = load_indicators(root, problems)
    bibliography = load_bibliography(root, problems)
    concluding_observations = load_concluding_observations(root, problems)
    register = load_register(root, problems)
    calendar = load_calendar(root, list_of_issues.deadline if list_of_issues else None, problems)
    meetings = load_meetings(root, problems)
    comments = load_comments(root, problems)
    pages = load_pages(root, problems)
    parked = load_parked(root, problems)
    form_rules = load_form_rules(root, problems)
    words = load_words(root, problems)
    acceptances = load_acceptances(root, problems)
    read = {name: dataset for name, dataset in datasets.items() if dataset is not None}
    return Report(
        root=root,
        settings=settings,
        treaties=treaties,
        list_of_issues=list_of_issues,
        institutions=institutions,
        abbreviations=abbreviations,
        datasets=with_targets(read, indicators),
        unread_datasets=frozenset(datasets.keys() - read.keys()),
        indicators=indicators,
        bibliography=bibliography,
        concluding_observations=concluding_observations,
        register=register,
        calendar=calendar,
        meetings=meetings,
        comments=comments,
        pages=pages,
        parked=parked,
        form_rules=form_rules,
        words=words,
        accepted_in_data=acceptances,
        problems=tuple(dict.fromkeys(problems)),
    )
