"""Rules about findings that were accepted: with a reason, and only as long as there is something to accept."""

from loipr.datasets.once import once
from loipr.files.reading import meant
from loipr.report import Report
from loipr.rules.registry import RULES, Diagnostic, Findings, Severity, rule
from loipr.wording.sentences import did_you_mean

#: The rules that run after all others, on the findings of the others.
UNUSED, TOO_SOON = "unused-acceptance", "cleared-too-soon"
LAST = (TOO_SOON, UNUSED)


@once
def findings(report: Report) -> tuple[Diagnostic, ...]:
    """Return the findings of all rules except those that run last, each once."""
    others = (rule for rule in RULES.values() if rule.id not in LAST)
    return tuple(dict.fromkeys(found for rule in others for found in rule.run(report)))


@rule(Severity.ERROR)
def invalid_acceptance(report: Report) -> Findings:
    """A finding is accepted by its rule, with the reason; an error cannot be accepted.

    Bad:

        % accept superseded-name

    Good:

        % accept superseded-name: the agreement of 2020 was signed by the former body

        BP2MI signed the agreement of 2020.
    """
    acceptable = [rule.id for rule in RULES.values() if rule.severity == Severity.WARNING and rule.id not in LAST]
    for one in report.acceptances:
        if one.rule not in RULES:
            hint = did_you_mean(one.rule, acceptable)
            shown = f"there is no rule {one.rule}" if one.rule else "this names no rule"
            yield (
                one.place,
                f"{shown}; write `accept`, the rule, a colon and the reason{hint}",
                meant(one.place, one.rule, acceptable),
            )
        elif one.rule not in acceptable:
            yield one.place, f"{one.rule} cannot be accepted, only warnings about the report can; mend what it found"
        elif not one.reason:
            yield one.place, f"say why this is accepted: `accept {one.rule}: the reason`"


@rule(Severity.WARNING)
def unused_acceptance(report: Report) -> Findings:
    """An acceptance covers a finding that is still there; otherwise it is deleted.

    Bad: a comment that accepts `superseded-name` before a paragraph that names no former body.

    Good: the paragraph without the comment.
    """
    # An unreadable file may hide the finding that is accepted.
    if report.problems:
        return
    found = findings(report)
    for one in report.acceptances:
        rule = RULES.get(one.rule)
        if rule is None or rule.severity != Severity.WARNING or not one.reason:
            continue
        if not any(one.covers(each.rule, each.place, each.message) for each in found):
            where = "in the block that follows" if one.first else f"in {one.path}"
            yield one.place, f"{one.rule} finds nothing {where} that this could accept; delete it"
