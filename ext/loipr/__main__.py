"""``python -m loipr``: check the report, count words, build editions, exchange workbooks, name owners, start others."""

from __future__ import annotations

import argparse
import datetime
import gc
import io
import os
import sys
from pathlib import Path

from loipr.cli import check as answers
from loipr.cli import owners
from loipr.editions.edition import EDITIONS, Edition
from loipr.editions.making.stamps import inputs_digest, is_current, set_stamp
from loipr.facts.settings import Settings
from loipr.report import Report, load_report
from loipr.rules import RULES, Diagnostic, Severity, check
from loipr.wording.sentences import did_you_mean, listed

#: A gap is counted, not listed, unless it is asked for: the site and the official edition list them.
_LISTED = (Severity.ERROR, Severity.WARNING)


def main(arguments: list[str] | None = None) -> int:
    """Run a command and return its exit status: 0 all is well, 1 errors were found, 2 it could not be run."""
    options = _parser().parse_args(arguments)
    try:
        root = Path.cwd().resolve()
    except FileNotFoundError:
        print("loipr: the folder this runs in is gone", file=sys.stderr)
        return 2
    if not (root / "conf.py").is_file():
        print("loipr: there is no conf.py here; run this from the project's folder", file=sys.stderr)
        return 2
    if options.command == "explain":
        return _explain(options.rule)
    if options.command == "new":
        from loipr.cli.new_report.project import start_report

        return start_report(root, options.folder, options.list, state=options.state, symbol=options.symbol)
    if options.command == "check":
        report = _load(root)
        return 2 if report is None else answers.run(report, options)
    if options.command == "words":
        return _words(root)
    if options.command == "owners":
        report = _load(root)
        return 2 if report is None else owners.run(report, only_check=options.check)
    if options.command == "import" and options.file.suffix.lower() in (".docx", ".html", ".htm", ".txt"):
        # Nothing else needs what reads documents; and the report need not be whole for it.
        from loipr.exchange.documents.commands import import_document

        return import_document(root, options.file, assume_yes=options.yes)
    if options.command in ("export", "import"):
        return _exchange(root, options)
    editions = options.editions or list(EDITIONS.values())
    return _build(root, editions, official=options.official, install=options.install)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="loipr", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    check_parser = commands.add_parser("check", help="run all rules, without building anything")
    answers.add_arguments(check_parser)
    explain = commands.add_parser("explain", help="tell what a rule wants")
    explain.add_argument("rule", nargs="?", help="the id in the square brackets of a finding; without it, all rules")
    commands.add_parser("words", help="tell how long the report is, and each reply, beside what they may have")
    build = commands.add_parser("build", help="check, then build editions into _build")
    build.add_argument("editions", nargs="*", type=_edition, help=f"{listed(EDITIONS, 'or')}; without it, all")
    build.add_argument("--official", action="store_true", help="the edition for submission: refuse any gap")
    build.add_argument("--install", action="store_true", help="install packages of the system that an edition needs")
    export = commands.add_parser("export", help="write the workbook of an institution, or of every one")
    export.add_argument("--institution", help="its abbreviation; without it, all")
    export.add_argument("--out", type=Path, default=Path("_build/workbooks"), help="the folder (%(default)s)")
    bring_back = commands.add_parser(
        "import", help="take over a workbook that came back, or a document of the Committee"
    )
    bring_back.add_argument(
        "file",
        type=Path,
        help="a workbook (.xlsx), or a list of issues or concluding observations (.docx, .html, .txt)",
    )
    bring_back.add_argument("--yes", action="store_true", help="write without asking, if all is right")
    bring_back.add_argument(
        "--overwrite", action="store_true", help="with --yes, also write the figures that are asked about"
    )
    bring_back.add_argument(
        "--date", type=datetime.date.fromisoformat, default=None, help="the day to note in the history (today)"
    )
    new = commands.add_parser("new", help="start the report of another State or to another Committee")
    new.add_argument("folder", type=Path, help="the folder to make, beside this project: ../report")
    new.add_argument("list", type=Path, help="the list of issues as the UN publishes it (.docx, .html, .txt)")
    new.add_argument("--state", default="", help="the short name of the State, if the list does not say it")
    new.add_argument("--symbol", default="", help="the symbol of the report, if it does not follow from the list's")
    owners_parser = commands.add_parser("owners", help="write who must agree to a change of what, from the data")
    owners_parser.add_argument("--check", action="store_true", help="write nothing, leave with 1 where it differs")
    return parser


def _edition(name: str) -> Edition:
    if name not in EDITIONS:
        raise argparse.ArgumentTypeError(f"there is no edition {name}; write {listed(EDITIONS, 'or')}")
    return EDITIONS[name]


def _explain(name: str | None) -> int:
    if name is None:
        print("\n".join(answers.rule_list()))
        return 0
    rule = RULES.get(name)
    if rule is None:
        print(f"loipr: there is no rule {name}{did_you_mean(name, RULES)}", file=sys.stderr)
        print("`python -m loipr explain` lists the rules.", file=sys.stderr)
        return 2
    print(f"{rule.id} ({rule.severity})\n\n{rule.documentation}")
    return 0


def _words(root: Path) -> int:
    report = _load(root)
    if report is None:
        return 2
    print("\n".join(answers.word_table(report)))
    return 0


def _load(root: Path) -> Report | None:
    try:
        return load_report(root, Settings.read(root))
    except ValueError as error:
        print(f"loipr: {error}", file=sys.stderr)
        return None


def _exchange(root: Path, options: argparse.Namespace) -> int:
    report = _load(root)
    if report is None:
        return 2
    # `check` does without what reads and writes workbooks.
    from loipr.exchange.workbooks.commands import export, import_file

    if options.command == "export":
        return export(report, options.institution, options.out)
    date = options.date or datetime.date.today()
    return import_file(report, options.file, yes=options.yes, overwrite=options.overwrite, date=date)


def _has(diagnostics: list[Diagnostic], severity: Severity) -> bool:
    return any(diagnostic.severity == severity for diagnostic in diagnostics)


def _build(root: Path, editions: list[Edition], *, official: bool, install: bool) -> int:
    digest = inputs_digest(root, official=official)
    if _are_current(root, editions, digest):
        return 0
    report = _load(root)
    if report is None:
        return 2
    diagnostics = check(report)
    # What may be doubtful in a draft is settled, or accepted with its reason, before the report is submitted.
    refused = tuple(Severity) if official else (Severity.ERROR,)
    blocking = [one for one in diagnostics if one.severity in refused]
    for diagnostic in diagnostics:
        if diagnostic.severity in _LISTED or diagnostic in blocking:
            print(diagnostic)
    print(answers.conclusion(answers.Answer(report)), flush=True)
    reason = "an edition has no errors"
    if official:
        for line in answers.obstacles(report, blocking):
            print(line)
        reason = "the official edition has no errors, warnings or gaps, and all its replies are cleared"
    if blocking or (official and answers.uncleared(report)):
        print(f"Nothing was built: {reason}. The last editions are untouched.")
        return 1
    # The builders bring Sphinx along, which `check` does without.
    from loipr.editions.making.build import build_editions

    status = build_editions(report, editions, official=official, install=install)
    if status == 0 and not _has(diagnostics, Severity.WARNING):
        for edition in editions:
            set_stamp(root, edition, digest)
    return status


def _are_current(root: Path, editions: list[Edition], digest: str) -> bool:
    """Whether every edition is there, made from what is there now without a warning; if so, say it."""
    try:
        symbol = Settings.read(root).symbol
    except ValueError:
        return False
    if not all(is_current(root, edition, symbol, digest) for edition in editions):
        return False
    for edition in editions:
        print(f"{edition.name}: {edition.target(root, symbol).relative_to(root)} (nothing has changed)")
    return True


if __name__ == "__main__":
    # What is made here lives to the end, and there is hardly any garbage to look for: that took a fifth of the time of
    # the Word edition of 50 questions, two fifths at 500. Without it a build needs 2 to 25 per cent more memory.
    gc.disable()
    for stream in (sys.stdout, sys.stderr):
        # A terminal that lacks a character is to show the rest of the message nevertheless.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        status = main()
        sys.stdout.flush()
    except BrokenPipeError:
        # Who reads the answer has stopped, as `head` does: there is nobody to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 1
    # Nor is it looked through at the end, where all memory is given back at once: that took half a second and more.
    gc.freeze()
    sys.exit(status)
