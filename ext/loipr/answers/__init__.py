"""The answer of `check`: what it prints for people, and for the programs that show it beside a pull request."""

from loipr.answers.answer import Answer
from loipr.answers.command import add_arguments, run
from loipr.answers.submission import obstacles, uncleared
from loipr.answers.text import conclusion, rule_list
from loipr.answers.words import word_table

__all__ = ["Answer", "add_arguments", "conclusion", "obstacles", "rule_list", "run", "uncleared", "word_table"]
