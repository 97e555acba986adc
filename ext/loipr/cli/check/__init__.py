"""``loipr check``: its answers for people, and for programs that show them beside a pull request."""

from loipr.cli.check.answer import Answer
from loipr.cli.check.command import HELP, add_arguments, run
from loipr.cli.check.submission import obstacles, uncleared, unfinished
from loipr.cli.check.text import conclusion

__all__ = ["HELP", "Answer", "add_arguments", "conclusion", "obstacles", "run", "uncleared", "unfinished"]
