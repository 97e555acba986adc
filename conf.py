"""The report: what it answers, what it is called, and which editions it has.

Another State's report to another Committee changes this file, `data/` and `docs/`; `ext/` stays.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "ext"))

# What the report is. The extension and `python -m loipr` read these.
loipr_symbol = "CMW/C/IDN/2"
loipr_list_of_issues = "CMW/C/IDN/QPR/2"
loipr_treaty = "ICRMW"
loipr_kind = "periodic report"
loipr_national_dictionary = "id_ID"
loipr_reference_date = "2025-07-31"
loipr_title = (
    "Second periodic report submitted by Indonesia under article 73 of the Convention, pursuant to the simplified "
    "reporting procedure, due in 2022"
)
loipr_original_language = "English"
loipr_languages = "English, French and Spanish only"
loipr_notice = (
    "Working reference edition, compiled from public sources. It is not the submission of the Government of "
    "Indonesia, and it has not been reviewed or cleared by any institution named in it."
)
# How the official edition in print says its sources: "keys", "notes" or "none". `python -m loipr words` counts each.
loipr_sources = "keys"
# Its name on GitHub or GitLab, where the teams of the institutions are: @ORG/kp2mi. `python -m loipr owners` uses it.
loipr_organisation = "ORG"
# The language of letters, workbooks and answers to officials, beside English, and where they write to. The address is
# an example: put the coordinator's in its place.
loipr_working_language = "id"
loipr_coordinator_address = "report@example.org"
# On what terms the report may be used. It stands at the foot of every page of the site.
loipr_licence = "Figures: on the terms of their sources, which the page of each dataset names"

project = "Second periodic report of Indonesia under the Convention on migrant workers"
author = "Working reference edition"
language = "en"

extensions = ["loipr"]
primary_domain = "loipr"
exclude_patterns = ["_*", "**/_*"]
nitpicky = True

html_theme = "sphinx_book_theme"
html_title = "Indonesia: second periodic report (CMW)"
