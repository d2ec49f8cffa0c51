"""The files that every page shares: style sheets, script, icons and the manifest of the home screen."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from adgen.model.profile import Profile
from adgen.pages.icon import APPLE, SIDES, favicon, home_icon
from adgen.pages.style import palette, site_css
from adgen.pages.theme import EXTRA_STYLE, Theme
from adgen.plumbing.cache import digest

_KINDS = {"style": ".css", "script": ".js"}
_NO_HOME_SCREEN = {"touch_icon": "", "manifest": ""}


@dataclass(frozen=True)
class Assets:
    """`addresses` by role (icon, touch_icon, manifest, style, site_style, extra_style, script), "" for none, and the bytes of every file."""

    addresses: Mapping[str, str]
    files: Mapping[str, bytes]


def assets(profile: Profile, theme: Theme, focus: Mapping[tuple[str, str], tuple[float, float]], veil: int) -> Assets:
    """The shared files of a site. What the contractor's choices change lies apart from what all sites have in common.

    `veil` is the density behind the text on the hero photo, in percent. A site that is not published has no home screen to
    stand on.
    """
    accent = palette(profile.design.accent)["accent"]
    paper = profile.design.paper.name if profile.design.paper else None
    style = site_css(profile.design.accent, focus, veil, paper).encode()
    icon = favicon(profile.name, accent).encode()
    static = {_named(name, data): data for name, data in theme.static.items() if name.endswith((".css", ".js"))}
    home, home_files = _home_screen(profile.name, accent) if profile.published else (_NO_HOME_SCREEN, {})
    addresses = {
        "icon": "favicon.svg",
        "site_style": _named("site.css", style),
        **{kind: _first(theme, end) for kind, end in _KINDS.items()},
        "extra_style": _named(EXTRA_STYLE, theme.static[EXTRA_STYLE]) if EXTRA_STYLE in theme.static else "",
        **home,
    }
    return Assets(addresses, {addresses["icon"]: icon, addresses["site_style"]: style, **static, **home_files})


def _first(theme: Theme, ending: str) -> str:
    """The address of a theme's style sheet or script; "" where it has none."""
    found = (name for name in theme.static if name.endswith(ending) and name != EXTRA_STYLE)
    return next((_named(name, theme.static[name]) for name in found), "")


def _home_screen(name: str, accent: str) -> tuple[dict[str, str], dict[str, bytes]]:
    """Addresses by role and files of what a phone keeps of a page on its home screen."""
    icons = {side: home_icon(accent, side) for side in (*SIDES, APPLE)}
    names = {side: _named(f"icon-{side}.png", data) for side, data in icons.items()}
    manifest = _manifest(name, accent, {side: names[side] for side in SIDES})
    addresses = {"touch_icon": names[APPLE], "manifest": "manifest.webmanifest"}
    return addresses, {addresses["manifest"]: manifest, **{names[side]: data for side, data in icons.items()}}


def _manifest(name: str, accent: str, icons: Mapping[int, str]) -> bytes:
    """W3C Web Application Manifest: a page put on the home screen keeps its name and icon, and stays a page."""
    data = {
        "name": name,
        "lang": "ja",
        "start_url": "index.html",
        "display": "browser",
        "theme_color": accent,
        "background_color": "#ffffff",
        "icons": [
            {"src": path, "sizes": f"{side}x{side}", "type": "image/png", "purpose": purpose}
            for side, path in icons.items()
            for purpose in ("any", "maskable")
        ],
    }
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def _named(name: str, data: bytes) -> str:
    stem, _, suffix = name.rpartition(".")
    return f"assets/{stem}-{digest(data, 4)}.{suffix}"
