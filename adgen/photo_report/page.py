"""The report as one page that works offline: worst first, the fault marked in the photo, and how to take it again."""

import base64
import html
import math
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path

from adgen.batch import read_photo
from adgen.model.picture import PhotoFacts
from adgen.photo_report import Checked, Report, counts
from adgen.photo_report.data import reminders, words
from adgen.photos.checks import Finding
from adgen.photos.checks.declare import Grade
from adgen.photos.cost import cost_of_photo, lost
from adgen.photos.thumbnail import Thumbnails, Wanted, thumbnails
from adgen.photos.verdict import LABELS
from adgen.plan.hero import Candidate
from adgen.plumbing.tasks import Task
from adgen.plumbing.team import Workers
from adgen.problems import Problem
from adgen.problems.catalogue import cure, message

Pictures = Mapping[str, Thumbnails]

_LARGE, _SMALL = 640, 240
# What is seen only where the photo is as large as it is.
_SEEN_CLOSELY = {"blur", "noise", "compression", "upscaled"}
_GRADES = {Grade.serious: ("差し替え", "serious"), Grade.mild: ("注意", "mild"), Grade.note: ("お知らせ", "note")}
_STYLE = """
:root{color-scheme:light;--serious:#b3261e;--mild:#8a5a00;--note:#33658a;--line:#d9d4ca}
*{box-sizing:border-box} body{font:16px/1.75 sans-serif;margin:0 auto;max-width:72rem;padding:1.5rem 1rem 4rem;background:#fff;color:#222}
h1{font-size:1.5rem;line-height:1.4;margin:0 0 .5rem} h2{font-size:1.15rem;margin:2.5rem 0 .75rem;overflow-wrap:anywhere}
h3{font-size:1rem;margin:0 0 .5rem;overflow-wrap:anywhere} p{margin:.25rem 0}
fieldset{border:0;margin:1rem 0;padding:0;display:flex;flex-wrap:wrap;gap:.5rem 1.25rem} label{display:flex;gap:.4rem;align-items:center;min-height:2.75rem}
input{width:1.25rem;height:1.25rem}
article{border-top:1px solid var(--line);padding:1.25rem 0;display:grid;gap:.75rem 1.5rem;break-inside:avoid}
@media (min-width:44rem){article{grid-template-columns:minmax(0,26rem) minmax(0,1fr)}}
figure{margin:0 0 .5rem} .shot{position:relative;display:block} img{display:block;width:100%;height:auto;background:#eee}
.shot svg{position:absolute;inset:0;width:100%;height:100%} figcaption{font-size:.85rem;color:#555}
ul{margin:0;padding:0;list-style:none} li{margin:0 0 .9rem;padding-left:.8rem;border-left:4px solid var(--note)}
li.serious{border-color:var(--serious)} li.mild{border-color:var(--mild)}
b{font-size:.85rem;color:var(--note)} .serious>b{color:var(--serious)} .mild>b{color:var(--mild)} .accepted{opacity:.75}
.good{display:grid;grid-template-columns:repeat(auto-fill,minmax(9rem,1fr));gap:1rem} .good p,.best p{font-size:.85rem;overflow-wrap:anywhere}
.best{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,14rem),1fr));gap:1rem}
:root:has(#serious:checked) :is(article:not(.serious),.good,.good+*),:root:has(#mild:checked) :is(article:not(.mild),.good){display:none}
:root:has(#note:checked) :is(article:not(.note),.good){display:none}
:root:has(input:not(#all):checked) .of-good{display:none}
@media print{@page{size:A4;margin:14mm} body{padding:0;font-size:10.5pt} fieldset{display:none}
article{grid-template-columns:7.5cm 1fr} .good{grid-template-columns:repeat(5,1fr)}}
"""


def report_page(reports: list[Report], workers: Workers, above: str = "") -> str:
    """The page as HTML; `above` is markup that stands before its heading."""
    told = counts(reports)
    total = sum(told.values())
    filters = "".join(_filter(name, label) for name, label in (("all", "すべて"), *_labels()))
    return (
        '<!doctype html><html lang="ja"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>写真の検査</title><style>{_STYLE}</style>{above}<h1>写真の検査</h1>"
        f"<p>{total}枚のうち、差し替えたほうがよいもの{told[Grade.serious]}枚、注意{told[Grade.mild]}枚、問題のないもの{told[None]}枚です。"
        "「差し替え」の写真は、トップと一覧のカードには使われません。</p>"
        f"{''.join(f'<p>{text}。</p>' for text in reminders('ja'))}<fieldset><legend>見るもの</legend>{filters}</fieldset>"
        f"{''.join(_section(report, workers) for report in reports)}</html>\n"
    )


def _labels() -> Iterator[tuple[str, str]]:
    return ((name, label) for label, name in _GRADES.values())


def _filter(name: str, label: str) -> str:
    checked = " checked" if name == "all" else ""
    return f'<label><input type="radio" name="grade" id="{name}"{checked}>{label}</label>'


def _section(report: Report, workers: Workers) -> str:
    pictures = dict(_pictures(report, workers))
    told = [photo for photo in report.photos if photo.findings]
    good = [photo for photo in report.photos if not photo.findings]
    shown = "".join(_article(photo, pictures) for photo in told)
    rest = f'<h2 class="of-good">問題のない写真</h2><div class="good">{"".join(_good(p, pictures) for p in good)}</div>'
    return f"<h2>{html.escape(report.name)}</h2>{_best(report.best, pictures)}{shown}{rest if good else ''}"


def _pictures(report: Report, workers: Workers) -> Iterator[tuple[str, Thumbnails]]:
    """The small pictures by file; large ones of photos with something to mark."""
    problems: dict[str, Problem] = {}
    best = {c.photo.path for c in report.best}
    tasks = []
    for photo in report.photos:
        if photo.facts:
            side = _LARGE if photo.findings or photo.file in best else _SMALL
            near = photo.facts.focus if _is_seen_closely(photo, photo.facts) else None
            load = partial(_wanted, report.folder, photo.file, side, near, problems)
            pixels = photo.facts.width * photo.facts.height
            tasks.append(Task(photo.file, load, cost_of_photo(pixels, photo.facts.format, ("jpeg",))))
    for file, made in workers.run(thumbnails, tasks, lost):
        if isinstance(made, Thumbnails):
            yield file, made


def _wanted(
    folder: Path, file: str, side: int, near: tuple[float, float] | None, problems: dict[str, Problem]
) -> Wanted | None:
    data = read_photo(folder, file, problems)
    return None if data is None else Wanted(data, side, closely=near)


def _is_seen_closely(photo: Checked, facts: PhotoFacts) -> bool:
    """Whether a part pixel by pixel shows more than the whole: there is something to see, and the whole is shown smaller."""
    is_marked = any(f.check in _SEEN_CLOSELY and f.grade > Grade.note and not f.accepted for f in photo.findings)
    return is_marked and max(facts.width, facts.height) > 2 * _LARGE


def _best(best: Iterable[Candidate], pictures: Pictures) -> str:
    cards = "".join(
        f"<div>{_image(pictures[c.photo.path].whole, '')}<p>{n}. {html.escape(c.photo.path)}<br>{'、'.join(c.reasons())}</p></div>"
        for n, c in enumerate(best, 1)
        if c.photo.path in pictures
    )
    return f'<h3>トップの写真に向いているもの</h3><div class="best">{cards}</div>' if cards else ""


def _article(photo: Checked, pictures: Pictures) -> str:
    grade = _GRADES[photo.grade][1] if photo.grade else "note"
    found = "".join(_item(f, photo.file) for f in photo.findings)
    size = f"{photo.facts.width}×{photo.facts.height}" if photo.facts else "読めません"
    seen = pictures.get(photo.file)
    shots = f'<figure><span class="shot">{_image(seen.whole, "")}{_marks(photo)}</span></figure>' if seen else ""
    if seen and seen.part:
        shots += f"<figure>{_image(seen.part, '')}<figcaption>写真の一部を、そのままの大きさで</figcaption></figure>"
    return (
        f'<article class="{grade}"><div>{shots}</div><div><h3>{html.escape(photo.file)}</h3>'
        f"<p>{size}</p><ul>{found}</ul></div></article>"
    )


def _item(found: Finding, file: str) -> str:
    label, name = _GRADES[found.grade]
    said = words(found, file)
    text = f"<b>{label}：{LABELS.get(found.check, '読めない写真')}</b><p>{html.escape(message(said))}</p>"
    if found.accepted:
        return f'<li class="accepted">{text}<p>承諾済み：{html.escape(found.accepted)}</p></li>'
    return f'<li class="{name}">{text}<p>→ {html.escape(cure(said))}</p></li>'


def _marks(photo: Checked) -> str:
    """Boxes around what was found, and for a tilt a grid with the line that leans, in percent of the photo."""
    drawn = "".join(_mark(f, photo) for f in photo.findings if not f.accepted)
    return f'<svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">{drawn}</svg>' if drawn else ""


def _mark(found: Finding, photo: Checked) -> str:
    if found.region:
        left, top, width, height = (100 * share for share in found.region)
        return _stroked(f'<rect x="{left:.1f}" y="{top:.1f}" width="{width:.1f}" height="{height:.1f}"', "#e02b20", 4)
    if found.check == "tilt" and photo.facts:
        grid = "".join(f"M{x} 0V100M0 {x}H100" for x in range(10, 100, 10))
        shift = 50 * math.tan(math.radians(found.values["angle"])) * photo.facts.height / photo.facts.width
        leaning = f"M{50 - shift:.1f} 0L{50 + shift:.1f} 100"
        return _stroked(f'<path d="{grid}"', "#ffffff90", 1) + _stroked(f'<path d="{leaning}"', "#e02b20", 3)
    return ""


def _stroked(shape: str, colour: str, width: int) -> str:
    return f'{shape} fill="none" stroke="{colour}" stroke-width="{width}" vector-effect="non-scaling-stroke"/>'


def _good(photo: Checked, pictures: Pictures) -> str:
    seen = pictures.get(photo.file)
    return f"<div>{_image(seen.whole, '') if seen else ''}<p>{html.escape(photo.file)}</p></div>"


def _image(data: bytes, alt: str) -> str:
    return f'<img src="data:image/jpeg;base64,{base64.b64encode(data).decode()}" alt="{alt}">'
