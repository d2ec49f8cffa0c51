"""The contact sheet of an import: every photo where it would go, as one page that works offline."""

import base64
import html
from collections.abc import Mapping
from functools import partial

from adgen.intake.proposal import Case, Import, Proposal, told
from adgen.intake.sources import Original, read
from adgen.intake.visits import Shot
from adgen.photos.cost import cost_of_photo, lost
from adgen.photos.thumbnail import Thumbnails, Wanted, thumbnails
from adgen.plumbing.tasks import Task
from adgen.plumbing.team import Workers
from adgen.problems import Problem
from adgen.problems.catalogue import message

_SIDE = 320
_STYLE = """
:root{color-scheme:light} *{box-sizing:border-box}
body{font:16px/1.75 sans-serif;margin:0 auto;max-width:72rem;padding:1.5rem 1rem 4rem;background:#fff;color:#222}
h1{font-size:1.5rem;margin:0 0 .5rem} h2{font-size:1.15rem;margin:2.5rem 0 .75rem;overflow-wrap:anywhere} p{margin:.25rem 0}
ul{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,13rem),1fr));gap:1.25rem;list-style:none;margin:0;padding:0}
img{display:block;width:100%;height:13rem;object-fit:contain;background:#eee} b{display:block;margin-top:.4rem}
small{display:block;font-size:.85rem;color:#555;overflow-wrap:anywhere} .found{color:#8a5a00}
"""

Pictures = Mapping[Original, bytes]


def sheet(proposal: Proposal, workers: Workers) -> str:
    """The page as HTML, in Japanese."""
    shots = [photo.shot for photo in proposal.photos] + [copy for copy, _ in proposal.copies]
    pictures = _pictures(shots, workers)
    copies = "".join(_copy(copy, kept, pictures) for copy, kept in proposal.copies)
    return (
        '<!doctype html><html lang="ja"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>写真の取り込み</title><style>{_STYLE}</style><h1>写真の取り込み</h1>"
        f"<p>{len(list(proposal.photos))}枚を、{len(proposal.cases)}件の事例に分けました。元の写真は変わりません。</p>"
        f"{''.join(_section(case, pictures) for case in proposal.cases)}"
        f"{f'<h2>重なっているので取り込まない写真</h2><ul>{copies}</ul>' if copies else ''}</html>\n"
    )


def _pictures(shots: list[Shot], workers: Workers) -> Pictures:
    problems: dict[str, Problem] = {}
    tasks = []
    for shot in shots:
        facts = shot.seen.facts
        cost = cost_of_photo(facts.width * facts.height, facts.format, ("jpeg",))
        tasks.append(Task(shot.original, partial(_wanted, shot.original, problems), cost))
    made = workers.run(thumbnails, tasks, lost)
    return {original: found.whole for original, found in made if isinstance(found, Thumbnails)}


def _wanted(original: Original, problems: dict[str, Problem]) -> Wanted | None:
    data = read(original, problems)
    return None if data is None else Wanted(data, _SIDE)


def _section(case: Case, pictures: Pictures) -> str:
    shown = "".join(_photo(photo, pictures) for photo in case.photos)
    return f"<h2>cases/{html.escape(case.name)}（{len(case.photos)}枚）</h2><ul>{shown}</ul>"


def _photo(photo: Import, pictures: Pictures) -> str:
    found = "".join(f'<small class="found">{html.escape(message(said))}</small>' for said in told(photo))
    return f"<li>{_image(photo.shot, pictures)}<b>{html.escape(photo.file)}</b>{_source(photo.shot)}{found}</li>"


def _copy(copy: Shot, kept: Shot, pictures: Pictures) -> str:
    words = f"「{html.escape(kept.original.name)}」と同じ写真です"
    return f"<li>{_image(copy, pictures)}{_source(copy)}<small>{words}</small></li>"


def _source(shot: Shot) -> str:
    return f"<small>{shot.at:%Y-%m-%d %H:%M}　{html.escape(shot.original.name)}</small>"


def _image(shot: Shot, pictures: Pictures) -> str:
    data = pictures.get(shot.original)
    return f'<img src="data:image/jpeg;base64,{base64.b64encode(data).decode()}" alt="">' if data else ""
