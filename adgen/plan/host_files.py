"""Files that tell a host what a meta tag cannot, or not early enough: headers, types, redirects.

`_headers` and `_redirects` are read by Cloudflare Pages and Netlify, `.htaccess` by Apache, which most Japanese rental servers run.
The folder of request pages is named as a whole, never a page in it. `.htaccess` has no `Options` line: where a host does not allow
that, it answers every request of the site with an error.
"""

import re
from collections.abc import Mapping, Sequence
from urllib.parse import quote

from adgen.model.request import FOLDER

_FOREVER = "public, max-age=31536000, immutable"
# Names in these folders change with their content.
_NAMED_BY_DIGEST = ("photos", "assets")
_PRIVATE = {
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "private, no-cache",
}
_TYPES = (
    "AddCharset utf-8 .html .css .js .xml .svg",
    "AddType image/avif .avif",
    "AddType application/manifest+json .webmanifest",
)


def host_files(policy: str, root: str | None, redirects: Mapping[str, str]) -> dict[str, bytes]:
    """Path -> bytes. `policy` is what every page may load, `root` the path of the site's address ("/" or "/a/"), None when unknown.

    `redirects` are paths below the root. Without a root there is no telling where they lead from.
    """
    # Apache fills in ${…} from its own environment, Netlify :names from the address that is asked for.
    root = quote(root, safe="/-._~%") if root else root
    always = {
        "Content-Security-Policy": f"{policy}; frame-ancestors 'self'",
        "X-Content-Type-Options": "nosniff",
    }
    files = {"_headers": _headers(always, root or "/"), ".htaccess": _htaccess(always, root, redirects)}
    if root and redirects:
        files["_redirects"] = [f"{root}{old} {root}{new} 301" for old, new in redirects.items()]
    return {path: ("\n".join(lines) + "\n").encode() for path, lines in files.items()}


def _headers(always: Mapping[str, str], root: str) -> list[str]:
    rules = {
        f"{root}*": always,
        **{f"{root}{folder}/*": {"Cache-Control": _FOREVER} for folder in _NAMED_BY_DIGEST},
        f"{root}{FOLDER}/*": _PRIVATE,
    }
    return [line for path, found in rules.items() for line in (path, *(f"  {k}: {v}" for k, v in found.items()))]


def _htaccess(always: Mapping[str, str], root: str | None, redirects: Mapping[str, str]) -> list[str]:
    private = [f'Header set {name} "{value}" env=adgen_request' for name, value in _PRIVATE.items()]
    lines = [
        "DirectoryIndex index.html",
        *_within("mod_mime.c", _TYPES),
        *_within("mod_setenvif.c", [f'SetEnvIf Request_URI "/{FOLDER}/" adgen_request']),
        *_within("mod_headers.c", [*(f'Header set {name} "{value}"' for name, value in always.items()), *_cached(), *private]),
    ]  # fmt: skip
    if root:
        lines.append(f"ErrorDocument 404 {root}404.html")
        lines += _within("mod_alias.c", [_moved(root, old, new) for old, new in redirects.items()])
    return lines


def _cached() -> list[str]:
    return [r'<FilesMatch "-[0-9a-f]{8}\.[a-z0-9]+$">', f'Header set Cache-Control "{_FOREVER}"', "</FilesMatch>"]


def _moved(root: str, old: str, new: str) -> str:
    """A redirect of exactly one address; a folder is also known by its index.html."""
    pattern = re.escape(root + old).replace(r"/index\.html", r"/(?:index\.html)?")
    return f"RedirectMatch 301 ^{pattern}$ {root}{new}"


def _within(module: str, lines: Sequence[str]) -> list[str]:
    """Lines for a host that has the module; a host without it would answer with an error."""
    return [f"<IfModule {module}>", *lines, "</IfModule>"] if lines else []
