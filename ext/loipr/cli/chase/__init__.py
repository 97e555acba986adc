"""``loipr chase``: letters that remind institutions of what they owe to the report."""

from loipr.cli.chase.command import HELP, add_arguments, run

__all__ = ["HELP", "add_arguments", "run"]
