"""Texts of a folder: what is no plain file is left alone."""

import os
from pathlib import Path

from adgen.build.own_texts import texts_of
from tests import make


def test_links_pipes_and_large_files_are_left_alone(tmp_path: Path) -> None:
    outside = make.write(tmp_path / "outside", {"a.md": "outside", "sub": {"b.md": "outside"}})
    folder = make.write(
        tmp_path / "site",
        {"a.md": "inside", "cases": {"x": {"case.md": "inside too"}}, "photo.jpg": b"", "large.txt": "x" * 1_000_001},
    )
    (folder / "link.md").symlink_to(outside / "a.md")
    (folder / "folder").symlink_to(outside / "sub")
    os.mkfifo(folder / "pipe.md")
    assert dict(texts_of(folder, (".md", ".txt"))) == {"a.md": "inside", "cases/x/case.md": "inside too"}
