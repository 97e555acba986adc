"""Two cycles of invented concluding observations for the small report, complete, with a register of both."""

from __future__ import annotations

from support.changes import LAWS, LIST, OBSERVATIONS, RECRUITMENT, REGISTER
from support.project import Project

FIRST = """\
symbol: CMW/C/XXX/CO/1
short: CO/1
adopted: 2019-04-10
complete: true
follow_up: [3]
follow_up_within: two years
follow_up_by: 2025-10-01
paragraphs:
- number: 1
  subject: The dialogue
- number: 2
  subject: Concern about mills
- number: 3
  subject: Mills & ovens
  provisions: 64 and 65
  text: "The Committee recommends that the State party:"
  letters:
  - label: (a)
    text: Mend them;
  - label: (b)
    text: Count them.
- number: 4
  subject: Bridges
- number: 5
  subject: Lanterns
"""
SECOND = """\
symbol: CMW/C/XXX/CO/2
short: CO/2
adopted: 2025-12-11
complete: true
paragraphs:
- number: 1
  subject: Bridges and ferries
"""
ENTRIES = """\
recommendations:
- id: CO/1 3 (a)
  persons: [documented nationals abroad, undocumented nationals abroad]
  lead: MOL
  others: [MFA]
  action: "Mills are mended each spring, n<m."
  status: under way
  evidence: [question 3, dataset placements, paragraph spring]
- id: CO/1 3 (b)
  subject: A count of mills
  persons: [documented foreigners]
  articles: "66"
  lead: MFA
  status: done
  evidence: question 2
- id: CO/1 4
  status: superseded
- id: CO/1 5
  lead: MFA
  status: not accepted
  note: Lanterns are for the harbour.
- id: CO/2 1
  lead: MOL
  status: not started
  due: 2027-06-30
  continues: CO/1 4
"""


def recommend(project: Project) -> None:
    """Give the report two cycles of recommendations, and what is done about them."""
    project.write(OBSERVATIONS, FIRST)
    project.write("data/concluding-observations/co-2.yaml", SECOND)
    project.write(REGISTER, ENTRIES)
    text = "Please tell of laws, in view of the observations (CMW/C/XXX/CO/1, paras. 3 and 4–5). Tell article 7 too."
    project.replace(LIST, "summary: Asks for the laws.", f"summary: Asks for the laws.\n    text: {text}")
    project.replace(LAWS, "Laws give effect", "(spring)=\nLaws give effect")
    project.append(RECRUITMENT, "\nMills were counted ({recommendation}`CO/1 3 (b)`).\n")
