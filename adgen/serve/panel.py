"""The panel below `/_adgen/`: what is missing, how the photos do, and a page in three widths. Requests are in a room of their own."""

import html
from collections.abc import Mapping, Sequence
from urllib.parse import quote

from adgen.problems import Problem
from adgen.problems.catalogue import Language, catalogue
from adgen.serve.dressing import FRAMES, with_script
from adgen.serve.notice import items
from adgen.serve.own import address
from adgen.serve.stage import Shown

_CLOSED = f"base-uri 'none'; form-action 'none'; {FRAMES}"
POLICY = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self'; frame-src 'self'; "
    + _CLOSED
)
# The page of `adgen photos check`, which holds its pictures and its style.
PHOTO_POLICY = f"default-src 'none'; img-src data:; style-src 'unsafe-inline'; {_CLOSED}"
# The version of the page that stands in for one that was never built.
WAITING = "waiting"
# A phone, a tablet, a computer: width and height in CSS pixels.
_SCREENS = ((390, 844), (768, 1024), (1280, 800))
_OF_PHOTOS = "2"

_WORDS: dict[Language, dict[str, str]] = {
    "ja": {
        "sites": "見ているサイト",
        "panel": "パネル",
        "page": "ページを見る",
        "missing": "足りないもの",
        "photos": "写真",
        "widths": "画面の幅",
        "requests": "依頼",
        "broken": "直すまで、ページは新しくなりません",
        "serious": "早めに直したいもの",
        "mild": "直すとよくなるもの",
        "note": "お知らせ",
        "fine": "足りないものも、直すところもありません。",
        "of_photos": "写真のこと",
        "see_photos": "写真を1枚ずつ見る",
        "is_new": "ページは、いまのファイルのとおりです。",
        "is_old": "まちがいがあるので、直す前のページを出しています。",
        "is_made": "作っています。終わると、このページが変わります。",
        "waiting": "まだページがありません",
        "count": "{count}件",
        "phone": "電話",
        "tablet": "タブレット",
        "computer": "パソコン",
        "pages": "ほかのページ",
        "photos_later": "まちがいを直すと、写真の検査が出ます。",
    },
    "en": {
        "sites": "Sites on show",
        "panel": "Panel",
        "page": "The page",
        "missing": "What is missing",
        "photos": "Photos",
        "widths": "Widths",
        "requests": "Requests",
        "broken": "Until these are mended the pages stay as they are",
        "serious": "To mend soon",
        "mild": "Would do the page good",
        "note": "Notes",
        "fine": "Nothing is missing and nothing has to be mended.",
        "of_photos": "About photos",
        "see_photos": "See the photos one by one",
        "is_new": "The pages are as the files are.",
        "is_old": "There are mistakes: the pages are those from before.",
        "is_made": "Being made; this page changes when it is done.",
        "waiting": "There are no pages yet",
        "count": "{count}",
        "phone": "Phone",
        "tablet": "Tablet",
        "computer": "Computer",
        "pages": "Other pages",
        "photos_later": "The photos are looked at once the mistakes are mended.",
    },
}
_NAMES = ("phone", "tablet", "computer")


def list_page(sites: Mapping[str, Shown], root: str, language: Language, number: int) -> str:
    """The sites on show, each with its state and the ways to it."""
    words = _WORDS[language]
    rows = "".join(
        f'<li><h2><a href="{root}/{quote(slug)}/">{_e(shown.name)}</a></h2><p>{words[_state(shown)]}</p>'
        f'<p><a href="{root}/_adgen/{quote(slug)}/">{words["panel"]}</a></p></li>'
        for slug, shown in sites.items()
    )
    body = f'<h1>{words["sites"]}</h1><ul class="sites">{rows}</ul>'
    return framed(words["sites"], body, root, language, str(number))


def waiting_page(shown: Shown, root: str, language: Language) -> str:
    """What stands where no page was ever built; mistakes are laid over it like over any other."""
    words = _WORDS[language]
    body = f"<h1>{_e(shown.name)}</h1><p>{words['is_made' if shown.is_waiting else 'waiting']}</p>"
    return framed(shown.name, body, root, language, WAITING)


def site_page(shown: Shown, root: str, language: Language, number: int) -> str:
    """What is missing in a site and what would do it good, the worst first."""
    words = _WORDS[language]
    rest = [p for p in shown.notes if p.code[1] != _OF_PHOTOS]
    photos = [p for p in shown.notes if p.code[1] == _OF_PHOTOS]
    graded = ((grade, [p for p in rest if _grade(p) == grade]) for grade in ("serious", "mild", "note"))
    groups = [("broken", shown.broken), *graded]
    told = "".join(group(words[name], problems, language) for name, problems in groups if problems)
    if photos:
        more = f'<p><a class="button" href="photos">{words["see_photos"]}</a></p>'
        told += group(words["of_photos"], photos, language, more)
    fine = "" if told else f"<p>{words['fine']}</p>"
    body = f'<p class="state {_state(shown)}">{words[_state(shown)]}</p>{told}{fine}'
    return framed(shown.name, head(shown, root, "missing", language) + body, root, language, str(number))


def widths_page(shown: Shown, page: str, root: str, language: Language) -> str:
    """One page as a phone, a tablet and a computer show it. The frames reload themselves."""
    words = _WORDS[language]
    shown_at = f"{root}/{quote(shown.slug)}/{quote(page)}"
    frames = "".join(
        f'<figure class="w{width}"><figcaption>{words[name]} {width}×{height}</figcaption><div>'
        f'<iframe src="{shown_at}" width="{width}" height="{height}" title="{words[name]} {width}"></iframe></div></figure>'
        for name, (width, height) in zip(_NAMES, _SCREENS, strict=True)
    )
    others = "".join(
        f'<li><a href="widths?page={quote(path)}"{" aria-current=page" if path == page else ""}>{_e(path)}</a></li>'
        for path, file in shown.files.items()
        if file.version
    )
    body = f'<div class="frames">{frames}</div><h2>{words["pages"]}</h2><ul class="pages">{others}</ul>'
    return framed(shown.name, head(shown, root, "widths", language) + body, root, language, "")


def no_photos_page(above: str, language: Language) -> str:
    """What stands in for the verdicts on photos while the site cannot be read."""
    words = _WORDS[language]
    head = f'<!doctype html><html lang="{language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    return f"{head}<title>{words['photos']}</title>{above}<p>{words['photos_later']}</p></html>\n"


def nav(shown: Shown, root: str, at: str, language: Language) -> str:
    """The ways between the parts of the panel; `at` is where one is."""
    words = _WORDS[language]
    panel = f"{root}/_adgen/{quote(shown.slug)}/"
    ways = {
        "page": f"{root}/{quote(shown.slug)}/",
        "missing": panel,
        "photos": f"{panel}photos",
        "widths": f"{panel}widths",
        # On the network a secret stands in front of every path, and no word is said of requests.
        **({} if root else {"requests": f"{panel}requests"}),
    }
    links = "".join(
        f'<a href="{href}"{" aria-current=page" if name == at else ""}>{words[name]}</a> '
        for name, href in ways.items()
    )
    return f"<nav>{links}</nav>"


def head(shown: Shown, root: str, at: str, language: Language) -> str:
    """The name of the company and the ways from here."""
    return f"<h1>{_e(shown.name)}</h1>{nav(shown, root, at, language)}"


def _state(shown: Shown) -> str:
    return "is_old" if shown.broken or shown.bug else "is_made" if shown.is_waiting else "is_new"


def _grade(found: Problem) -> str:
    return catalogue()[found.code].get("grade", "mild")


def group(heading: str, problems: Sequence[Problem], language: Language, more: str = "") -> str:
    """Problems under a heading, each with place, line and cure."""
    rows = "".join(
        f'<li><p class="where"><b>{_e(it["file"])}</b> {it["line"]}</p><p class="what">{_e(it["message"])}</p>'
        f"{_excerpt(it['excerpt'])}"
        f'<p class="cure">{_e(it["cure"])}</p><small>{it["code"]}</small></li>'
        for it in items(problems, language)
    )
    count = _WORDS[language]["count"].format(count=len(problems))
    return f"<section><h2>{heading} <small>{count}</small></h2>{more}<ol>{rows}</ol></section>"


def _excerpt(parts: Sequence[str]) -> str:
    if not parts:
        return ""
    before, marked, after = map(_e, parts)
    return f"<pre>{before}<mark>{marked}</mark>{after}</pre>"


def framed(title: str, body: str, root: str, language: Language, version: str) -> str:
    """A page of our own; without a `version` it does not reload itself."""
    page = (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{_e(title)}</title>'
        f'<link rel="stylesheet" href="{address(root, "panel.css")}"></head><body><main>{body}</main></body></html>\n'
    )
    return with_script(page, root, version) if version else page


def _e(text: str) -> str:
    return html.escape(text)
