"""The judge itself: what it has to see, it sees."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.torture.ground import Ground
from tests.torture.markup import findings
from tests.torture.scalars import quoted, replaced, spots

FAULTY = {
    "index.html": {
        '<p onclick="x()">a</p><img src="a.jpg" onerror=x>': {"attribute onclick of <p>", "attribute onerror of <img>"},
        "<script>alert(1)</script><iframe></iframe>": {"inline script", "a data block that is no JSON", "element <iframe>"},
        '<script type="application/ld+json">{"a": "<b>"}</script><b>': {"a tag in a data block"},
        '<script type="application/ld+json">{a}</script><x-y>': {"a data block that is no JSON", "element <x-y>"},
        '<a href="javascript:x">a</a><a href="DATA:x">': {"<a href> with 'javascript'", "<a href> with 'data'"},
        '<img src="//a.example/x"><img srcset="a.jpg 1x, https://a.example/y 2x">': {
            "<img> loads or leads to '//a.example/x'",
            "<img> loads or leads to 'https://a.example/y2x'",
        },
        '<meta http-equiv="refresh" content="0"><p style="x">': {"meta refresh", "attribute style of <p>"},
        '<a href="a" href="b"></a><a href="java&#10;script:x"></a>': {"doubled attribute in <a>", "<a href> with 'javascript'"},
    },
    "site-1.css": {"a{background:url(https://x)}@import 'y'": {"style 'url(https:'", "style '@import'"}},
    "_redirects": {"/a /b 301\n/a b /c 301\n/x": {"line '/a b /c 301'", "line '/x'"}},
    ".htaccess": {"DirectoryIndex a\nAddHandler x\nOptions y": {"line 'AddHandler x'", "line 'Options y'"}},
    "feed.xml": {"<a><script/><b></b></a>": {"element script"}, "<a>": {"no XML: no element found: line 1, column 3"}},
}  # fmt: skip


@pytest.mark.parametrize("path", FAULTY)
def test_what_a_file_may_not_hold(path: str) -> None:
    for text, expected in FAULTY[path].items():
        assert findings(path, text.encode()) >= expected, text


def test_a_good_page() -> None:
    page = '<a href="https://a.example/" rel="x">a</a><a href="tel:1">b</a><img src="a.jpg" alt=""><a href="../b.html#c">d</a>'
    assert findings("index.html", page.encode()) == set()
    assert findings("_redirects", b"/a /b 301\n") == set()


GUARDED = """
import os, socket, subprocess, sys
from pathlib import Path
from tests.torture.guard import Guard, of_this_python
here = Path(sys.argv[1])
guard = Guard(of_this_python(here), (str(here / "out"),))
guard.install()
open("/etc/hostname").close()
with guard.armed() as seen:
    (here / "out" / "a").write_text("x")
    (here / "link").read_text()
    try: (here / "b").write_text("x")
    except OSError: pass
    os.rename(here / "out" / "a", here / "c")
    subprocess.run(["true"])
    socket.socket().close()
print(*sorted(line.split()[0] for line in seen))
"""


def test_the_guard_sees_what_happens_outside(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "link").symlink_to("/etc/hostname")
    done = subprocess.run([sys.executable, "-c", GUARDED, str(tmp_path)], capture_output=True, text=True, check=True)
    seen = done.stdout.split()
    assert seen.count("open") >= 2
    assert {"os.rename", "subprocess.Popen", "socket.__new__"} <= set(seen)


def test_every_place_of_a_text_is_found_and_replaced() -> None:
    text = "---\na: x\nb:\n  - y\n  - c: |\n      z\n---\nbody\n"
    found = [(text[s.start : s.end], s.line, s.is_key) for s in spots(text)]
    assert found == [
        ("a", 2, True),
        ("x", 2, False),
        ("b", 3, True),
        ("y", 4, False),
        ("c", 5, True),
        ("|\n      z\n", 5, False),
    ]
    spot = list(spots(text))[-1]
    assert replaced(text, spot, quoted('"\x1b')) == text.replace("|\n      z\n", '"\\"\\u001b"\n')


def test_the_ground_is_mended(tmp_path: Path) -> None:
    site = tmp_path / "site"
    (site / "a").mkdir(parents=True)
    (site / "a" / "b.txt").write_text("good")
    (tmp_path / "stash").mkdir()
    ground = Ground(site, tmp_path / "stash")
    ground.put("a/b.txt", b"bad")
    ground.make("a", lambda path: path.symlink_to(".."))
    ground.put("c/d/e.txt", b"more")
    ground.mend()
    assert {p.relative_to(site).as_posix() for p in site.rglob("*")} == {"a", "a/b.txt"}
    assert ground.text("a/b.txt") == "good"
