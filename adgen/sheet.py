"""A contact sheet of a site's photos with every crop drawn in: one page that works offline."""

import base64
import html
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from adgen.batch import read_photo
from adgen.build.reading import Reading
from adgen.model.photo import Photo
from adgen.model.picture import PhotoFacts, Recipe
from adgen.model.site import Site
from adgen.photos.cost import cost_of_photo, lost
from adgen.photos.frame import Box, crop_box
from adgen.photos.thumbnail import Thumbnails, Wanted, thumbnails
from adgen.plan.home import hero_role
from adgen.plan.pictures import PAIR, Pictures
from adgen.plan.requests import HERO_ROLE
from adgen.plumbing.tasks import Task
from adgen.plumbing.team import Workers
from adgen.problems import Problem

_SIDE = 480
_COLOURS = ("#d33", "#06c", "#080", "#a0a", "#b60", "#099", "#940", "#555")
_WORDS = {"card": "一覧のカード", PAIR: "施工前・施工後", "portrait": "スタッフ", "share": "LINE などで共有したとき"}
_STYLE = """
body{font:16px/1.7 sans-serif;margin:2rem;background:#fff;color:#222}
ul{display:grid;grid-template-columns:repeat(auto-fill,minmax(20rem,1fr));gap:2rem;padding:0}
li{list-style:none;break-inside:avoid} svg{width:100%;height:auto;display:block} code{font-size:.85em}
p{margin:.3rem 0} .key span{padding:0 .6em;margin-right:.6em;border-left:1em solid}
"""


def contact_sheet(folder: Path, reading: Reading, recipes: dict[str, Recipe], workers: Workers) -> str:
    """The page as HTML. Crops are those of the theme's roles; a cross marks the focal point.

    A before is cut for its pair where the after beside it is, as on the page.
    """
    crops = _crops(reading.site, recipes)
    pictures = Pictures(reading.facts, recipes, {})
    afters = {
        before.path: after for case in reading.site.cases for before, after in reversed(pictures.pairs(case.photos))
    }
    key = "".join(f'<span style="border-color:{c}">{words}</span>' for c, words in zip(_COLOURS, crops, strict=False))
    photos = {p.path: p for p in reading.site.photos}
    seen = _seen(folder, reading.facts, list(photos), workers)
    items = "".join(
        _item(photo, seen.get(path, b""), afters.get(path), pictures, crops) for path, photo in photos.items()
    )
    name = html.escape(reading.site.profile.name)
    return (
        f'<!doctype html><html lang="ja"><meta charset="utf-8"><title>写真の一覧｜{name}</title><style>{_STYLE}</style>'
        f"<h1>{name}の写真と切り抜き</h1><p>線はページでの切り抜き、＋は中心です。ずれているときは、写真に"
        f'「中心: 0.5, 0.4」（左から, 上からの割合）を書いてください。施工前の写真の「{_WORDS[PAIR]}」は、組になる施工後の写真に合わせて切り抜きます。</p><p class="key">{key}</p><ul>{items}</ul></html>\n'
    )


def _crops(site: Site, recipes: Mapping[str, Recipe]) -> dict[str, Recipe]:
    """The crops that the pages of this site ask for, by the words for them; a phone's where it is another one."""
    heroes = {hero_role(site.profile): "トップの写真"}
    if site.requests:
        heroes[HERO_ROLE] = f"{heroes.get(HERO_ROLE, '')}・依頼ページの写真".lstrip("・")
    crops = {}
    for role, words in (heroes | _WORDS).items():
        recipe = recipes[role]
        crops[words] = recipe
        if recipe.phone and recipe.phone.aspect != recipe.aspect:
            crops[f"{words}（スマートフォン）"] = recipe.phone
    return {words: recipe for words, recipe in crops.items() if recipe.aspect}


def _item(photo: Photo, seen: bytes, after: Photo | None, pictures: Pictures, crops: Mapping[str, Recipe]) -> str:
    facts, focus = pictures.facts[photo.path], pictures.focus_of(photo)
    width, height = _SIDE, round(_SIDE * facts.height / facts.width)
    points = (pictures.focus_of(photo, after if recipe.role == PAIR else None) for recipe in crops.values())
    boxes = [crop_box(facts, r.aspect, point, r.keep) for r, point in zip(crops.values(), points, strict=True)]
    shapes = "".join(_frame(box, colour, width, height) for colour, box in zip(_COLOURS, boxes, strict=False))
    x, y = focus[0] * width, focus[1] * height
    cross = f'<path d="M{x - 9:.0f} {y:.0f}h18M{x:.0f} {y - 9:.0f}v18" stroke="#fff" stroke-width="3"/>'
    said = "書かれた中心" if photo.entry.focus else "自動の中心"
    return (
        f'<li><svg viewBox="0 0 {width} {height}"><image href="data:image/jpeg;base64,{base64.b64encode(seen).decode()}" width="{width}" height="{height}"/>'
        f"{shapes}{cross}</svg><p><code>{html.escape(photo.path)}</code></p>"
        f"<p>{facts.width}×{facts.height} ／ {photo.role} ／ {said} {focus[0]:.2f}, {focus[1]:.2f}</p></li>"
    )


def _frame(box: Box, colour: str, width: int, height: int) -> str:
    left, top, right, bottom = box
    return (
        f'<rect x="{left * width:.0f}" y="{top * height:.0f}" width="{(right - left) * width:.0f}" '
        f'height="{(bottom - top) * height:.0f}" fill="none" stroke="{colour}" stroke-width="3"/>'
    )


def _seen(folder: Path, facts: Mapping[str, PhotoFacts], paths: list[str], workers: Workers) -> dict[str, bytes]:
    """The photos as they are shown, small, by path; one that cannot be read any more is left out."""
    problems: dict[str, Problem] = {}

    def wanted(path: str) -> Wanted | None:
        data = read_photo(folder, path, problems)
        return None if data is None else Wanted(data, 2 * _SIDE, facts[path].correction)

    costs = {
        path: cost_of_photo(facts[path].width * facts[path].height, facts[path].format, ("jpeg",)) for path in paths
    }
    made = workers.run(thumbnails, [Task(path, partial(wanted, path), costs[path]) for path in paths], lost)
    return {path: found.whole for path, found in made if isinstance(found, Thumbnails)}
