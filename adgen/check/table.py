"""Every criterion of a good page, in the order in which they are told. A new one is a row in one of these rooms."""

from adgen.check import cases, fresh, people, photos, ready, services
from adgen.check.criteria import Section

CRITERIA = tuple(
    row
    for section in Section
    for room in (people, cases, services, photos, ready, fresh)
    for row in room.CRITERIA
    if row.section is section
)

_HEAD = """# What a good page has

Generated from the tables in `adgen/check/` by `make docs`; a test fails when it is stale. What the numbers mean: [check.md](check.md).

| section | id | 見るところ | what is asked | weight | effort |
|---|---|---|---|---|---|"""


def criteria_table() -> str:
    """docs/criteria.md: every criterion with its section, weight and effort."""
    rows = (
        f"| {c.section.value.ja} | `{c.id}` | {c.name.ja} | {c.name.en} | {c.weight} | {c.effort.words.ja} |"
        for c in CRITERIA
    )
    return "\n".join([_HEAD, *rows]) + "\n"
