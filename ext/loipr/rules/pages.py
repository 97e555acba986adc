"""Rules about pages: their front matter and their markup."""

from loipr.files.places import Place
from loipr.files.reading import meant
from loipr.pages.links import link_fault
from loipr.pages.page import FOLDER, FRONT_FIELDS, STATUSES, Page
from loipr.pages.vocabulary import DIRECTIVES, INDONESIAN_NAMES, ROLES
from loipr.report import Report
from loipr.rules.registry import Findings, Severity, noted, rule
from loipr.wording.languages import _
from loipr.wording.sentences import did_you_mean, listed


@rule(Severity.ERROR)
def invalid_front_matter(report: Report) -> Findings:
    """A reply begins with front matter: `question`, `status`, `lead` and, if need be, `contributors`.

    Bad: a page that begins with its heading.

    Good:

        ---
        question: 8
        status: draft
        lead: KP2MI
        contributors: [Kemlu, Polri]
        ---
    """
    broken = {one.place.path for one in report.problems if one.rule in ("invalid-front-matter", "oversized-page")}
    yield from noted(report, "invalid-front-matter")
    for page in report.pages:
        if page.is_reply and page.path not in broken:
            yield from _front_matter_faults(page)


def _front_matter_faults(page: Page) -> Findings:
    if not page.front:
        yield Place(page.path, 1), _("the page has no front matter; begin it with ---, question, status, lead and ---")
        return
    for name in ("question", "status", "lead"):
        if name not in page.front:
            yield Place(page.path, 1), _("the front matter has no `{name}`").format(name=name)
    for name in page.front:
        if name not in FRONT_FIELDS:
            place = page.place_of(name)
            yield (
                place,
                _("unknown field `{name}`{hint}").format(name=name, hint=did_you_mean(name, FRONT_FIELDS)),
                meant(place, name, FRONT_FIELDS),
            )
    if "lead" in page.front and not page.lead:
        yield page.place_of("lead"), _("`lead` is empty")
    if "question" in page.front and page.question is None:
        yield (
            page.place_of("question"),
            _("`question` is “{question}”; write the number alone, as 8").format(question=page.front["question"]),
        )


@rule(Severity.ERROR)
def invalid_status(report: Report) -> Findings:
    """The status of a reply is draft, contributed, reviewed or cleared.

    Bad: `status: final`

    Good: `status: reviewed`
    """
    for page in report.pages:
        if "status" in page.front and page.status not in STATUSES:
            place = page.place_of("status")
            shown = _("the status is “{status}”; write {statuses}{hint}").format(
                status=page.status,
                statuses=listed(STATUSES, "or"),
                hint=did_you_mean(INDONESIAN_NAMES.get(page.status.lower(), page.status), STATUSES),
            )
            yield place, shown, meant(place, page.status, STATUSES)


@rule(Severity.ERROR)
def untitled_page(report: Report) -> Findings:
    """A page has a heading of the first level: it is its name in the contents.

    Bad: a page that goes from the front matter right to the text.

    Good: `# Recruitment and private agencies`
    """
    oversized = {problem.place.path for problem in report.problems if problem.rule == "oversized-page"}
    for page in report.pages:
        if not page.title and page.path not in oversized:
            yield Place(page.path, 1), _("the page has no heading; write one after the front matter, as # Recruitment")


@rule(Severity.ERROR)
def oversized_page(report: Report) -> Findings:
    """A page stays within what a reply can hold.

    Bad: a page of 1 MB, with an annex pasted into it.

    Good: the annex as a dataset, and a `data-table` in the reply.
    """
    return noted(report, "oversized-page")


@rule(Severity.ERROR)
def unknown_markup(report: Report) -> Findings:
    """Only the roles and directives that the guide lists are used: everything else could reach outside the report.

    Bad:

        {artikle}`33 (1)`

    Good:

        {article}`33 (1)`
    """
    for page in report.pages:
        for role in page.roles:
            if role.name not in ROLES:
                hint = did_you_mean(INDONESIAN_NAMES.get(role.name.lower(), role.name), ROLES)
                fix = meant(role.place, role.name, ROLES)
                yield role.place, _("there is no role {{{name}}}{hint}").format(name=role.name, hint=hint), fix
        for directive in page.directives:
            if not directive.name:
                yield directive.place, _nameless(directive.argument)
            elif directive.name not in DIRECTIVES:
                hint = did_you_mean(INDONESIAN_NAMES.get(directive.name.lower(), directive.name), DIRECTIVES)
                fix = meant(directive.place, directive.name, DIRECTIVES)
                yield (
                    directive.place,
                    _("there is no directive {{{name}}}{hint}").format(name=directive.name, hint=hint),
                    fix,
                )


@rule(Severity.ERROR)
def unknown_argument(report: Report) -> Findings:
    """A block that shows a section of the list of issues, or a treaty, names one that is on record.

    Bad: `:::{question-list} z`

    Good: `:::{question-list} b3`
    """
    sections = [section.id for section in report.list_of_issues.sections] if report.list_of_issues else []
    known = {
        "question-list": ("section of the list of issues", sections),
        "treaty-index": ("treaty on record", list(report.treaties.by_abbreviation)),
    }
    for page in report.pages:
        for directive in page.directives:
            what, names = known.get(directive.name, ("", []))
            named = directive.argument
            if (
                names
                and named
                and named not in names
                and not (what.startswith("treaty") and report.treaties.find(named))
            ):
                hint, fix = did_you_mean(named, names), meant(directive.place, named, names)
                yield directive.place, f"there is no {what} called “{named}”; write {listed(names, 'or')}{hint}", fix


@rule(Severity.ERROR)
def malformed_option(report: Report) -> Findings:
    """The options of a block are below its name, one per line, as `:caption: …`, and the block takes each of them.

    A text with ` #`, with `: ` or with a quotation mark at its beginning is put in quotes: without them the rest of the
    line after ` #` is lost.

    Bad:

        :::{data-table} placements_by_year
        :caption: Placements # 2023
        :::

    Good:

        :::{data-table} placements_by_year
        :caption: "Placements # 2023"
        :::
    """
    yield from noted(report, "malformed-option")


@rule(Severity.ERROR)
def unmeant_markdown(report: Report) -> Findings:
    """No line becomes what nobody meant: code, a quotation, a list, a heading or a line across the page.

    A page of the report has paragraphs, headings that begin with `#`, lists with `-` or from `1.` on, tables,
    quotations, footnotes, pictures, links and blocks. Paragraphs and the items of lists are
    numbered automatically.

    Bad:

        33. The number of workers aged
        > 18 years has risen.

    Good:

        The number of workers aged more than 18 years has risen.
    """
    return noted(report, "unmeant-markdown")


@rule(Severity.ERROR)
def lost_text(report: Report) -> Findings:
    r"""Nothing that is typed is left out of an edition: no line that begins with `%`, no cell beyond a table's head.

    Bad:

        % 55 of them were women.

        [note]: as of 2024

        | Year | Workers |
        |---|---|
        | 2023 | 400 | estimated |

    Good:

        55 per cent of them were women (as of 2024).

        | Year | Workers |
        |---|---|
        | 2023 | 400 (estimated) |
    """
    return noted(report, "lost-text")


@rule(Severity.ERROR)
def unclosed_block(report: Report) -> Findings:
    """A block ends with as many colons as it begins with; one that holds another has one colon more than it.

    Bad:

        :::{reply} (a)
        Since 2017 …

    Good:

        :::{reply} (a)
        Since 2017 …
        :::
    """
    return noted(report, "unclosed-block")


@rule(Severity.ERROR)
def unknown_footnote(report: Report) -> Findings:
    """A footnote that the text refers to stands on the page, once, and the text refers to each that stands there.

    Bad:

        Agencies pay a deposit.[^1]

        [^2]: Half of it is in cash.

    Good:

        Agencies pay a deposit.[^1]

        [^1]: Half of it is in cash.
    """
    return noted(report, "unknown-footnote")


@rule(Severity.ERROR)
def footnote_in_footnote(report: Report) -> Findings:
    """A footnote refers to no footnote: not to itself, nor to another.

    Bad:

        [^1]: Half of it is in cash.[^2]

    Good:

        [^1]: Half of it is in cash, which the law forbids.
    """
    return noted(report, "footnote-in-footnote")


def _nameless(argument: str) -> str:
    name, *after = argument.split(maxsplit=1)[:2] or [""]
    if name.strip("{}").lower() in DIRECTIVES:
        wanted = " ".join((f":::{{{name.strip('{}').lower()}}}", *after))
        return _("a block has its name in braces; write {wanted}").format(wanted=wanted)
    if argument:
        return _("“{argument}” follows the colons; a block begins with its name in braces, as :::{{reply}} (a)").format(
            argument=argument
        )
    return _(
        "these colons close no block, so a block above was closed too early; a block that holds "
        "another needs one colon more than it, at both ends: ::::{reply} (a)"
    )


@rule(Severity.ERROR)
def misplaced_link(report: Report) -> Findings:
    """A link leads to a page, a picture or an address of the web; a picture lies in docs/.

    No other file is handed over: what is counted is a dataset, and anybody may have the address of any other document.

    Bad:

        [The law](../../law.pdf)
        ![A map](https://example.org/map.png)

    Good:

        [The law](https://example.org/law.pdf)
        ![A map](map.png)
    """
    folder = (report.root / FOLDER).resolve()
    for page in report.pages:
        for link in page.links:
            fault = link_fault(link.target, page.path.removeprefix(f"{FOLDER}/"), folder, is_picture=link.is_picture)
            if fault:
                yield link.place, fault
