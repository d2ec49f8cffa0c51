"""adgen doctor: one line for each thing, its cure below, and exit code 1 for what does not work."""

import json
import re
import shutil
from pathlib import Path

import pytest

from tests import make
from tests.conftest import Run
from tests.plan.planning import with_lines


def test_a_whole_installation(adgen: Run, tmp_path: Path) -> None:
    result = adgen("doctor")
    assert (result.code, result.err) == (0, "")
    lines = result.out.splitlines()
    assert lines[0] == "adgen と Python"
    assert lines[-1].startswith("直すところ 0件")
    assert all(re.match(r"[^ ]|  [✓・!✗] |      → ", line) for line in lines)
    assert list(tmp_path.iterdir()) == []
    english = adgen("doctor", "--lang", "en").out
    assert not re.search("[ぁ-んァ-ヶ一-龥]", english)


def test_a_site_whose_mail_cannot_arrive(adgen: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = with_lines("site.yaml", "転送先: gmail").replace("info@example.jp", "aozora＠gmail")
    make.site(tmp_path / "sites/aozora", {"site.yaml": text})
    result = adgen("doctor", "--site", "aozora")
    assert result.code == 1
    assert result.out.count("  ✗ sites/aozora/site.yaml:") == 2
    assert result.out.splitlines()[-1].startswith("直すところ 2件")


def test_as_json(adgen: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make.site(tmp_path / "sites/aozora")
    make.write(
        tmp_path,
        {"adgen.yaml": "信頼する送信元: ienakama.com\n紹介サイト:\n  - 名前: 紹介\n    ドメイン: portal.example.jp\n"},
    )
    monkeypatch.setattr(shutil, "which", lambda name: None)
    result = adgen("doctor", "--site", "aozora", "--format", "json")
    assert result.code == 0
    report = json.loads(result.out)
    by_topic = {finding["topic"]: finding for finding in report["findings"]}
    assert by_topic["git"] == {
        "topic": "git",
        "grade": "note",
        "message": "git は入っていません",
        "cure": "ページを git で公開するときだけ要ります",
    }
    senders = [f["message"] for f in report["findings"] if f["topic"] == "senders"]
    assert senders == ["@ienakama.com からまだ届いていません", "@portal.example.jp からまだ届いていません"]
    assert report["site"] == "aozora"
    assert {"trade": "cross", "town": "愛知県春日井市", "matches": True} in report["pairs"]


def test_what_is_wrong_with_the_settings_hides_nothing_else(adgen: Run, tmp_path: Path) -> None:
    make.site(tmp_path / "sites/aozora")
    none = adgen("doctor", "--site", "nope")
    assert (none.code, none.err) == (1, "")
    assert "サイト\n  ✗ sites: " in none.out
    make.write(tmp_path, {"adgen.yaml": "サイトのフォルダー: x\nきびしく: たぶん\n"})
    broken = adgen("doctor", "--site", "aozora")
    assert broken.code == 1
    assert broken.out.count("✗ ./adgen.yaml:") == 2
    for result in (none, broken):
        assert result.out.startswith("adgen と Python\n  ✓ Python")
