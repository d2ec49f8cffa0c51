"""Where a photo was taken, by its bytes; folders that a service copies; the limits of hosts."""

import struct
from dataclasses import replace
from pathlib import Path

import pytest

from adgen.check import check_site, hosting
from adgen.check.hosting import HOSTS, KINDS, check_hosting, size_of, told, weight
from adgen.check.place_tag import HEAD, has_place
from adgen.problems.catalogue import explain
from tests import make
from tests.check import full

DOCS = (Path(__file__).parent.parent.parent / "docs/check.md").read_text("utf-8")


def image(kind: str, **options: object) -> bytes:
    return make.encoded(make.image(), kind, **options)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIC"])
def test_a_place_is_found_in_any_format(kind: str) -> None:
    pictures = [make.heic(make.image(), exif=e) for e in (make.exif(), None)] if kind == "HEIC" else [image(kind, exif=make.exif()), image(kind)]  # fmt: skip
    assert [has_place(data[:HEAD]) for data in pictures] == [True, False]


def test_big_and_little_endian_and_a_place_without_latitude() -> None:
    def block(order: str, tag: int) -> bytes:
        mark = b"II*\0" if order == "<" else b"MM\0*"
        first = struct.pack(f"{order}IHHHIII", 8, 1, 0x8825, 4, 1, 26, 0)
        return b"xx" + mark + first + struct.pack(f"{order}HHHII", 1, tag, 5, 3, 0)

    assert [has_place(block(order, 2)) for order in "<>"] == [True, True]
    assert [has_place(block(order, 1)) for order in "<>"] == [False, False]


@pytest.mark.parametrize(
    "data",
    [b"", b"II*\0", b"MM\0*\xff\xff\xff\xff", b"II*\0\x08\0\0\0\xff\xff", b"II*\0" * 60_000, b"MM\0*\0\0\0\0" * 30_000],
    ids=["nothing", "cut", "far", "many entries", "many blocks", "circles"],
)
def test_damaged_and_hostile_bytes_hold_no_place(data: bytes) -> None:
    assert not has_place(data)


def test_an_inbox_in_a_synced_folder_is_told(tmp_path: Path) -> None:
    for n, place in enumerate(("Dropbox", "plain")):
        site = make.site(tmp_path / place / "aozora")
        with full.tools(tmp_path) as tools:
            assert "W640" not in str(check_site(site, tmp_path / f"b{n}", full.SETTINGS, tools).problems)
            (site / "inbox").mkdir()
            found = [p for p in check_site(site, tmp_path / f"b{n}", full.SETTINGS, tools).problems if p.code == "W640"]
        assert [p.values["service"] for p in found] == (["Dropbox"] if place == "Dropbox" else [])


# ---------------------------------------------------------------- hosts


def test_the_size_of_an_output_folder(tmp_path: Path) -> None:
    assert size_of(tmp_path / "build") is None
    make.write(tmp_path, {"index.html": b"12", "a": {"x.jpg": b"123456", "y.jpg": b"1", "z.jpg": b""}})
    found = size_of(tmp_path)
    assert found
    assert (found.files, found.total, found.largest, found.largest_file, found.fullest) == (4, 9, 6, "a/x.jpg", 3)


def test_limits_that_are_exceeded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make.write(tmp_path / "build", {f"{n}.html": b"x" * 600 for n in range(3)})
    size = size_of(tmp_path / "build")
    assert size
    assert [*check_hosting(size, tmp_path)] == []
    tiny = tuple(replace(host, limits=dict.fromkeys(host.limits, 2)) for host in HOSTS)
    monkeypatch.setattr(hosting, "HOSTS", tiny)
    found = [explain(p) for p in check_hosting(size, Path("build"))]
    assert len(found) == sum(len(host.limits) for host in HOSTS) == 4
    assert found[0].startswith("build: Cloudflare Pages の上限を超えています。ファイルの数: 3（上限 2）  [W623]")


def test_numbers_with_their_units() -> None:
    assert [told("files", 20_000), told("largest", 25 * 1024**2), told("total", 1_500_000_000)] == [
        "20,000",
        "25 MiB",
        "1.5 GB",
    ]
    assert [weight(1), weight(999_000), weight(17_200_000)] == ["1 KB", "999 KB", "17.2 MB"]


def test_the_documentation_names_every_host_with_its_limits_and_source() -> None:
    for host in HOSTS:
        row = next(line for line in DOCS.splitlines() if line.startswith(f"| {host.name} |"))
        assert host.source in row
        assert all(told(kind, limit) in row for kind, limit in host.limits.items())
    assert {kind for host in HOSTS for kind in host.limits} == set(KINDS)
