"""The answer of `check`: what it prints for people, and for the programs that show it beside a pull request."""

from loipr.answers.command import add_arguments, run
from loipr.answers.submission import obstacles, uncleared
from loipr.answers.text import rule_list, summary
from loipr.answers.words import word_table

__all__ = ["add_arguments", "obstacles", "rule_list", "run", "summary", "uncleared", "word_table"]
