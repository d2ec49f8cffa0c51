"""The terminals in the pictures of the guide say what the commands say today: `make shots` takes them anew."""

from pathlib import Path

import pytest
from PIL import Image

from tests import make
from tests.browser.tree import ROOT
from tests.guide.story import SCENES, Scene, Shown, told
from tests.guide.terminal import digest, page, steady, text

IMAGES = ROOT / "docs" / "images" / "guide"


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Shown]:
    """The whole story, from an empty folder on."""
    return {shown.scene.name: shown for shown in told(tmp_path_factory.mktemp("story"))}


@pytest.mark.parametrize("scene", SCENES, ids=[scene.name for scene in SCENES])
def test_a_picture_shows_what_the_command_prints(scene: Scene, played: dict[str, Shown]) -> None:
    shown = played[scene.name]
    kept = (IMAGES / f"{scene.name}.txt").read_text("utf-8")
    assert shown.code == scene.code
    assert text(shown.screen).strip() + "\n" == kept, "make shots"
    with Image.open(IMAGES / f"{scene.name}.png") as picture:
        assert picture.info["text"] == digest(kept), "make shots: the picture shows another text"


def test_every_command_of_the_story_stands_in_the_guide() -> None:
    guide = "".join(path.read_text("utf-8") for path in (ROOT / "docs" / "ja").glob("*.md"))
    assert [scene.command for scene in SCENES if scene.command not in guide] == []


def test_ten_photos_become_a_page_with_five_commands(played: dict[str, Shown]) -> None:
    first = [scene.command for scene in SCENES][: [scene.name for scene in SCENES].index("build") + 1]
    assert len([*first, "adgen serve midori --open"]) <= 5
    workspace: Path = played["build"].workspace
    page_of_the_case = (workspace / "build/midori/cases/2026-11-03.html").read_text("utf-8")
    assert "黄ばんだ居間の壁紙を、白い織物調に" in page_of_the_case
    assert page_of_the_case.count("<picture") >= 2


def test_the_draft_in_the_guide_is_the_one_that_is_written(played: dict[str, Shown]) -> None:
    (draft,) = played["request-new"].workspace.glob("sites/aozora/inbox/*/reply.txt")
    told_in_the_guide = (ROOT / "docs" / "ja" / "irai.md").read_text("utf-8").split("```text\n")[1].split("```")[0]
    assert told_in_the_guide == steady(draft.read_text("utf-8").strip()) + "\n"


def test_what_the_guide_publishes_is_what_was_built_and_no_password_is_shown(played: dict[str, Shown]) -> None:
    last = played["publish-again"]
    built, there = make.read_tree(last.workspace / "build/midori"), make.read_tree(last.published)
    assert there.keys() ^ built.keys() == {".adgen.json", ".adgen-published.json"}
    assert [name for name in there.keys() & built.keys() if there[name] != built[name]] == []
    assert "窓と反対の側" in there["cases/2026-11-03.html"].decode()
    screens = "".join(shown.screen for shown in played.values())
    assert [word for word in {scene.password for scene in SCENES} if word in screens] == []


def test_a_picture_keeps_colours_and_shows_no_control_character() -> None:
    made = page("adgen x", "\x1b[2K\x1b[31m直す <所>\x1b[0m です\x1b[1A\n")
    assert '<span class="r">直す &lt;所&gt;</span> です' in made
    assert "\x1b" not in made


def test_what_differs_from_run_to_run_is_steady() -> None:
    one = steady("15.0秒 requests/a926b0a19041abd05e6fc65aebf04029.html、draft a926b0a1 --online")
    other = steady("2.3秒 requests/d00bad780da3e37feb139e9659c91d96.html、draft d00bad78 --online")
    assert one == other
    assert steady("8ページ、20261120") != steady("9ページ、20261120")
