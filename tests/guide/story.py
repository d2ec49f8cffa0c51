"""What the guide shows of the terminal, as one story: from an empty folder to a page, a mistake, a server, and a request."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests import make
from tests.browser.tree import ROOT, SITES
from tests.guide.photos import bad_takes, ten_photos
from tests.guide.terminal import play, steady
from tests.publish.servers import PASSWORD, certificate_in, ftpd

MAIL = ROOT / "tests" / "mails" / "28-anonymous.eml"
# The address that the guide shows; a server of this machine stands there while the story is played.
SERVER = "ftps://user@ftp.example.jp/www"
FIRST = Path("sites/midori/cases/2026-11-03/case.md")
_WRITTEN = """---
題名: 黄ばんだ居間の壁紙を、白い織物調に
業種: 壁紙・クロス張替え
公開: はい
地域: 日進市
建物: 戸建て
広さ: 38㎡
施工年月: 2026年11月
工期: 1日
費用: 58,520円
費用の範囲: 壁と天井38㎡、はがし、パテ、ごみ処分を含む
ご要望: 24年で黄ばんだ壁紙を張り替えたい。
施工内容: 家具を部屋の中央に寄せてはがし、穴2か所をパテで埋めてから張りました。
自社施工: 元請
掲載承諾: 2026-11-15
---
継ぎ目は窓の側に寄せました。
"""
_ANSWERS = (
    *("みどり内装", "見本 緑", "info@midori", "info@midori.example.jp", "03-0000-0000", "8:00〜18:00"),
    *("壁紙・クロス張替え", "愛知県", "日進市、長久手市", "6畳の壁紙を、1日で張り替えます。"),
    *("夫婦2人で壁紙を張っています。", "下地を写真でお見せします", "はがした壁を撮ります。"),
    *("下地の写真を2021年から全部の工事で保管", "midori"),
)


@dataclass(frozen=True)
class Scene:
    """A command, what is typed while it runs, and what happened in the workspace before it."""

    name: str
    command: str
    answers: tuple[str, ...] = ()
    before: Callable[[Path], object] = lambda place: place
    code: int = 0
    password: str = PASSWORD


@dataclass(frozen=True)
class Shown:
    """What a scene looked like, how it ended, where it was played, and where published pages stand."""

    scene: Scene
    screen: str
    code: int
    workspace: Path
    published: Path


def _photos_arrive(place: Path) -> None:
    make.write(place / "shashin", ten_photos())


def the_case_is_written(place: Path) -> None:
    """The first case, complete."""
    (place / FIRST).write_text(_WRITTEN, "utf-8")


def two_slips(place: Path) -> None:
    """The first case with a name and an address in it."""
    slips = _WRITTEN.replace("黄ばんだ居間", "山田様邸の居間").replace("地域: 日進市", "地域: 日進市見本町1丁目2-3")
    (place / FIRST).write_text(slips, "utf-8")


def _the_address_is_known(place: Path) -> None:
    the_case_is_written(place)
    with (place / "sites/midori/site.yaml").open("a", encoding="utf-8") as file:
        file.write("公開アドレス: https://midori.example.jp/\n")


def _it_is_built(place: Path) -> None:
    play(place, ["build", "midori"])


def _one_sentence_changes(place: Path) -> None:
    (place / FIRST).write_text(_WRITTEN.replace("窓の側", "窓と反対の側"), "utf-8")
    _it_is_built(place)


def _bad_takes_lie_there(place: Path) -> None:
    make.write(place / "satsuei", bad_takes())


def _a_request_comes_in(place: Path) -> None:
    shutil.copytree(SITES / "aozora", place / "sites" / "aozora")
    shutil.copy(MAIL, place / "irai.eml")


SCENES = (
    Scene("init", "adgen init"),
    Scene("new-site", "adgen new site", _ANSWERS),
    Scene("import", "adgen import shashin --site midori --html shashin.html", ("",), _photos_arrive),
    Scene("build", "adgen build midori", before=the_case_is_written),
    Scene("mistakes", "adgen build midori", before=two_slips, code=1),
    Scene("check", "adgen check midori", before=_the_address_is_known),
    Scene("publish-password", f"adgen publish midori --to {SERVER}", before=_it_is_built, code=1, password="himitsu"),
    Scene("publish", f"adgen publish midori --to {SERVER}"),
    Scene("publish-dry", f"adgen publish midori --to {SERVER} --dry-run", before=_one_sentence_changes),
    Scene("publish-again", f"adgen publish midori --to {SERVER}"),
    Scene("request-new", "adgen request new irai.eml", ("",), _a_request_comes_in),
    Scene("request-list", "adgen request list"),
    Scene("photos-check", "adgen photos check satsuei --slot case", before=_bad_takes_lie_there),
)


def told(place: Path) -> Iterator[Shown]:
    """Every scene played in a workspace that is made below `place`."""
    workspace = place / "hp"
    workspace.mkdir()
    certificate = certificate_in(place)
    with ftpd(place / "server", certificate) as server:
        for scene in SCENES:
            scene.before(workspace)
            words = scene.command.replace(SERVER, str(server.address)).split()[1:]
            given = {"ADGEN_PUBLISH_PASSWORD": scene.password, "SSL_CERT_FILE": str(certificate)}
            code, screen = play(workspace, words, scene.answers, given)
            screen = steady(screen.replace(str(server.address), SERVER))
            yield Shown(scene, screen, code, workspace, place / "server/www")
