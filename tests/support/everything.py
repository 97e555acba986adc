"""Pages with everything that an author can write, and with very long and strange texts."""

from __future__ import annotations

from support.measured import measure
from support.project import Project

SPECIAL = r"Backslash \\ and & % $ # _ { } ~ ^ < > \" ' in Türkiye"
LONG = "It was said again that nothing more is known. " * 375
MORE = f"""
(costs)=
A note in the text[^a] and the same again[^a], and another[^b].

1. first
   1. below
   2. below again[^b]
2. second

Then a list anew:

1. anew
2. and so on

- a point
  - below it

See {{paragraph}}`costs`, [the page of laws](q01-laws.md) and <https://example.org/a_b%20c?x=1&y=2>.

> What somebody said.

| Name | Remark |
| --- | --- |
| محمد علي | {"word " * 500} |
| 王小明 | ꦗꦮ and Đặng[^a] |

{LONG}

{SPECIAL}

See {{table}}`placements`, {{table}}`aims`, {{table}}`money-by-year` and {{table}}`towns`.
{{table}}`Table money-by-year` is below.

:::{{data-table}} money
:name: money-by-year
:::

:::{{list-table}} Towns & more
:name: towns
:header-rows: 1

* - Town
  - Remark
* - One
  - Two
:::

:::{{data-chart}} placements
:caption: Placements & more
:columns: period, total, women
:where: period = 2022 | 2023
:::

:::{{data-chart}} placements
:caption: Placements and what was aimed at
:name: aims
:columns: period, total
:where: period = 2023 | 2024
:targets:
:::

[^a]: The words of the note, with {{article}}`33 (1) (a)`.

    A second paragraph of it.
[^b]: Another note: محمد.
"""
ROWS = "".join(
    f"| Town {chr(97 + number // 26)}{chr(97 + number % 26)} | Some {'x' * number} |\n" for number in range(70)
)
LATER = f"""
## A heading with a note[^c]

:::{{gap}} MOL
What nobody has counted.
:::

| Town | Workers |
| --- | --- |
{ROWS}
Term
: What it means.

### Of {{institution}}`MFA`, {{article}}`ICCPR 14`, {{article}}`8` {{question}}`1 (a)` and {{cite}}`S01`

The last paragraph[^a].

[^c]: The note of a heading.
"""
OTHER = "\nIn 2025 more[^a].\n\n[^a]: The note of the page of recruitment.\n"


def write_everything(project: Project) -> None:
    """Put all of it into the small report."""
    measure(project)
    project.append("docs/replies/q03-statistics.md", MORE + LATER)
    project.append("docs/replies/q02-recruitment.md", OTHER)
