"""Rules about the comments of data/comments.yaml."""

from loipr.report import Report
from loipr.rules.registry import Findings, Severity, rule
from loipr.wording.languages import _
from loipr.wording.sentences import did_you_mean


@rule(Severity.WARNING)
def comment_without_page(report: Report) -> Findings:
    """A comment that is not settled names the page that it stands on, so that somebody takes it up.

    Bad: `page: docs/replies/q13.md`, when the page is `docs/replies/q13-departures.md`.

    Good: `page: docs/replies/q13-departures.md`, or `state: settled` where the page is gone for good.
    """
    paths = {page.path for page in report.pages}
    for comment in report.comments:
        if comment.page and comment.page not in paths and not comment.is_settled:
            message = _("there is no page {page}; write the page of today, or `state: settled`{hint}")
            yield comment.place, message.format(page=comment.page, hint=did_you_mean(comment.page, paths))
