"""Names, links and things that are no files, in a contractor's folder."""

import os
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.torture.ground import Ground
from tests.torture.variants import CASE, Variant

_FOLDER = "cases/living-yani"
# Where links lead: a folder with bait beside the site.
OUTSIDE = "outside"
_NAMES = {
    "composed letters apart": unicodedata.normalize("NFD", "施工後がぎ.jpg"),
    "right to left": "施工後\u202egpj.exe.jpg",
    "a line end": "施工後1\nSet-Cookie: x.jpg",
    "an escape": "施工後\x1b[31m.jpg",
    "no text": os.fsdecode(b"\xff\xfe\x80.jpg"),
    "very long": "施" * 80 + ".jpg",
    "a device of Windows": "con.jpg",
    "a dash": "-rf.jpg",
    "dots": "施工後...jpg",
    "markup": "施工後<img src=x onerror=alert(1)>.jpg",
    "quotes": "施工後\"'onload='alert(1)'.jpg",
    "a template": "施工後{{ 7191 * 7193 }}.jpg",
    "percent": "施工後%2e%2e%2fx.jpg",
    "a query": "施工後?x=1#y.jpg",
    "a backslash": "施工後\\..\\..\\x.jpg",
    "spaces": " 施工後 1 .jpg",
    "no width": "施工後\u200b1.jpg",
    "full-width": "施工後１．ｊｐｇ",
    "emoji": "施工後👨\u200d👩\u200d👧.jpg",
    "shell": "施工後$(id);`id`|cat.jpg",
    "a name of ours": ".adgen.json",
    "capitals": "施工後9.JPG",
    "two endings": "施工後.jpg.exe",
    "a colon": "施工後:stream.jpg",
}
_Act = Callable[[Path], object]


def of_names(ground: Ground) -> Iterator[Variant]:
    """Odd names of photos, of cases, of services, and of the files of a site."""
    photo = next(p for p in sorted((ground.site / _FOLDER).iterdir()) if p.suffix == ".jpg").read_bytes()
    case = ground.text(CASE)
    for name, called in _NAMES.items():
        yield _put("name", f"photo: {name}", f"{_FOLDER}/{called}", photo)
        bare = called.removesuffix(".jpg")
        yield _put("name", f"case: {name}", f"cases/{bare}/case.md", case.encode())
        yield _put("name", f"service: {name}", f"services/{bare}.md", ground.text("services/yuka.md").encode())
        listed = case.replace(
            "\n---\n", f'\n旧アドレス: "{called.encode("ascii", "backslashreplace").decode()}"\n---\n', 1
        )
        yield _put("name", f"alias: {name}", CASE, listed.encode())
    for called in (
        "site.yml",
        "Site.YAML",
        "site.yaml.txt",
        "site.yaml~",
        "~$site.yaml",
        "Thumbs.db",
        ".DS_Store",
        ".env",
        "desktop.ini",
        ".git/config",
    ):
        yield _put("name", f"beside: {called}", called, b"SECRET=zq7x-outside-zq7x\n")


def of_things(ground: Ground) -> Iterator[Variant]:
    """Links, pipes, folders and devices in the place of each kind of file and folder."""
    for path in (
        "site.yaml",
        "staff.yaml",
        CASE,
        "services/kabegami.md",
        "photos/hero.jpg",
        _FOLDER,
        "cases",
        "photos",
        "services",
        "requests",
    ):
        for name, act in _THINGS.items():
            yield _make(f"{path}: {name}", path, act)
    for n in (3, 40):
        yield _make(f"folders {n} deep", f"cases/{'a/' * n}b", Path.mkdir)
    yield _make("2,500 files", "cases/many", _many)
    yield _make("2,500 services", "services", _many)


def _put(group: str, name: str, path: str, data: bytes) -> Variant:
    return Variant(group, name, lambda ground: ground.put(path, data))


def _make(name: str, path: str, act: _Act) -> Variant:
    return Variant("thing", name, lambda ground: ground.make(path, act))


def _many(target: Path) -> None:
    target.mkdir()
    for n in range(2_500):
        (target / f"{n}.md").write_bytes(b"")


def _outside(target: Path) -> Path:
    depth = len(target.parts) - target.parts.index("aozora") - 1
    return Path("../" * depth) / OUTSIDE


def _linked(name: str) -> _Act:
    return lambda target: target.symlink_to(_outside(target) / name)


def _unreadable(target: Path) -> None:
    target.write_bytes(b"x: y\n")
    target.chmod(0)


_THINGS: dict[str, _Act] = {
    "link to a file outside": _linked("secret.txt"),
    "link to a photo outside": _linked("photo.jpg"),
    "link to a folder outside": _linked("folder"),
    "link to /etc/passwd": lambda target: target.symlink_to("/etc/passwd"),
    "link to itself": lambda target: target.symlink_to(target.name),
    "link to the folder above": lambda target: target.symlink_to(".."),
    "link to nothing": lambda target: target.symlink_to("nothing"),
    "link to a device": lambda target: target.symlink_to("/dev/zero"),
    "link to /proc": lambda target: target.symlink_to("/proc/self/environ"),
    "pipe": os.mkfifo,
    "folder": Path.mkdir,
    "folder of the same name in it": lambda target: (target / target.name).mkdir(parents=True),
    "nothing": lambda target: None,
    "empty file": Path.touch,
    "unreadable": _unreadable,
}
