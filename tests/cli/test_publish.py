"""adgen publish, and the evening command that ends with it."""

import http.server
import json
import re
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from adgen.publish import carry, online
from tests import make
from tests.cli.test_request import NOW, mail
from tests.conftest import Run

SECRET = "planted-Geheim-4711"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADGEN_DRAFT_PHOTOS", "1")


@pytest.fixture
def unbuilt(tmp_path: Path) -> Path:
    return make.site(tmp_path / "sites/aozora")


@pytest.fixture
def site(unbuilt: Path, adgen: Run) -> Path:
    assert adgen("build").code == 0
    return unbuilt


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def rebuilt(adgen: Run) -> None:
    result = adgen("build")
    assert result.code == 0, result.err


def lies_there(root: Path) -> set[str]:
    return {path for path in make.read_tree(root) if path != ".adgen-published.json"}


# ---------------------------------------------------------------- publish


def test_ctrl_c_on_the_way_is_told_as_what_it_is(site: Path, adgen: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(carry.Carrier, "carry", stopped)
        result = adgen("publish", "--to", "./www")
    assert result.code == 130
    assert "残りを送ります" in result.err
    assert "前回のサイトはそのまま" not in result.err
    assert adgen("publish", "--to", "./www").code == 0


def test_a_site_goes_out_and_then_only_what_changed(site: Path, tmp_path: Path, adgen: Run) -> None:
    built = {path for path in make.read_tree(tmp_path / "build/aozora") if path != ".adgen.json"}
    dry = adgen("publish", "--to", "./www", "--dry-run")
    assert dry.code == 0
    assert "  + index.html (" in dry.out
    assert f"aozora: 新しく{len(built)}、書きかえ0、削除0" in dry.out
    assert not (tmp_path / "www").exists()
    result = adgen("publish", "--to", "./www")
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith(f"aozora: 公開しました。新しく{len(built)}、書きかえ0、削除0")
    assert lies_there(tmp_path / "www") == built
    assert adgen("publish", "--to", "./www").out == "aozora: 変わりありません（./www）\n"
    edit(site / "cases/toilet/case.md", "半日で張りました。", "半日で張り終えました。")
    rebuilt(adgen)
    found = json.loads(adgen("publish", "--to", "./www", "--format", "json").out)
    (one,) = found["sites"]
    assert [row["path"] for row in one["changed"]] == ["cases/toilet.html"]
    assert (one["added"], one["deleted"], found["problems"]) == ([], [], [])
    assert one["bytes"] == one["changed"][0]["bytes"] == (tmp_path / "www/cases/toilet.html").stat().st_size


def test_names_of_targets(site: Path, tmp_path: Path, adgen: Run) -> None:
    assert "[E717]" in adgen("publish").err
    make.write(
        tmp_path, {"adgen.yaml": "公開先:\n  - 名前: 本番\n    場所: ./live/{site}\n  - 名前: 試し\n    場所: ./try\n"}
    )
    result = adgen("publish", "--to", "本晩")
    assert result.code == 1
    assert "「本晩」という公開先はありません" in result.err
    assert "本番、試し" in result.err
    assert adgen("publish", "--to", "本番").code == 0
    edit(site / "site.yaml", "代表者:", "公開先: 試し\n        代表者:".replace("        ", ""))
    rebuilt(adgen)
    assert adgen("publish").code == 0
    assert (tmp_path / "live/aozora/index.html").exists()
    assert (tmp_path / "try/index.html").exists()


def test_several_sites(site: Path, tmp_path: Path, adgen: Run) -> None:
    make.site(tmp_path / "sites/midori")
    rebuilt(adgen)
    result = adgen("publish", "--to", "./www")
    assert result.code == 1
    assert "[E719]" in result.err
    assert "/{site}" in result.err
    assert not (tmp_path / "www").exists()
    assert adgen("publish", "--to", "./www/{site}").code == 0
    assert adgen("publish", "--to", "./all", "-u", "https://all.example.jp").code == 0
    for root in ("www", "all"):
        assert {p.name for p in (tmp_path / root).iterdir()} == {"aozora", "midori"}


def test_a_dry_run_tells_what_publishing_would_ask(site: Path, tmp_path: Path, adgen: Run) -> None:
    make.write(tmp_path / "www", {"index.html": "theirs", ".htaccess": "theirs"})
    dry = adgen("publish", "--to", "./www", "--dry-run")
    assert dry.code == 0
    assert "adgen のものではない index.html、.htaccess があります" in dry.err
    assert "[W715]" in dry.err
    assert "[W715]" not in adgen("publish", "--to", "./www", "--dry-run", "--adopt").err
    assert adgen("publish", "--to", "./www", "--adopt").code == 0
    for case in ("living", "toilet"):
        edit(site / f"cases/{case}/case.md", "---\n題名", "---\n公開: いいえ\n題名")
    rebuilt(adgen)
    dry = adgen("publish", "--to", "./www", "--dry-run", "--max-deletes", "1")
    assert (dry.code, "[W716]" in dry.err) == (0, True)
    assert adgen("publish", "--to", "./www", "--max-deletes", "1").code == 1


def test_edits_that_nobody_built_are_told(site: Path, tmp_path: Path, adgen: Run) -> None:
    assert "W703" not in adgen("publish", "--to", "./www").err
    edit(site / "site.yaml", "03-0000-0000", "03-0000-0001")
    with (site / "cases/living/case.md").open("a", encoding="utf-8") as case:
        case.write("\n張り替えました。\n")
    result = adgen("publish", "--to", "./www")
    assert result.code == 0
    told = next(line for line in result.err.splitlines() if "[W703]" in line)
    assert "cases/living/case.md" in told
    assert "site.yaml" in told
    assert "adgen build aozora" in result.err
    rebuilt(adgen)
    assert "W703" not in adgen("publish", "--to", "./www").err


def test_one_site_that_fails_keeps_no_other(site: Path, tmp_path: Path, adgen: Run) -> None:
    make.site(tmp_path / "sites/midori")
    make.site(tmp_path / "sites/yama")
    rebuilt(adgen)
    (tmp_path / "build/aozora/index.html").write_text("by hand", "utf-8")
    (tmp_path / "build/midori/notes.txt").write_text("by hand", "utf-8")
    (tmp_path / "build/yama/.adgen.json").unlink()
    result = adgen("publish", "--to", "./www/{site}")
    assert result.code == 1
    assert [re.findall(r"\[([EW]\d+)\]", line)[0] for line in result.err.splitlines() if "[" in line] == [
        "E711",
        "W702",
        "E710",
    ]
    assert (tmp_path / "www/midori/index.html").exists()
    assert not (tmp_path / "www/midori/notes.txt").exists()
    assert not (tmp_path / "www/aozora/index.html").exists()


WITH_A_PASSWORD = (
    f"sftp://me:{SECRET}@127.0.0.1/www",
    f"ftp://me:{SECRET}@h/",
    f"s3://b/p?endpoint=https://k:{SECRET}@h",
    f"ftps://h:{SECRET}/x",
)


def test_a_password_in_an_address_is_refused_and_told_nowhere(unbuilt: Path, tmp_path: Path, adgen: Run) -> None:
    before = (unbuilt / "site.yaml").read_text("utf-8")
    for address in WITH_A_PASSWORD:
        make.write(tmp_path, {"adgen.yaml": f"公開先:\n  - 名前: 本番\n    場所: {address}\n"})
        (unbuilt / "site.yaml").write_text(f"公開先: {address}\n{before}", "utf-8")
        for words in ((), ("--to", "本番"), ("--to", address), ("--to", address, "--dry-run", "--format", "json")):
            result = adgen("publish", *words)
            assert result.code == 1
            assert re.search(r"\[E70[01]\]" if "json" not in words else '"E70[01]"', result.err + result.out)
            assert SECRET not in result.out + result.err


@pytest.mark.parametrize("address", ["http://h/x", "sftp:///www", "ftp://h/x?a=b", "ftp://h:port/", "s3://b/?region=x"])
def test_what_is_no_address(address: str, unbuilt: Path, adgen: Run) -> None:
    result = adgen("publish", "--to", address)
    assert result.code == 1
    assert "[E700]" in result.err


# ---------------------------------------------------------------- back


def test_the_version_before(site: Path, tmp_path: Path, adgen: Run) -> None:
    assert "[E720]" in adgen("publish", "--to", "./www", "--rollback").err
    adgen("publish", "--to", "./www")
    before = lies_there(tmp_path / "www")
    edit(site / "site.yaml", "下地から直します。", "安くします。")
    rebuilt(adgen)
    adgen("publish", "--to", "./www")
    assert "安くします。" in (tmp_path / "www/index.html").read_text("utf-8")
    dry = adgen("publish", "--to", "./www", "--rollback", "--dry-run")
    assert "  ~ index.html" in dry.out
    assert "安くします。" in (tmp_path / "www/index.html").read_text("utf-8")
    result = adgen("publish", "--to", "./www", "--rollback")
    assert result.code == 0, result.err
    assert "下地から直します。" in (tmp_path / "www/index.html").read_text("utf-8")
    assert before <= lies_there(tmp_path / "www")
    assert "[E720]" in adgen("publish", "--to", "./www", "--rollback").err
    assert adgen("publish", "--to", "./www").code == 0
    assert "安くします。" in (tmp_path / "www/index.html").read_text("utf-8")


CAMPAIGN = "キャンペーン:\n  - 題名: 平日割\n    内容: 平日の工事で1枚あたり300円引き（税込）\n    開始日: 2026-11-01\n    終了日: 2026-11-25\n"
# What happens to the content after the first version, on which day, and the words of the refusal.
WITHDRAWN = {
    "a photo": ("cases/living/case.md", "掲載承諾: 2026-05-18", "掲載承諾:\n  日付: 2026-05-18\n  取り下げ: 2026-11-19", "2026-11-20", "写真が2枚"),
    "a case": ("cases/toilet/case.md", "自社施工: 元請", "自社施工: 元請\n公開: いいえ", "2026-11-20", "施工事例が1件"),
    "a campaign": ("site.yaml", "一言: 下地から直します。", "一言: 平日割は終わりました。", "2026-11-26", "2026-11-26"),
    "the site": ("site.yaml", "一言: 下地から直します。", "一言: 休みます。\n公開: いいえ", "2026-11-20", "非公開"),
}  # fmt: skip


@pytest.mark.parametrize("what", WITHDRAWN)
def test_what_was_taken_away_does_not_come_back(what: str, unbuilt: Path, tmp_path: Path, adgen: Run) -> None:
    path, old, new, day, words = WITHDRAWN[what]
    with (unbuilt / "site.yaml").open("a", encoding="utf-8") as file:
        file.write(CAMPAIGN)
    rebuilt(adgen)
    adgen("publish", "--to", "./www")
    first = make.read_tree(tmp_path / "www")
    edit(unbuilt / "cases/living/case.md", "窓を開けて乾かしました。", "窓を開け、2日かけて乾かしました。")
    rebuilt(adgen)
    adgen("publish", "--to", "./www")
    second = make.read_tree(tmp_path / "www")
    edit(unbuilt / path, old, new)
    result = adgen("publish", "--to", "./www", "--rollback", "--now", day)
    assert result.code == 1
    assert "[E721]" in result.err
    assert words in result.err
    assert make.read_tree(tmp_path / "www") == second
    # The build for today stands already: what it does not show goes from everywhere.
    assert adgen("publish", "--to", "./www", "--now", day, "--max-deletes", "99").code == 0
    gone = {name for name in first.keys() - make.read_tree(tmp_path / "www").keys() if name.startswith("photos/")}
    assert bool(gone) is (what in ("a photo", "the site"))
    kept = make.read_tree(tmp_path / ".adgen")
    assert not [name for name, data in kept.items() if any(first[photo] in data for photo in gone)]
    assert adgen("publish", "--to", "./www", "--rollback", "--now", day).code == 1


def test_a_page_of_a_name_alone_goes_back_to_another_one(unbuilt: Path, tmp_path: Path, adgen: Run) -> None:
    edit(unbuilt / "site.yaml", "一言: 下地から直します。", "公開: いいえ")
    rebuilt(adgen)
    adgen("publish", "--to", "./www")
    before = (tmp_path / "www/index.html").read_bytes()
    edit(unbuilt / "site.yaml", "屋号: ", "屋号: 新")
    rebuilt(adgen)
    adgen("publish", "--to", "./www")
    assert (tmp_path / "www/index.html").read_bytes() != before
    result = adgen("publish", "--to", "./www", "--rollback")
    assert result.code == 0, result.err
    assert (tmp_path / "www/index.html").read_bytes() == before


def test_a_rollback_builds_with_the_cache_that_is_named(unbuilt: Path, tmp_path: Path, adgen: Run) -> None:
    for words in ("下地から直します。", "安くします。"):
        edit(unbuilt / "site.yaml", "一言: 下地から直します。", f"一言: {words}")
        assert adgen("build", "--cache-dir", "kept").code == 0
        assert adgen("publish", "--to", "./www", "--cache-dir", "kept").code == 0
    result = adgen("publish", "--to", "./www", "--cache-dir", "kept", "--rollback")
    assert result.code == 0, result.err
    assert not (tmp_path / ".adgen/cache").exists()


def test_the_pages_of_requests_are_those_of_today(site: Path, tmp_path: Path, adgen: Run) -> None:
    adgen("publish", "--to", "./www")
    tokens = {name: f"{n}" * 32 for n, name in enumerate(("open", "over", "gone"))}
    text = "業種: cross\n作成日: 2026-11-20\n"
    make.write(site / "requests", {f"{token}.yaml": text for token in tokens.values()})
    rebuilt(adgen)
    adgen("publish", "--to", "./www")
    edit(site / f"requests/{tokens['over']}.yaml", text, text + "状態: 終了\n")
    edit(site / f"requests/{tokens['gone']}.yaml", text, text + "状態: 取り下げ\n")
    edit(site / "site.yaml", "下地から直します。", "安くします。")
    rebuilt(adgen)
    adgen("publish", "--to", "./www")
    result = adgen("publish", "--to", "./www", "--rollback")
    assert result.code == 0, result.err
    assert "下地から直します。" in (tmp_path / "www/index.html").read_text("utf-8")
    pages = {name: tmp_path / f"www/requests/{token}.html" for name, token in tokens.items()}
    assert "公開は終わりました" not in pages["open"].read_text("utf-8")
    assert "公開は終わりました" in pages["over"].read_text("utf-8")
    assert not pages["gone"].exists()
    assert not [token for token in tokens.values() if token in result.out + result.err]


def test_the_gate_of_today_is_asked(site: Path, tmp_path: Path, adgen: Run) -> None:
    """What is known of a customer since then may stand in the old pages."""
    edit(site / "cases/living/case.md", "窓を開けて乾かしました。", "担当の電話は090-1111-2222です。")
    rebuilt(adgen)
    adgen("publish", "--to", "./www")
    edit(site / "cases/living/case.md", "担当の電話は090-1111-2222です。", "窓を開けて乾かしました。")
    make.write(site / "inbox" / ("0" * 32), {"record.json": '{"names": ["鈴木一郎"], "phones": ["090-1111-2222"]}'})
    rebuilt(adgen)
    adgen("publish", "--to", "./www")
    result = adgen("publish", "--to", "./www", "--rollback")
    assert result.code == 1
    assert "[E411]" in result.err
    assert "090-1111" not in (tmp_path / "www/cases/living.html").read_text("utf-8")


# ---------------------------------------------------------------- the evening command


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def web(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A host that shows what lies in www/."""
    monkeypatch.setattr(online, "PAUSES", ())
    (tmp_path / "www").mkdir()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(tmp_path / "www")))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def office(tmp_path: Path, address: str) -> Path:
    (tmp_path / "mail.eml").write_text(mail(), "utf-8")
    folder = make.site(tmp_path / "sites/aozora")
    edit(folder / "site.yaml", "https://example.jp/a/", address)
    return folder


def test_from_a_mail_to_a_page_that_is_online(tmp_path: Path, web: str, adgen: Run) -> None:
    folder = office(tmp_path, web)
    result = adgen("request", "new", "mail.eml", "--now", NOW, "--publish", "--to", "./www")
    assert result.code == 0, result.err
    assert "返信できます（メールが届いてから40分）。" in result.out
    (draft,) = folder.glob("inbox/*/reply.txt")
    text = draft.read_text("utf-8")
    assert "【ページ未公開】" not in text
    assert f"{web}requests/{draft.parent.name}.html" in text
    assert "W451" not in result.err


@pytest.mark.parametrize(("place", "code"), [("./elsewhere", "E722"), ("", "E717")])
def test_a_page_that_is_not_online(place: str, code: str, tmp_path: Path, web: str, adgen: Run) -> None:
    folder = office(tmp_path, web)
    words = ("--to", place) if place else ()
    result = adgen("request", "new", "mail.eml", "--now", NOW, "--publish", *words)
    assert result.code == 1
    assert f"[{code}]" in result.err
    assert "返信できます" not in result.out
    (draft,) = folder.glob("inbox/*/reply.txt")
    assert "【ページ未公開】" in draft.read_text("utf-8")


def test_a_page_that_is_looked_at_later(tmp_path: Path, web: str, adgen: Run) -> None:
    folder = office(tmp_path, web)
    assert adgen("request", "new", "mail.eml", "--now", NOW).code == 0
    (draft,) = folder.glob("inbox/*/reply.txt")
    token = draft.parent.name
    look = ("request", "draft", token[:8], "--online-check", "--now", NOW)
    assert "[E722]" in adgen(*look).err
    assert adgen("publish", "--to", "./www", "--now", "2026-11-20").code == 0
    page = tmp_path / f"www/requests/{token}.html"
    built = page.read_bytes()
    page.write_bytes(built + b"<script>a host's own</script>")
    result = adgen(*look)
    assert "[E723]" in result.err
    assert "【ページ未公開】" in draft.read_text("utf-8")
    assert token not in result.err
    page.write_bytes(built)
    assert adgen(*look).code == 0
    assert "【ページ未公開】" not in draft.read_text("utf-8")


def test_options_that_exclude_each_other(tmp_path: Path, web: str, adgen: Run) -> None:
    office(tmp_path, web)
    assert adgen("request", "new", "mail.eml", "--publish", "--dry-run").code == 2
    assert adgen("request", "new", "mail.eml", "--publish", "--no-build").code == 2


def test_a_request_that_is_declined_needs_no_page(tmp_path: Path, web: str, adgen: Run) -> None:
    office(tmp_path, web)
    words = ("request", "new", "mail.eml", "--now", NOW, "--publish", "--mode", "decline", "--format", "json")
    result = adgen(*words)
    assert result.code == 0, result.err
    (found,) = json.loads(result.out)["requests"]
    assert (found["page"], found["ready"]) == ("", True)
    assert not (tmp_path / "www/index.html").exists()
