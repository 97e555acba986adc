"""The answer of `check`: what it prints for people, and for the programs that show it beside a pull request."""

from loipr.cli.check.answer import Answer
from loipr.cli.check.command import add_arguments, run
from loipr.cli.check.submission import obstacles, uncleared
from loipr.cli.check.text import conclusion, rule_list
from loipr.cli.check.word_table import word_table

__all__ = ["Answer", "add_arguments", "conclusion", "obstacles", "rule_list", "run", "uncleared", "word_table"]
