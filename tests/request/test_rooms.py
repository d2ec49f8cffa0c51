"""Private folders, public files, clipboard: what is written where, and who may read it."""

import os
import stat
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from adgen.inquiry.estimate import Estimate, UsedCase
from adgen.inquiry.ledger import inbox
from adgen.model.request import is_token
from adgen.problems import AdgenError
from adgen.request import clipboard, private, public
from adgen.text.japanese import Quantity
from tests.inquiry.ledger.test_stages import record

DAY = date(2026, 11, 20)
TOKEN = "0123456789abcdef" * 2
PRICE = Estimate(
    "cross", "cases", 58_000, 82_000, DAY, (), (UsedCase("living", "居間", 60_000, 2026, False),), None, ()
)
FACTS = public.Facts(
    ("cross", "plaster"),
    (Quantity(6, "畳", "六畳"),),
    "マンション",
    ("living", "toilet"),
    (PRICE,),
    ("天井も張り替えますか。",),
)


def codes(error: pytest.ExceptionInfo[AdgenError]) -> list[str]:
    return [p.code for p in error.value.problems]


# ---------------------------------------------------------------- private


def test_a_token_is_never_the_same() -> None:
    made = {private.new_token() for _ in range(200)}
    assert len(made) == 200
    assert all(is_token(token) for token in made)


def test_private_files_are_for_their_owner(tmp_path: Path) -> None:
    private.save(tmp_path, record(token=TOKEN))
    folder = inbox.folder_of(tmp_path, TOKEN)
    private.write(folder / "mail.eml", b"From: a")
    assert (tmp_path / "inbox/.gitignore").read_text() == "*\n"
    if os.name == "posix":
        assert stat.S_IMODE((folder / "record.json").stat().st_mode) == 0o600
        assert stat.S_IMODE((folder / "mail.eml").stat().st_mode) == 0o600
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert sorted(p.name for p in folder.iterdir()) == ["mail.eml", "record.json"]
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    told = subprocess.run(
        ["git", "-C", str(tmp_path), "status", "--porcelain"], capture_output=True, text=True, check=True
    )
    assert told.stdout == ""


def test_one_broken_record_hides_no_other(tmp_path: Path) -> None:
    tokens = [c * 32 for c in "abc"]
    for token in tokens:
        private.save(tmp_path, record(token=token))
    (tmp_path / "inbox" / tokens[0] / "record.json").write_text("{")
    (tmp_path / "inbox" / tokens[1] / "record.json").write_text(
        (tmp_path / "inbox" / tokens[2] / "record.json").read_text()
    )
    found, problems = inbox.records(tmp_path)
    assert [r.token for r in found] == [tokens[2]]
    assert [p.code for p in problems] == ["E446", "E446"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right of their own there")
def test_an_inbox_that_is_a_link_is_refused(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "keep.txt").write_text("x")
    site = tmp_path / "site"
    site.mkdir()
    (site / "inbox").symlink_to(elsewhere)
    with pytest.raises(AdgenError) as raised:
        private.open_inbox(site, TOKEN)
    assert codes(raised) == ["E446"]
    (site / "inbox").unlink()
    folder = private.open_inbox(site, TOKEN)
    (folder / "photos").symlink_to(elsewhere)
    (folder / "deep").mkdir()
    (folder / "deep/a.txt").write_text("x")
    private.remove(site, TOKEN)
    assert not folder.exists()
    assert (elsewhere / "keep.txt").exists()


def test_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    private.write(tmp_path / "a.txt", b"old")

    def full(*args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(AdgenError) as raised:
        private.write(tmp_path / "a.txt", b"new")
    assert codes(raised) == ["E503"]
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("a.txt", b"old")]


# ---------------------------------------------------------------- public


def test_the_file_of_a_page(tmp_path: Path) -> None:
    public.save(tmp_path, TOKEN, public.as_yaml(FACTS, DAY, is_featured=True))
    assert yaml.safe_load(public.load(tmp_path, TOKEN) or "") == {
        "業種": ["壁紙・クロス張替え", "左官・塗り壁(漆喰・珪藻土)"],
        "作成日": DAY,
        "期限": date(2027, 2, 18),
        "先頭に出す期限": date(2026, 12, 4),
        "数量": ["6畳"],
        "建物": "マンション",
        "事例": ["living", "toilet"],
        "概算": [
            {
                "業種": "壁紙・クロス張替え",
                "根拠": "施工事例",
                "下限": "58,000円",
                "上限": "82,000円",
                "時点": DAY,
                "事例": ["living"],
            }
        ],
        "質問": ["天井も張り替えますか。"],
        "状態": "公開中",
    }
    assert "先頭に出す期限" not in public.as_yaml(FACTS, DAY, is_featured=False)


@given(st.lists(st.text(min_size=1, max_size=30).filter(lambda t: t.strip() == t and t.isprintable()), max_size=3))
def test_any_question_stays_what_it_is(questions: list[str]) -> None:
    facts = public.Facts(("cross",), (), "", (), (), tuple(questions))
    tree = yaml.load(public.as_yaml(facts, DAY, is_featured=False), Loader=yaml.BaseLoader)
    assert tree.get("質問", []) == questions
    assert set(tree) <= {"業種", "作成日", "期限", "質問", "状態"}


WRITTEN = "# 自分のメモ\n業種: cross\n作成日: 2026-11-20\nstate: 公開中  # いまは\n一言: |\n  状態: ここは本文です\n期限: 2027-01-01\n"


def test_one_field_changes_and_nothing_else(tmp_path: Path) -> None:
    public.save(tmp_path, TOKEN, WRITTEN)
    public.set_field(tmp_path, TOKEN, public.STATE, "終了")
    assert public.load(tmp_path, TOKEN) == WRITTEN.replace("state: 公開中  # いまは", "状態: 終了")
    public.set_field(tmp_path, TOKEN, public.UNTIL, "")
    public.set_field(tmp_path, TOKEN, public.FEATURED, "2026-12-04")
    text = public.load(tmp_path, TOKEN) or ""
    assert text.endswith("  状態: ここは本文です\n先頭に出す期限: 2026-12-04\n")
    assert text.startswith("# 自分のメモ\n")


UNSAFE = ["{業種: cross, 状態: 公開中}\n", "業種: cross\n一言: >-\n状態: 公開中\n 状態: x\n"]


@pytest.mark.parametrize("text", UNSAFE)
def test_what_cannot_be_changed_safely_is_left(text: str, tmp_path: Path) -> None:
    public.save(tmp_path, TOKEN, text)
    with pytest.raises(AdgenError) as raised:
        public.set_field(tmp_path, TOKEN, public.STATE, "終了")
    assert codes(raised) == ["E450"]
    assert public.load(tmp_path, TOKEN) == text
    with pytest.raises(AdgenError) as raised:
        public.set_field(tmp_path, "f" * 32, public.STATE, "終了")
    assert codes(raised) == ["E444"]


# ---------------------------------------------------------------- clipboard


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")
def test_the_clipboard_gets_the_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tool = tmp_path / "xclip"
    tool.write_text(f'#!/bin/sh\n/bin/cat > "{tmp_path}/got"\n')
    tool.chmod(0o755)
    broken = tmp_path / "wl-copy"
    broken.write_text("#!/bin/sh\nexit 1\n")
    broken.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert clipboard.copy("下書き①\n")
    assert (tmp_path / "got").read_text("utf-8") == "下書き①\n"
    tool.unlink()
    assert not clipboard.copy("下書き")
