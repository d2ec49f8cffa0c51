"""Writes the generated pages of the documentation: every field, and every message."""

from pathlib import Path

from adgen.content.schema import field_table
from adgen.problems.catalogue import message_table

PAGES = {"content.md": field_table, "messages.md": message_table}


def write(folder: Path) -> None:
    """Write every generated page into `folder`."""
    for name, page in PAGES.items():
        (folder / name).write_text(page(), "utf-8")


if __name__ == "__main__":
    write(Path(__file__).parent)
