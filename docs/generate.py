"""Writes the generated pages of the documentation: every field, every message, and every criterion of a good page."""

from pathlib import Path

from adgen.check.table import criteria_table
from adgen.content.schema import field_table
from adgen.problems.catalogue import message_table

PAGES = {"content.md": field_table, "messages.md": message_table, "criteria.md": criteria_table}


def write(folder: Path) -> None:
    """Write every generated page into `folder`."""
    for name, page in PAGES.items():
        (folder / name).write_text(page(), "utf-8")


if __name__ == "__main__":
    write(Path(__file__).parent)
