"""--untrusted: folders of strangers, each apart from the others, within its time and size, without network or anything outside."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests import make
from tests.cli.test_terminal import environment
from tests.conftest import Run
from tests.plan.planning import with_lines

QUICK = ("--draft-photos", "--now", "2026-11-20", "-j", "2")
CANARY = "canary-4711"
# Loaded by every process that Python starts here: notes each address that is asked for and each file that is opened.
SPY = """
import os, sys
def hook(event, args):
    if event in ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto") or (
        event == "open" and "canary" in os.fsdecode(args[0] if isinstance(args[0], (str, bytes)) else b"")
    ):
        handle = os.open(os.environ["SPY_NOTES"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        os.write(handle, f"{event} {args}\\n".encode("utf-8", "replace"))
        os.close(handle)
sys.addaudithook(hook)
"""


def adgen_in(
    place: Path, *words: str, before: tuple[str, ...] = (), **variables: str
) -> subprocess.CompletedProcess[str]:
    """A run of the command in a process of its own."""
    command = [*before, sys.executable, "-m", "adgen", "build", *QUICK, *words]
    return subprocess.run(
        command, cwd=place, env={**environment(), **variables}, capture_output=True, text=True, check=False
    )


def hostile(place: Path) -> Path:
    """A site that points at a file outside in every way that content has."""
    outside = make.write(place / "outside", {f"{CANARY}.jpg": make.jpeg(), f"{CANARY}.md": "題名: x\n"})
    case = make.SITE["cases"]["living"]["case.md"]
    folder = make.site(
        place / "sites" / "hostile",
        {
            "site.yaml": with_lines(
                "site.yaml", f"トップ写真: ../../outside/{CANARY}.jpg", f"ロゴ: {outside}/{CANARY}.jpg"
            ),
            "cases": {
                "living": {
                    "case.md": f"{case}\n![x](../../../../outside/{CANARY}.jpg)\n![y](file://{outside}/{CANARY}.jpg)\n"
                }
            },
        },
    )
    (folder / "photos").mkdir(exist_ok=True)
    (folder / "photos" / "link.jpg").symlink_to(outside / f"{CANARY}.jpg")
    (folder / "cases" / "linked").symlink_to(outside)
    (folder / "services" / "linked.md").symlink_to(outside / f"{CANARY}.md")
    (folder / "voices.yaml").unlink(missing_ok=True)
    (folder / "voices.yaml").symlink_to(outside / f"{CANARY}.md")
    os.mkfifo(folder / "pipe.yaml")
    return folder


def test_without_a_network_the_pages_are_the_same(tmp_path: Path) -> None:
    alone = ("unshare", "-rn")
    if not shutil.which("unshare") or subprocess.run([*alone, "true"], check=False, capture_output=True).returncode:
        pytest.skip("this machine makes no empty network")
    for place in ("with", "without"):
        make.site(tmp_path / place / "sites" / "aozora")
    assert adgen_in(tmp_path / "with").returncode == 0
    done = adgen_in(tmp_path / "without", "--untrusted", before=alone)
    assert (done.returncode, "Traceback" in done.stderr) == (0, False)
    assert make.read_tree(tmp_path / "without" / "build") == make.read_tree(tmp_path / "with" / "build")


def test_nobody_is_asked_and_nothing_outside_is_opened(tmp_path: Path) -> None:
    hostile(tmp_path)
    make.site(tmp_path / "sites" / "good")
    make.write(tmp_path / "spy", {"sitecustomize.py": SPY})
    python = f"{tmp_path}/spy:{Path.cwd()}"
    notes = str(tmp_path / "notes")
    done = adgen_in(tmp_path, "--untrusted", "--format", "json", SPY_NOTES=notes, PYTHONPATH=python)
    found = {site["site"]: site for site in json.loads(done.stdout)["sites"]}
    assert found["good"]["built"] is True
    assert found["hostile"]["built"] is False
    assert {"E201", "E202"} <= {p["code"] for p in found["hostile"]["problems"]}
    assert not (tmp_path / "notes").exists(), (tmp_path / "notes").read_text("utf-8")


def test_the_spy_sees_what_it_is_to_see(tmp_path: Path) -> None:
    make.write(tmp_path, {"spy": {"sitecustomize.py": SPY}, f"{CANARY}.txt": ""})
    program = f"import socket; open({str(tmp_path / CANARY) + '.txt'!r}); socket.socket(type=socket.SOCK_DGRAM).connect(('192.0.2.1', 9))"
    variables = {"SPY_NOTES": str(tmp_path / "notes"), "PYTHONPATH": str(tmp_path / "spy")}
    subprocess.run(
        [sys.executable, "-c", program], env={**environment(), **variables}, check=False, capture_output=True
    )
    noted = (tmp_path / "notes").read_text("utf-8")
    assert CANARY in noted
    assert "socket.connect" in noted


def test_each_site_has_a_memory_of_its_own(tmp_path: Path) -> None:
    for name in ("one", "two"):
        make.site(tmp_path / "sites" / name)
    assert adgen_in(tmp_path, "--untrusted", "-q").returncode == 0
    cache = tmp_path / ".adgen" / "cache"
    own = [
        {p.relative_to(place).as_posix() for p in place.rglob("*") if p.is_file()}
        for place in (cache / "apart").iterdir()
    ]
    assert len(own) == 2
    assert all("index.sqlite" in names and len(names) > 1 for names in own)
    assert [p.name for p in cache.iterdir() if p.is_dir()] == ["apart"], "none of the photos is anybody's"
    said = adgen_in(tmp_path, "--untrusted").stdout
    assert "変わりなし2" in said


@pytest.mark.parametrize(
    ("limit", "code"), [(("--site-seconds", "0.001"), "E640"), (("--site-megabytes", "0.01"), "E641")]
)
def test_a_limit_costs_its_site_alone_and_keeps_the_old_pages(
    limit: tuple[str, str], code: str, tmp_path: Path
) -> None:
    for name in ("one", "two"):
        make.site(tmp_path / "sites" / name)
    assert adgen_in(tmp_path, "--untrusted", "-q").returncode == 0
    before = make.read_tree(tmp_path / "build")
    for name in ("one", "two"):
        make.write(
            tmp_path / "sites" / name,
            {"site.yaml": with_lines("site.yaml", "屋号: 白雲塗装").replace("屋号: 青空内装\n", "")},
        )
    done = adgen_in(tmp_path, "--untrusted", "-q", *limit)
    assert done.returncode == 1
    assert done.stderr.count(f"[{code}]") == 2
    assert make.read_tree(tmp_path / "build") == before
    assert [p.name for p in (tmp_path / "build").iterdir() if ".adgen-" in p.name] == []
    assert adgen_in(tmp_path, "--untrusted", "-q").returncode == 0
    assert "白雲塗装" in (tmp_path / "build" / "one" / "index.html").read_text("utf-8")


def test_a_stranger_cannot_be_stood_in_nor_linked_to(
    tmp_path: Path, adgen: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = make.site(tmp_path / "sites" / "aozora", {"adgen.yaml": "出力先: taken\n"})
    monkeypatch.chdir(site)
    told = adgen("build", "--untrusted", ".")
    assert (told.code, told.err.count("[E642]")) == (1, 1)
    assert not (site / "taken").exists()
    monkeypatch.chdir(tmp_path)
    for name in ("a", "b"):
        (tmp_path / "sites" / name).symlink_to(site)
    told = adgen("build", "--untrusted")
    assert (told.code, told.err.count("[E202]")) == (1, 2)


def test_no_cluster_for_strangers(tmp_path: Path, adgen: Run) -> None:
    make.site(tmp_path / "sites" / "aozora")
    for words in (("--untrusted",), ("--site-seconds", "5")):
        told = adgen("build", *words, "--workers", "dask://192.0.2.1:8786")
        assert (told.code, words[0] in told.err) == (2, True)
