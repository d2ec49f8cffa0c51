"""Addresses as people type them, and the places they name."""

import sys
from pathlib import Path

import pytest

from adgen.model.workspace import Destination, Workspace
from adgen.problems import AdgenError, Place
from adgen.publish.address import Address, read_address
from adgen.publish.open import open_target
from adgen.publish.versions import versions_of
from adgen.publish.where import check_apart, place_of

# What is typed -> kind, path, host, port, user, endpoint; and how it is told again.
TYPED = {
    "./www/": ("folder", "./www", "", None, "", ""),
    "/srv/w": ("folder", "/srv/w", "", None, "", ""),
    "/": ("folder", "/", "", None, "", ""),
    "C:\\www": ("folder", "C:\\www", "", None, "", ""),
    "sftp://me@Host/home/me/www/": ("sftp", "/home/me/www", "Host", None, "me", ""),
    "sftp://host:2222/~/www": ("sftp", "www", "host", 2222, "", ""),
    "sftp://host": ("sftp", "", "host", None, "", ""),
    "ftp://me%40shop.jp@ftp.example.jp/www/html": ("ftp", "www/html", "ftp.example.jp", None, "me@shop.jp", ""),
    "ftps://h//abs": ("ftps", "/abs", "h", None, "", ""),
    "ftp://[::1]:2121/x": ("ftp", "x", "::1", 2121, "", ""),
    "s3://My-Bucket/a/b?endpoint=https://s3.example.jp:9000": ("s3", "a/b", "My-Bucket", None, "", "https://s3.example.jp:9000"),
}  # fmt: skip


@pytest.mark.parametrize(("typed", "expected"), TYPED.items(), ids=TYPED)
def test_addresses(typed: str, expected: tuple[object, ...]) -> None:
    made = read_address(typed, Place("--to"))
    assert (made.kind, made.path, made.host, made.port, made.user, made.endpoint) == expected
    assert read_address(str(made), Place("--to")) == made


def test_what_a_site_says_and_what_is_typed() -> None:
    two = Workspace(
        targets=(Destination(name="本番", address="sftp://h/w/{site}"), Destination(name="試し", address="./try"))
    )

    def found(typed: str, own: str, rules: Workspace = two, *, is_shared: bool = False) -> str:
        return str(place_of(typed, own, rules, Path("sites/aozora"), "aozora", is_shared=is_shared))

    assert found("試し", "本番") == "./try"
    assert found("", "本番", is_shared=True) == "sftp://h/w/aozora"
    assert found("./x", "", is_shared=True) == "./x/aozora"
    assert found("", "", Workspace(targets=two.targets[1:])) == "./try"
    for typed, own, code in (("", "", "E717"), ("本版", "", "E718"), ("", "ためし", "E718")):
        with pytest.raises(AdgenError) as error:
            found(typed, own)
        assert [(p.code, p.place.file) for p in error.value.problems] == [
            (code, "--to" if typed else "sites/aozora/site.yaml")
        ]


def test_a_folder_of_ones_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert Path(read_address("~/www/", Place("site.yaml")).path) == tmp_path / "www"


def test_one_folder_typed_in_several_ways(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    typed = ("./www", "www", "x/../www/", str(tmp_path / "www"))
    made = [versions_of(tmp_path / "memory", read_address(one, Place("--to"))).root for one in typed]
    assert len(set(made)) == 1


def test_two_sites_at_one_place() -> None:
    one, other = Address("folder", "./a"), Address("folder", "./b")
    check_apart({"x": one, "y": other})
    with pytest.raises(AdgenError) as error:
        check_apart({"x": one, "y": other, "z": Address("folder", "a")})
    assert error.value.problems[0].values["names"] == "x、z"


def test_what_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    for module, kind in (("asyncssh", "sftp"), ("boto3", "s3")):
        monkeypatch.setitem(sys.modules, module, None)
        monkeypatch.delitem(sys.modules, f"adgen.publish.to_{kind}", raising=False)
        with pytest.raises(AdgenError) as error, open_target(Address(kind, "www", "host")):
            pytest.fail("it has to be installed")
        assert [p.code for p in error.value.problems] == ["E702"]
