"""``loipr build``: check, then build editions into ``_build``, unless nothing has changed since the last build."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from loipr.cli import check as answers
from loipr.cli.check.text import COUNTED
from loipr.cli.common import CommandError, load
from loipr.cli.drafts import add_draft_arguments, draft_editions, is_draft
from loipr.editions.edition import EDITIONS, Edition
from loipr.editions.making.moment import VARIABLE, moment_of
from loipr.editions.making.stamps import inputs_digest, is_current, set_stamp, states_of_inputs
from loipr.facts.settings import Settings
from loipr.report import Report
from loipr.rules import Diagnostic, Severity, check
from loipr.wording.languages import _, language_of, ngettext
from loipr.wording.sentences import listed

HELP = "check, then build the editions, into _build"
#: These findings are listed. Gaps are only counted, unless they forbid the build: the site lists them.
_LISTED = (Severity.ERROR, Severity.WARNING)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `build`."""
    parser.add_argument("editions", nargs="*", type=_edition, help=f"{listed(EDITIONS, 'or')}; without it, all")
    parser.add_argument(
        "--official", action="store_true", help="build the edition for submission, unless anything is open"
    )
    parser.add_argument(
        "--install", action="store_true", help="install what an edition needs of the system (Debian, Ubuntu; as root)"
    )
    add_draft_arguments(parser)


def _edition(name: str) -> Edition:
    if name not in EDITIONS:
        raise argparse.ArgumentTypeError(f"there is no edition {name}; write {listed(EDITIONS, 'or')}")
    return EDITIONS[name]


def run(root: Path, options: argparse.Namespace) -> int:
    """Build the editions; return 0, or 1 when the build was refused or an edition could not be built.

    :raises CommandError: when the settings cannot be read, or the environment sets a moment that is none.
    """
    if is_draft(options):
        return _build_draft(root, options)
    editions = options.editions or list(EDITIONS.values())
    states, digest = states_of_inputs(root), inputs_digest(root, official=options.official)
    if _are_current(root, editions, digest):
        return 0
    report = load(root)
    settle_moment(report)
    diagnostics = check(report)
    if is_refused(report, diagnostics, official=options.official, is_package={*EDITIONS.values()} <= {*editions}):
        return 1
    # Imported here, because the builders need Sphinx, and `check` does not.
    from loipr.editions.making.build import build_editions

    status = build_editions(report, editions, states, official=options.official, install=options.install)
    if status == 0 and not any(diagnostic.severity == Severity.WARNING for diagnostic in diagnostics):
        for edition in editions:
            set_stamp(root, edition, digest)
        _offer(report, digest)
    return status


def _build_draft(root: Path, options: argparse.Namespace) -> int:
    """Build a draft for some; return and raise what :func:`run` does, and for options that do not go together."""
    states = states_of_inputs(root)
    report, editions, settings = draft_editions(root, options)
    settle_moment(report)
    if is_refused(report, check(report), official=False):
        return 1
    # Imported here, because the builders need Sphinx.
    from loipr.editions.making.build import build_editions

    return build_editions(report, editions, states, official=False, install=options.install, settings=settings)


def _offer(report: Report, digest: str) -> None:
    """Offer on the site the files of all editions that were made from the same files as the site."""
    root, symbol = report.root, report.settings.symbol
    site, *others = EDITIONS.values()
    fitting = [edition for edition in others if is_current(root, edition, symbol, digest)]
    if fitting and is_current(root, site, symbol, digest):
        # Imported here, because `check` does without what makes editions.
        from loipr.editions.site.make_site import offer

        offer(report, site.target(root, symbol), fitting)


def settle_moment(report: Report) -> None:
    """Check the moment of the build, if the environment sets one.

    :raises CommandError: when it is no moment.
    """
    try:
        moment_of(report.settings.reference_date)
    except ValueError as error:
        raise CommandError(str(error)) from None
    if not os.environ.get(VARIABLE, "").strip():
        # Other programs take an empty value for a wrong number.
        os.environ.pop(VARIABLE, None)


def is_refused(report: Report, diagnostics: Sequence[Diagnostic], *, official: bool, is_package: bool = False) -> bool:
    """Print what the rules find, and what the *official* edition or a whole package lacks, in the working language of
    *report*; return whether it forbids the build.
    """
    language = language_of(report.settings.working_language)
    # A draft may have doubtful points. Before the report is submitted, they are settled, or accepted with a reason.
    refused = tuple(Severity) if official else (Severity.ERROR,)
    blocking = [one for one in diagnostics if one.severity in refused]
    for diagnostic in diagnostics:
        if diagnostic.severity in _LISTED or diagnostic in blocking:
            print(diagnostic.said(language))
    print(answers.conclusion(answers.Answer(report, language=language)), flush=True)
    lacking = list(answers.unfinished(report, is_package=is_package)) if official else []
    reason = _("the report has errors, which are told above")
    if official:
        for line in (*answers.obstacles(report, blocking), *lacking):
            print(language.say(line))
        left = [*_left(report, blocking), *([_("what is told above")] if lacking else [])]
        reason = _("{what} must be settled first").format(what=listed(left))
    if blocking or lacking or (official and answers.uncleared(report)):
        print(language.say(_("Nothing was built: {reason}.{kept}").format(reason=reason, kept=_kept(report))))
        return True
    return False


def _kept(report: Report) -> str:
    """Return what to say of the editions that are there; nothing if there are none."""
    there = (edition.target(report.root, report.settings.symbol).exists() for edition in EDITIONS.values())
    return _(" The last editions are untouched.") if any(there) else ""


def _left(report: Report, blocking: Sequence[Diagnostic]) -> Iterator[str]:
    """Yield how many findings of each kind are left before submission, and how many replies are not cleared."""
    for severity in Severity:
        count = sum(one.severity == severity for one in blocking)
        if count:
            yield COUNTED[severity][count != 1].format(count=count)
    if count := len(answers.uncleared(report)):
        open_replies = ngettext("{count} reply that is not cleared", "{count} replies that are not cleared", count)
        yield open_replies.format(count=count)


def _are_current(root: Path, editions: Sequence[Edition], digest: str) -> bool:
    """Whether every edition exists and was made from the present files without a warning; if so, print that."""
    try:
        symbol = Settings.read(root).symbol
    except ValueError:
        return False
    if not all(is_current(root, edition, symbol, digest) for edition in editions):
        return False
    for edition in editions:
        print(f"{edition.name}: {edition.target(root, symbol).relative_to(root)} (nothing has changed)")
    return True
