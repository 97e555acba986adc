"""``loipr new``: start the report of another State, or to another Committee, from its list of issues."""

from loipr.cli.new_report.command import HELP, add_arguments, run

__all__ = ["HELP", "add_arguments", "run"]
