"""Write N valid contractor folders, made from a demo site, and the same content as a Hugo project.

    python benchmarks/make_fleet.py 1000 /dev/shm/fleet/sites [--files 60] [--photos] [--hugo /dev/shm/fleet/hugo]

Each site has its own name, address and sentences. Without options it has the texts alone; with --files N so many small photos lie
beside the cases that a site has N files (they are links to a few dozen, so that they cost no room); with --photos it has
the demo's own. The Hugo project has as many pages with the same texts; its layouts (benchmarks/hugo_project) are those of the
theme, without photos and without the marks between phrases. What a Hugo author would let Hugo find (the cards of a list,
neighbours of a case, prices on the home page) its layouts look up by themselves; contact and footer are cached per site.
"""

import argparse
import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any

import yaml
from PIL import Image
from pydantic import BaseModel

from adgen.content.load import load_site
from adgen.content.visible import Showing, shown
from adgen.model.site import Site
from adgen.pages.theme import load_theme, theme_folder
from adgen.plan import Page, make_plan

HERE = Path(__file__).parent
SAMPLE = HERE.parent / "sites" / "aozora"
NAME, SLUG = "青空内装", "公開名: aozora"
# Becomes the number of the site in every sentence and title, so that no site's texts are another's.
MARK = "（控え）"
TODAY = date(2026, 11, 20)


def make_fleet(count: int, target: Path, *, files: int = 0, photos: bool = False) -> None:
    """`count` folders below `target`."""
    texts = dict(_texts(photos))
    pictures = _pictures(target, texts, files) if files else {}
    for number in range(count):
        folder = target / f"site-{number:05}"
        for path, text in texts.items():
            _write(folder / path, _named(text, number))
        for path, source in pictures.items():
            # A link that goes is a change to all the others: the first site has its own, to be edited.
            (os.link if number else shutil.copyfile)(source, folder / path)
        if photos:
            for photo in SAMPLE.rglob("*.jpg"):
                shutil.copy2(photo, folder / photo.relative_to(SAMPLE))


def make_hugo(count: int, target: Path) -> None:
    """The same sites as one Hugo project in `target`."""
    shutil.copytree(HERE / "hugo_project", target)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "site"
        for path, text in _texts(photos=False):
            _write(folder / path, text.replace(SLUG, "公開名: site-SLUG"))
        pages = dict(_hugo_pages(folder))
    for number in range(count):
        for path, text in pages.items():
            _write(target / "content" / f"site-{number:05}" / path, _named(text, number))


def _texts(photos: bool) -> Iterator[tuple[str, str]]:
    for path in sorted(SAMPLE.rglob("*")):
        if path.suffix in (".md", ".yaml"):
            text = re.sub("(ました|ます|です)。", rf"\1{MARK}。", path.read_text("utf-8"))
            text = re.sub("^題名: .+", rf"\g<0>{MARK}", text, flags=re.MULTILINE)
            yield path.relative_to(SAMPLE).as_posix(), text if photos else _without_photos(text)


def _without_photos(text: str) -> str:
    """The text without the blocks that name photos."""
    kept, skipping = [], False
    for line in text.split("\n"):
        if line.startswith(("写真:", "トップ写真:")):
            skipping = True
            continue
        skipping = skipping and line.startswith((" ", "- "))
        if not skipping:
            kept.append(line)
    return "\n".join(kept)


def _named(text: str, number: int) -> str:
    slug = f"site-{number:05}"
    text = text.replace(NAME, f"{NAME}{number}").replace(MARK, f"（控え{number:05}）")
    return text.replace(SLUG, f"公開名: {slug}").replace("site-SLUG", slug)


def _pictures(target: Path, texts: Mapping[str, str], files: int) -> dict[str, Path]:
    """Path in a site -> the file to link to: as many small photos as are wanting to `files`."""
    shelf = target.parent / "photos-of-the-fleet"
    shelf.mkdir(parents=True, exist_ok=True)
    cases = sorted({path.rpartition("/")[0] for path in texts if path.endswith("/case.md")})
    found = {}
    for n in range(files - len(texts)):
        source = shelf / f"{n:03}.jpg"
        light = Image.linear_gradient("L").resize((1280, 960)).rotate(7 * n)
        Image.merge("RGB", (light, light.transpose(Image.Transpose.ROTATE_180), light)).save(source, quality=60)
        found[f"{cases[n % len(cases)]}/施工中{n // len(cases) + 1}.jpg"] = source
    return found


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


# ---------------------------------------------------------------- as a Hugo author would write it


def _hugo_pages(folder: Path) -> Iterator[tuple[str, str]]:
    """(path below the section, front matter and body) of every page of the plan."""
    site, _ = shown(load_site(folder)[0], Showing(TODAY, drafts=False, future=False))
    plan = make_plan(site, {}, load_theme(theme_folder()), site.profile.base_url or "", today=TODAY)
    lists: dict[str, list[str]] = {}
    for page in plan.pages:
        if page.template == "cases.html" and page.path != "cases/index.html":
            for card in page.values["view"].cards:
                lists.setdefault(card.href, []).append(page.path)
    filters = next(p.values["view"].filters for p in plan.pages if p.path == "cases/index.html")
    for page in plan.pages:
        front, body = _hugo_page(page, site, lists, filters)
        head = page.values["page"]
        common = {
            "title": head.title,
            "description": head.description,
            "url": f"/site-SLUG/{page.path}",
            # Hugo keeps the name home for itself.
            "layout": page.template.removesuffix(".html").replace("home", "front"),
            "kind": head.kind,
            "href": page.path,
            "root": head.root if head.kind != "text" else "",
            "robots": head.robots,
            "breadcrumbs": [{"text": link.text, "href": link.href} for link in head.breadcrumbs],
        }
        text = yaml.dump(_plain(common | front), allow_unicode=True, sort_keys=False, width=1000, Dumper=yaml.CDumper)
        name = "_index" if page.path == "index.html" else page.path.removesuffix(".html").replace("/", "-")
        yield f"{name}.md", f"---\n{text}---\n{body}"


def _hugo_page(page: Page, site: Site, lists: Mapping[str, list[str]], filters: Any) -> tuple[dict[str, Any], str]:
    view = page.values["view"]
    if page.template == "home.html":
        home = {f.name: getattr(view, f.name) for f in fields(view) if f.name not in ("cases", "services")}
        company = page.values["company"]
        return {"company": company, "home": home, "filters": filters}, ""
    if page.template == "case.html":
        entry = next(c for c in site.cases if page.path == f"cases/{c.slug}.html")
        names = ("card", "hand", "rows", "chapters", "voice", "service")
        front = {name: getattr(view, name) for name in names}
        more = {"kind": "case", "staff": entry.record.staff, "featured": entry.record.featured}
        return front | more | {"lists": lists[page.path]}, entry.body.markdown
    if page.template == "service.html":
        body = next(s for s in site.services if page.path == f"services/{s.slug}.html").body.markdown
        names = ("trade", "record", "summary", "prices", "asbestos")
        return {"kind": "service", "heading": view.title} | {name: getattr(view, name) for name in names}, body
    if page.template == "cases.html":
        return {"heading": view.heading, "filter": "" if page.path == "cases/index.html" else page.path}, ""
    return {"heading": view.heading, "lead": view.lead, "sections": view.sections, "links": view.links}, ""


def _plain(value: Any) -> Any:
    """Records and frozen values as what YAML can say; what is empty is left out."""
    if isinstance(value, BaseModel):
        value = {name: getattr(value, name) for name in type(value).model_fields}
    elif is_dataclass(value):
        value = {f.name: getattr(value, f.name) for f in fields(value)}
    if isinstance(value, Mapping):
        return {key: plain for key, item in value.items() if (plain := _plain(item)) not in (None, "", [], {})}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    return value if value is None or isinstance(value, bool | int | float) else str(value)


def main() -> None:
    """Read the options and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int)
    parser.add_argument("target", type=Path)
    parser.add_argument("--files", type=int, default=0)
    parser.add_argument("--photos", action="store_true")
    parser.add_argument("--hugo", type=Path)
    told = parser.parse_args()
    make_fleet(told.count, told.target, files=told.files, photos=told.photos)
    if told.hugo:
        make_hugo(told.count, told.hugo)
    print(json.dumps({"sites": told.count, "files": sum(len(names) for _, _, names in os.walk(told.target))}))


if __name__ == "__main__":
    main()
