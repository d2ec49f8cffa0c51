"""Files that tell a host what a meta tag cannot, or not early enough: headers, types, redirects.

`_headers` and `_redirects` are read by Cloudflare Pages and Netlify in the folder that is published, `.htaccess` by Apache, which
most Japanese rental servers run; `_nginx.conf` is for whoever runs nginx to include. The folder of request pages is named as a
whole, never a page in it. `.htaccess` has no `Options` line: where a host does not allow that, it answers every request of the
site with an error.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from urllib.parse import quote

from adgen.model.picture import NAMED_BY_DIGEST
from adgen.model.request import FOLDER

NGINX = "_nginx.conf"
_FOREVER = "public, max-age=31536000, immutable"
_ALWAYS = {
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Content-Type-Options": "nosniff",
}
_PRIVATE = {
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "private, no-cache",
}
_FRAMES = "frame-ancestors 'self'"
_TYPES = {"avif": "image/avif", "webmanifest": "application/manifest+json"}
# Files for machines of the host, which no visitor needs.
_FOR_HOSTS = (".adgen.json", ".htaccess", "_headers", "_redirects", NGINX)


def host_files(policy: str, root: str | None, redirects: Mapping[str, str]) -> dict[str, bytes]:
    """Path -> bytes. `policy` is what every page may load, `root` the path of the site's address ("/" or "/a/"), None when unknown.

    `redirects` are paths below the root. Without a root there is no telling where they lead from.
    """
    # Apache fills in ${…} from its own environment, Netlify :names from the address that is asked for.
    root = quote(root, safe="/-._~%") if root else root
    always = {"Content-Security-Policy": f"{policy}; {_FRAMES}", **_ALWAYS}
    moved = {old: new for path, new in redirects.items() for old in _names(path)}
    files = {"_headers": _headers(always, root or "/"), ".htaccess": _htaccess(always, root, moved)}
    if root:
        files[NGINX] = _nginx(always, root, moved)
    if root and redirects:
        files["_redirects"] = [f"{root}{old} {root}{new} 301" for old, new in moved.items()]
    return {path: _bytes(lines) for path, lines in files.items()}


def joint_host_files(root: str, redirects: Iterable[str], sitemaps: Iterable[str]) -> dict[str, bytes]:
    """The files that a host reads in the folder of all sites alone, which is published at `root`.

    `redirects` are the lines of the sites' own `_redirects`, `sitemaps` their addresses. What pages may load differs from site to
    site and stands in each page; here is what no page can say.
    """
    always = {"Content-Security-Policy": _FRAMES, **_ALWAYS}
    moved, listed = [*redirects], [f"Sitemap: {address}" for address in sitemaps]
    files = {"_headers": _headers(always, root, f"{root}:site/"), "robots.txt": ["User-agent: *", "Disallow:", *listed]}
    if moved:
        files["_redirects"] = moved
    return {path: _bytes(lines) for path, lines in files.items()}


def _bytes(lines: Sequence[str]) -> bytes:
    return ("\n".join(lines) + "\n").encode()


def _names(path: str) -> tuple[str, ...]:
    """Under which names a former page was asked for: a folder is also known by its index.html."""
    folder = path.removesuffix("index.html")
    return (path,) if folder == path else (folder, path)


def _headers(always: Mapping[str, str], root: str, site: str = "") -> list[str]:
    site = site or root
    rules = {
        f"{root}*": always,
        **{f"{site}{folder}/*": {"Cache-Control": _FOREVER} for folder in NAMED_BY_DIGEST},
        f"{site}{FOLDER}/*": _PRIVATE,
    }
    return [line for path, found in rules.items() for line in (path, *(f"  {k}: {v}" for k, v in found.items()))]


def _htaccess(always: Mapping[str, str], root: str | None, moved: Mapping[str, str]) -> list[str]:
    private = [f'Header set {name} "{value}" env=adgen_request' for name, value in _PRIVATE.items()]
    types = ["AddCharset utf-8 .html .css .js .xml .svg", *(f"AddType {kind} .{end}" for end, kind in _TYPES.items())]
    lines = [
        "DirectoryIndex index.html",
        *_within("mod_mime.c", types),
        *_within("mod_setenvif.c", [f'SetEnvIf Request_URI "/{FOLDER}/" adgen_request']),
        *_within("mod_headers.c", [*(f'Header set {name} "{value}"' for name, value in always.items()), *_cached(), *private]),
    ]  # fmt: skip
    if root:
        lines.append(f"ErrorDocument 404 {root}404.html")
        lines += _within("mod_alias.c", [_moved(root, old, new) for old, new in moved.items()])
    return lines


def _cached() -> list[str]:
    return [r'<FilesMatch "-[0-9a-f]{8}\.[a-z0-9]+$">', f'Header set Cache-Control "{_FOREVER}"', "</FilesMatch>"]


def _moved(root: str, old: str, new: str) -> str:
    """A redirect of exactly one address."""
    return f"RedirectMatch 301 ^{re.escape(root + old)}$ {root}{new}"


def _within(module: str, lines: Sequence[str]) -> list[str]:
    """Lines for a host that has the module; a host without it would answer with an error."""
    return [f"<IfModule {module}>", *lines, "</IfModule>"] if lines else []


def _nginx(always: Mapping[str, str], root: str, moved: Mapping[str, str]) -> list[str]:
    """One location. A location with headers of its own inherits none, so that each has them all."""
    folders, hidden = "|".join(NAMED_BY_DIGEST), "|".join(map(re.escape, _FOR_HOSTS))
    lines = [
        *("index index.html;", f"error_page 404 {root}404.html;", "absolute_redirect off;"),
        *("charset utf-8;", "charset_types text/css text/xml text/javascript application/javascript application/xml image/svg+xml;"),
        *_added(always),
        *_location(f'~ "^{re.escape(root)}({folders})/"', [*_added({**always, "Cache-Control": _FOREVER}), *_typed("avif")]),
        *_location(f"^~ {root}{FOLDER}/", _added({**always, **_PRIVATE})),
        *_location(f'~ "/({hidden})$"', ["return 404;"]),
        *_typed("webmanifest"),
    ]  # fmt: skip
    for old, new in moved.items():
        lines += _location(f"= {root}{old}", [f"return 301 {root}{new};"])
    return [
        f"# Include this inside server {{ }}, whose root holds the site at {root}",
        *_location(root, lines),
    ]


def _added(headers: Mapping[str, str]) -> Iterator[str]:
    return (f'add_header {name} "{value}" always;' for name, value in headers.items())


def _typed(end: str) -> list[str]:
    """What nginx before 1.21 does not know."""
    return _location(rf'~ "\.{end}$"', ["types { }", f"default_type {_TYPES[end]};"])


def _location(match: str, lines: Iterable[str]) -> list[str]:
    return [f"location {match} {{", *(f"    {line}" for line in lines), "}"]
