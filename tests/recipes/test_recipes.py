"""Every recipe of docs/recipes, read as its host would and run in a clean clone; tests/recipes/hosts.py says what is played."""

import json
import re
import subprocess
import tomllib
from datetime import datetime, timedelta
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from adgen.cli.options import TOKYO
from adgen.scaffold.workspace import make_workspace
from tests import make
from tests.plan.planning import with_lines
from tests.recipes.hosts import RECIPES, GitHub, Machine, load, mistakes

# A site that --strict takes.
FLAWLESS: make.Files = {
    "site.yaml": dedent(make.SITE["site.yaml"]).split("トップ写真:")[0] + "更新日: 2026-11-18\n",
    "photos": None,
    "cases": {"living": None},
}
BROKEN = {"site.yaml": (FLAWLESS["site.yaml"] + "しらない: 1\n").replace("03-0000-0000", "でんわ")}


@pytest.fixture
def origin(tmp_path: Path) -> Path:
    """A repository as `adgen init --ci github` makes it, with two sites; one is strictly good."""
    folder = tmp_path / "origin"
    make.site(folder / "sites" / "aozora", {"site.yaml": with_lines("site.yaml", "旧アドレス: old.html")})
    make.site(folder / "sites" / "mizu", FLAWLESS)
    make_workspace(folder, vscode=False, ci="github")
    make.write(folder, {"adgen.yaml": "公開アドレス: https://example.jp/ads/\n"})
    _git(folder, "init", "-q", "-b", "main")
    return _commit(folder)


def _git(folder: Path, *words: str) -> None:
    subprocess.run(["git", "-c", "user.name=t", "-c", "user.email=t@example.jp", *words], cwd=folder, check=True)


def _commit(folder: Path, changes: make.Files | None = None) -> Path:
    make.write(folder, changes or {})
    _git(folder, "add", "-A")
    _git(folder, "commit", "-qm", "sites")
    return folder


@pytest.fixture
def machine(tmp_path: Path, origin: Path) -> Machine:
    (tmp_path / "machine").mkdir()
    return Machine(tmp_path / "machine", origin)


@pytest.fixture
def plain(machine: Machine) -> dict[str, bytes]:
    """What `adgen build` makes of the repository."""
    clone = machine.clone("plain")
    assert machine.run("adgen build", clone), machine.log
    machine.log = ""
    return pages(clone / "build")


def pages(folder: Path) -> dict[str, bytes]:
    """The files of an output folder without the locks beside its sites."""
    return {path: data for path, data in make.read_tree(folder).items() if not path.endswith(".lock")}


def encoded(log: str) -> list[int]:
    return [int(n) for n in re.findall(r"（新しく(\d+)）", log)]


# ---------------------------------------------------------------- GitHub Actions


def test_built_on_push_with_the_cache_of_the_last_run(machine: Machine, plain: dict[str, bytes]) -> None:
    host = GitHub(machine)
    assert host.run("build.yml") == {"build": "success"}
    assert pages(host.artifacts / "pages") == plain
    assert "aozora/.htaccess" in plain
    assert sum(encoded(machine.log)) > 0
    assert "| aozora | " in host.summary
    machine.log = ""
    title = {"sites": {"mizu": {"site.yaml": FLAWLESS["site.yaml"].replace("青空内装", "水音設備")}}}
    _commit(machine.origin, title)
    assert host.run("build.yml") == {"build": "success"}
    assert encoded(machine.log) == [0, 0]
    assert len(host.caches) == 2


def test_a_mistake_stops_the_push(machine: Machine) -> None:
    _commit(machine.origin, {"sites": {"mizu": BROKEN}})
    host = GitHub(machine)
    assert host.run("build.yml") == {"build": "failure"}
    assert not host.artifacts.exists()
    assert re.findall(r"^::error file=sites/mizu/site\.yaml,line=\d+.*title=(E\d+)::", machine.log, re.M) == [
        "E122",
        "E141",
    ]


def test_a_pull_request_is_strict(machine: Machine) -> None:
    """One site has serious warnings, and then the other has mistakes too."""
    host = GitHub(machine)
    assert host.run("check.yml") == {"check": "failure"}
    _commit(machine.origin, {"sites": {"mizu": BROKEN}})
    assert host.run("check.yml") == {"check": "failure"}
    assert {"W221", "E122", "E141"} <= set(re.findall(r"^::error .*title=(\w+)::", machine.log, re.M))
    report = json.loads((host.artifacts / "report/report.json").read_text("utf-8"))
    assert (report["exit"], report["failed"], report["counts"]["error"]) == (1, 2, 2)
    _git(machine.origin, "rm", "-rq", "sites/aozora")
    _commit(machine.origin, {"sites": {"mizu": FLAWLESS}})
    assert host.run("check.yml") == {"check": "success"}
    report = json.loads((host.artifacts / "report/report.json").read_text("utf-8"))
    assert (report["exit"], report["failed"]) == (0, 0)
    assert (host.artifacts / "report/build/mizu/index.html").exists()
    assert host.caches == {}


@pytest.mark.parametrize(("days", "result"), [(0, "success"), (-1, "success"), (-2, "skipped"), (1, "skipped")])
def test_a_night_in_which_a_date_has_come(days: int, result: str, machine: Machine) -> None:
    _commit(machine.origin, _due_on(days))
    assert GitHub(machine).run("nightly.yml") == {"due": "success", "build": result}


def _due_on(days: int) -> dict[str, Any]:
    day = datetime.now(TOKYO).date() + timedelta(days)
    case = make.SITE["cases"]["toilet"]["case.md"].replace("2025年9月", day.isoformat())
    return {"sites": {"mizu": {"cases": {"toilet": {"case.md": case}}}}}


def test_many_sites_on_four_machines(machine: Machine, plain: dict[str, bytes]) -> None:
    host = GitHub(machine)
    assert host.run("matrix.yml") == {**{f"build {n}": "success" for n in range(1, 5)}, "join": "success"}
    assert pages(host.artifacts / "pages") == plain
    assert {"_headers", "_redirects", "robots.txt", "index.html"} <= set(plain)
    _commit(machine.origin, {"sites": {"mizu": BROKEN}})
    results = host.run("matrix.yml")
    assert sorted(results.values()) == ["failure", *["success"] * 4]
    joined = pages(host.artifacts / "pages")
    assert "aozora/index.html" in joined
    assert "mizu/index.html" not in joined


def test_workflows_are_refused_for_what_is_not_known() -> None:
    workflow = load(RECIPES / "github" / "build.yml")
    steps = workflow["jobs"]["build"]["steps"]
    steps[0]["uses"] = "actions/checkout"
    steps[1]["uses"] = "someone/else@v1"
    steps.append({"run": "echo ${{ github.event.head_commit.message }}", "if": "always()"})
    del workflow["permissions"]
    workflow["on"]["pull_request_target"] = ""
    assert sorted(mistakes(workflow)) == [
        "build: github.event.head_commit.message in a script",
        "build: unknown action actions/checkout",
        "build: unknown action someone/else@v1",
        "build: unknown condition always()",
        "event pull_request_target",
        "more permissions than reading",
        "no permissions",
    ]


# ---------------------------------------------------------------- other hosts


def test_gitlab(machine: Machine, plain: dict[str, bytes]) -> None:
    recipe = load(RECIPES / "gitlab" / ".gitlab-ci.yml")
    assert set(recipe) == {"image", "stages", "cache", "before_script", "check", "build", "nightly"}
    assert recipe["cache"]["paths"] == [".adgen/cache"]
    for name in ("check", "build", "nightly"):
        assert set(recipe[name]) == {"stage", "rules", "script", "artifacts"}
        assert recipe[name]["stage"] in recipe["stages"]
    assert [recipe[name]["rules"][0]["if"].split('"')[1] for name in ("check", "nightly")] == [
        "merge_request_event",
        "schedule",
    ]

    def run(name: str) -> tuple[bool, Path]:
        clone = machine.clone(name)
        return machine.run("\n".join([*recipe["before_script"], *recipe[name]["script"]]), clone), clone

    is_well, clone = run("build")
    assert is_well, machine.log
    assert pages(clone / "build") == plain
    is_well, clone = run("check")
    assert not is_well
    assert json.loads((clone / "report.json").read_text("utf-8"))["exit"] == 1
    is_well, clone = run("nightly")
    assert (is_well, (clone / "build").exists()) == (True, False)
    _commit(machine.origin, _due_on(0))
    is_well, clone = run("nightly")
    assert (is_well, (clone / "build/mizu/index.html").exists()) == (True, True)


def test_netlify(machine: Machine) -> None:
    recipe = tomllib.loads((RECIPES / "netlify" / "netlify.toml").read_text("utf-8"))
    assert set(recipe) == {"build", "context", "plugins"}
    assert recipe["plugins"] == [{"package": "netlify-plugin-cache", "inputs": {"paths": [".adgen/cache"]}}]
    assert recipe["build"]["publish"] == "build"
    clone = machine.clone("netlify")
    assert machine.run(recipe["build"]["command"], clone, URL="https://ads.example.com"), machine.log
    assert "/aozora/old.html /aozora/index.html 301" in (clone / "build/_redirects").read_text()
    assert "Sitemap: https://ads.example.com/mizu/sitemap.xml" in (clone / "build/robots.txt").read_text()
    preview = recipe["context"]["deploy-preview"]["command"]
    assert not machine.run(preview, clone, DEPLOY_PRIME_URL="https://1--ads.example.com")
    assert 'href="https://1--ads.example.com/mizu/"' in (clone / "build/mizu/index.html").read_text("utf-8")


def test_cloudflare_pages(machine: Machine) -> None:
    script = (RECIPES / "cloudflare-pages" / "build.sh").read_text("utf-8")
    clone = machine.clone("pages")
    preview = "https://1.ads.example.com"
    own = {"CF_PAGES_BRANCH": "main", "CF_PAGES_URL": preview, "SITE_ADDRESS": "https://ads.example.com/"}
    assert machine.run(script, clone, **own), machine.log
    assert "Sitemap: https://ads.example.com/mizu/sitemap.xml" in (clone / "build/robots.txt").read_text()
    assert (clone / "build/_headers").read_text().splitlines()[1] == "/*"
    assert not machine.run(script, clone, CF_PAGES_BRANCH="spring", CF_PAGES_URL=preview)
    assert f'href="{preview}/mizu/"' in (clone / "build/mizu/index.html").read_text("utf-8")


def test_a_server_of_one_s_own(machine: Machine) -> None:
    script = RECIPES / "cron" / "nightly.sh"
    clone = machine.clone("ads")
    (clone / "nightly.sh").write_bytes(script.read_bytes())
    assert machine.run("sh ads/nightly.sh", machine.place), machine.log
    before = pages(clone / "build")
    assert "mizu/index.html" in before
    _commit(
        machine.origin,
        {"sites": {"aozora": BROKEN, "mizu": {"site.yaml": FLAWLESS["site.yaml"].replace("青空内装", "水音設備")}}},
    )
    assert machine.log == ""
    assert not machine.run("sh ads/nightly.sh", machine.place)
    assert re.findall(r"\[(E\d+)\]", machine.log) == ["E122", "E141"]
    after = pages(clone / "build")
    assert {p: d for p, d in after.items() if p.startswith("aozora/")} == {
        p: d for p, d in before.items() if p.startswith("aozora/")
    }
    assert "水音設備" in after["mizu/index.html"].decode()


def test_every_recipe_is_listed_and_every_listed_one_is_there() -> None:
    there = {p.relative_to(RECIPES).as_posix() for p in RECIPES.rglob("*") if p.is_file()} - {"README.md"}
    listed = re.findall(r"\]\(((?!\.\.)[^)#]+)\)", (RECIPES / "README.md").read_text("utf-8"))
    assert set(listed) == there
    tested = Path(__file__).read_text("utf-8")
    assert [path for path in there if path.rpartition("/")[2] not in tested] == []
