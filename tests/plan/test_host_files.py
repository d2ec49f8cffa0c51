"""What hosts are told: headers, types, redirects; the folder of request pages as a whole, and no page in it."""

import re
from pathlib import Path

from adgen.plan.host_files import host_files, joint_host_files
from tests import make
from tests.plan.planning import more, plan_of

TOKEN = "0123456789abcdef" * 2
MOVED = more("cases/living/case.md", "旧アドレス: old/living.html, 2019/")


def texts(tmp_path: Path, base: str = "https://example.jp/a/", changes: make.Files | None = None) -> dict[str, str]:
    plan = plan_of(tmp_path, changes, base)
    names = ("_headers", "_redirects", ".htaccess")
    return {name: plan.files[name].decode() for name in names if name in plan.files}


def rules(headers: str) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    path = ""
    for line in headers.splitlines():
        if line.startswith(" "):
            name, _, value = line.strip().partition(": ")
            found[path][name] = value
        else:
            path = line
            found[path] = {}
    return found


def test_headers(tmp_path: Path) -> None:
    found = rules(texts(tmp_path)["_headers"])
    assert list(found) == ["/a/*", "/a/photos/*", "/a/assets/*", "/a/requests/*"]
    policy = found["/a/*"]["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; ")
    assert policy.endswith("form-action 'none'; frame-ancestors 'self'")
    assert "immutable" in found["/a/photos/*"]["Cache-Control"]
    assert found["/a/requests/*"]["X-Robots-Tag"] == "noindex, nofollow"
    assert found["/a/requests/*"]["Referrer-Policy"] == "no-referrer"
    assert found["/a/*"]["Referrer-Policy"] == "strict-origin-when-cross-origin"
    # Where two rules fit, hosts join the values by a comma, and of policies for the referrer the last one counts.
    assert list(found).index("/a/*") < list(found).index("/a/requests/*")


def test_a_form_may_be_sent_where_it_goes(tmp_path: Path) -> None:
    form = more("site.yaml", "フォーム:", "  送信先: https://form.example.jp/x", "  利用目的: お返事のため")
    assert "form-action https://form.example.jp;" in texts(tmp_path, changes=form)["_headers"]


def test_moved_pages(tmp_path: Path) -> None:
    found = texts(tmp_path, changes=MOVED)
    assert found["_redirects"].splitlines() == [
        "/a/old/living.html /a/cases/living.html 301",
        "/a/2019/ /a/cases/living.html 301",
        "/a/2019/index.html /a/cases/living.html 301",
    ]
    lines = re.findall(r"RedirectMatch 301 (\S+) (\S+)", found[".htaccess"])
    assert [target for _, target in lines] == ["/a/cases/living.html"] * 3
    (one, _), (folder, _), (index, _) = lines
    assert [
        bool(re.search(one, at)) for at in ("/a/old/living.html", "/a/old/livingxhtml", "/b/a/old/living.html")
    ] == [
        True,
        False,
        False,
    ]
    for pattern, path in ((folder, "/a/2019/"), (index, "/a/2019/index.html")):
        assert [at for at in ("/a/2019/", "/a/2019/index.html", "/a/2019/x") if re.search(pattern, at)] == [path]


def test_without_an_address_nothing_depends_on_it(tmp_path: Path) -> None:
    found = texts(tmp_path, base="", changes=MOVED)
    assert "_redirects" not in found
    assert "_nginx.conf" not in plan_of(tmp_path, base="").files
    assert "ErrorDocument" not in found[".htaccess"]
    assert "Redirect" not in found[".htaccess"]
    assert next(iter(rules(found["_headers"]))) == "/*"


def test_apache_needs_no_right_and_no_module(tmp_path: Path) -> None:
    lines = texts(tmp_path, changes=MOVED)[".htaccess"].splitlines()
    assert not [line for line in lines if line.startswith("Options")]
    depth = 0
    for line in lines:
        depth += line.startswith("<IfModule") - (line == "</IfModule>")
        is_of_a_module = line.split()[0] in ("Header", "AddType", "AddCharset", "SetEnvIf", "RedirectMatch")
        assert depth == 1 or not is_of_a_module, line
    assert depth == 0
    assert "ErrorDocument 404 /a/404.html" in lines


def test_no_request_is_named(tmp_path: Path) -> None:
    request = {"requests": {f"{TOKEN}.yaml": "業種: 壁紙\n作成日: 2026-11-20\n"}}
    plan = plan_of(tmp_path, request)
    told = b"".join(plan.files.values()).decode("utf-8", "replace")
    assert TOKEN not in told
    assert "/a/requests/*" in told
    (index,) = [p for p in plan.pages if p.path == "requests/index.html"]
    assert index.values["page"].robots == "noindex"
    assert not index.is_secret
    assert TOKEN not in repr(index.values)
    assert "requests/index.html" not in {p.path for p in plan_of(tmp_path / "none").pages}


def test_names_are_escaped() -> None:
    found = host_files("default-src 'none'", "/", {"a.b/c+d.html": "index.html"})
    (pattern,) = re.findall(rb"RedirectMatch 301 (\S+)", found[".htaccess"])
    assert re.fullmatch(pattern.decode(), "/a.b/c+d.html")
    assert not re.fullmatch(pattern.decode(), "/aXb/c+d.html")


def test_the_files_of_all_sites_at_one_host() -> None:
    lines = ["/b/mizu/old.html /b/mizu/index.html 301", "/b/kaze/old.html /b/kaze/index.html 301"]
    found = joint_host_files(
        "/b/", lines, ["https://example.jp/b/mizu/sitemap.xml", "https://example.jp/b/kaze/sitemap.xml"]
    )
    headers = rules(found["_headers"].decode())
    assert list(headers) == ["/b/*", "/b/:site/photos/*", "/b/:site/assets/*", "/b/:site/requests/*"]
    # A second policy could only narrow that of the page, and forms go elsewhere on each site.
    assert headers["/b/*"]["Content-Security-Policy"] == "frame-ancestors 'self'"
    assert headers["/b/:site/requests/*"]["X-Robots-Tag"] == "noindex, nofollow"
    assert found["_redirects"].decode().splitlines() == lines
    assert found["robots.txt"].decode().splitlines() == [
        "User-agent: *",
        "Disallow:",
        "Sitemap: https://example.jp/b/mizu/sitemap.xml",
        "Sitemap: https://example.jp/b/kaze/sitemap.xml",
    ]
    assert "_redirects" not in joint_host_files("/", [], [])


def test_an_address_is_no_instruction_to_the_host() -> None:
    files = host_files("default-src 'none'", "/${HOME}/:x/$1/山/", {"old.html": "index.html"})
    written = b"".join(files.values()).decode()
    assert not re.search(r"\$\{|/:|\$1|[^\x00-\x7f]", written)
    assert "/%24%7BHOME%7D/%3Ax/%241/%E5%B1%B1/index.html" in written
