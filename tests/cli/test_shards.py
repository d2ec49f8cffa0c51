"""A part of the sites on each machine, and the list of all of them at the end."""

import json
import re
import unicodedata
from pathlib import Path

import pytest

from adgen.cli.places import in_shard
from tests import make
from tests.cli.test_build import BROKEN, built, sites
from tests.conftest import Run
from tests.plan.planning import with_lines

# Folders without a site in them: only their names count here.
MANY = [Path(f"sites/contractor-{n}") for n in range(400)] + [Path("sites/青空内装"), Path("sites/水音 設備")]


@pytest.mark.parametrize("parts", [1, 2, 3, 7, 9_999])
def test_every_site_is_in_exactly_one_part(parts: int) -> None:
    for folder in MANY[:: 40 if parts > 100 else 1]:
        assert sum(in_shard(folder, (part, parts)) for part in range(1, parts + 1)) == 1
    assert all(in_shard(folder, None) for folder in MANY)


def test_parts_are_of_like_size() -> None:
    sizes = [sum(in_shard(folder, (part, 4)) for folder in MANY) for part in range(1, 5)]
    assert sum(sizes) == len(MANY)
    assert min(sizes) > 80


def test_a_part_hangs_on_the_name_alone(tmp_path: Path) -> None:
    """The same on every machine, today and after an update: these were computed once."""
    found = [next(part for part in range(1, 8) if in_shard(folder, (part, 7))) for folder in MANY[:4] + MANY[-2:]]
    assert found == [5, 5, 3, 7, 5, 4]
    composed, apart = (tmp_path / unicodedata.normalize(form, "がが工務店") for form in ("NFC", "NFD"))
    assert composed != apart
    assert [in_shard(composed, (n, 7)) for n in range(1, 8)] == [in_shard(apart, (n, 7)) for n in range(1, 8)]


def names(count: int) -> list[str]:
    return [f"site-{n}" for n in range(count)]


def test_the_parts_put_together_are_the_whole(tmp_path: Path, adgen: Run) -> None:
    sites(tmp_path / "sites", **{name: {} for name in names(5)})
    assert adgen("build", "-o", "whole").code == 0
    seen: list[str] = []
    for part in (1, 2, 3):
        told = json.loads(adgen("build", "--shard", f"{part}/3", "--format", "json").out)
        seen += [site["site"] for site in told["sites"]]
        assert not (tmp_path / "build/index.html").exists()
    assert sorted(seen) == ["aozora", *names(5)]
    result = adgen("index")
    assert (result.code, result.out, result.err) == (0, "build/index.html に6サイトを載せました。\n", "")
    assert make.read_tree(tmp_path / "build") == make.read_tree(tmp_path / "whole")


def test_a_part_of_named_sites_and_an_empty_part(tmp_path: Path, adgen: Run) -> None:
    sites(tmp_path / "sites", mizuoto={})
    out = [adgen("build", "--shard", f"{part}/2", "aozora").out for part in (1, 2)]
    assert sorted(bool(re.match("aozora: ", text)) for text in out) == [False, True]
    assert any(text.startswith("0サイト、0ページができました") for text in out)
    assert built(tmp_path / "build") == ["aozora"]


def test_two_sites_of_one_address_in_two_parts(tmp_path: Path, adgen: Run) -> None:
    slug = {"site.yaml": with_lines("site.yaml", "公開名: blue")}
    place = sites(tmp_path / "sites", **dict.fromkeys(names(6), slug))
    parts = {n: [p.name for p in sorted(place.iterdir()) if in_shard(p, (n, 2))] for n in (1, 2)}
    assert all(len(set(found) - {"aozora"}) >= 1 for found in parts.values())
    for n, found in parts.items():
        result = adgen("build", "--shard", f"{n}/2")
        assert result.code == 1
        told = [name for name in names(6) if f"sites/{name}/site.yaml: ほかのサイトと同じ公開先" in result.err]
        assert told == [name for name in found if name != "aozora"]
    assert built(tmp_path / "build") == ["aozora"]


def test_a_mistake_fails_its_own_part_only(tmp_path: Path, adgen: Run) -> None:
    place = sites(tmp_path / "sites", **{name: {} for name in names(4)})
    make.write(place / "aozora", BROKEN)
    codes = {n: adgen("build", "--shard", f"{n}/2").code for n in (1, 2)}
    assert codes == {n: int(in_shard(place / "aozora", (n, 2))) for n in (1, 2)}


@pytest.mark.parametrize(
    "shard", ["0/3", "4/3", "x", "1", "1/", "/3", "-1/3", "1/0", "1.5/3", "１/３", "1/3/5", "1/99999"]
)
def test_no_such_part(shard: str, tmp_path: Path, adgen: Run) -> None:
    sites(tmp_path / "sites")
    result = adgen("build", "--shard", shard)
    assert (result.code, result.out) == (2, "")
    assert f"「{shard}」という分け方はできません。3組に分けるなら 1/3、2/3、3/3 のどれかを書いてください" in result.err
    assert f"'{shard}' is no part of a whole" in adgen("build", f"--shard={shard}", "--lang", "en").err
    assert not (tmp_path / "build").exists()


# ---------------------------------------------------------------- adgen index


def test_the_list_of_what_stands(tmp_path: Path, adgen: Run) -> None:
    sites(tmp_path / "sites")
    assert adgen("build", "--no-index", "-o", "out").code == 0
    result = adgen("index", "-o", "out", "--lang", "en")
    assert (result.code, result.out) == (0, "out/index.html lists 1 sites.\n")
    assert "青空内装" in (tmp_path / "out/index.html").read_text("utf-8")


def test_no_list_where_none_can_be(tmp_path: Path, adgen: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "[E506]" in adgen("index").err
    result = adgen("index", "-o", "nowhere")
    assert (result.code, result.out) == (1, "")
    assert result.err.startswith("nowhere: 出力先のフォルダがないので、一覧を作れません  [E506]")
    make.write(tmp_path, {"mine": {"index.html": "mine"}, "adgen.yaml": "output: mine\n"})
    result = adgen("index")
    assert (result.code, result.out) == (0, "")
    assert "mine/index.html" in result.err
    assert "[W505]" in result.err
    assert (tmp_path / "mine/index.html").read_text() == "mine"
    make.write(tmp_path, {"adgen.yaml": "output: mine\nindx: no\nbase_url: x\n"})
    result = adgen("index")
    assert result.code == 1
    assert "adgen.yaml:2" in result.err
    assert "adgen.yaml:3" in result.err
