"""What Apache and nginx really answer, with the files that adgen writes for them; a server that is not installed is told."""

import http.client
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests import make
from tests.conftest import Build
from tests.plan.planning import more

TOKEN = "0123456789abcdef" * 2
CHANGES = make.merged(
    more("cases/living/case.md", "旧アドレス: old/living.html, 2019/"),
    {"requests": {f"{TOKEN}.yaml": "業種: 壁紙\n作成日: 2026-11-20\n"}},
)
APACHE_MODULES = Path("/usr/lib/apache2/modules")
Ask = Callable[[str], http.client.HTTPResponse]


@pytest.fixture(scope="module", params=["/", "/a/b/"])
def root(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def public(root: str, tmp_path: Path, build: Build) -> Iterator[Path]:
    """A folder as a host has it, with the site at its address, which every user of the machine may read."""
    address = make.SITE["site.yaml"].replace("https://example.jp/a/", f"https://example.jp{root}")
    folder = make.site(tmp_path / "aozora", {**CHANGES, "site.yaml": address})
    with tempfile.TemporaryDirectory() as place:
        Path(place).chmod(0o755)
        target = Path(place) / "public" / root.strip("/")
        assert build(folder, target).is_built
        yield Path(place) / "public"


def test_apache(public: Path, root: str) -> None:
    program = shutil.which("apache2") or shutil.which("httpd")
    if not program or not APACHE_MODULES.is_dir() or not Path("/etc/mime.types").exists():
        pytest.skip("Apache is not installed here (Debian: apt install apache2)")
    with _running(lambda port: [program, "-X", "-f", str(_apache(public, port))]) as ask:
        _check(ask, root, public)


def test_nginx(public: Path, root: str) -> None:
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if not program:
        pytest.skip("nginx is not installed here (Debian: apt install nginx-light)")
    with _running(lambda port: [program, "-c", str(_nginx(public, port, root))]) as ask:
        _check(ask, root, public)
        for name in ("_nginx.conf", "_headers", "_redirects", ".htaccess", ".adgen.json"):
            assert ask(f"{root}{name}").status == 404, name


def _check(ask: Ask, root: str, public: Path) -> None:
    home = ask(root)
    assert (home.status, home.headers.get_content_type()) == (200, "text/html")
    assert home.headers.get_content_charset() == "utf-8"
    assert home.headers["Content-Security-Policy"].endswith("form-action 'none'; frame-ancestors 'self'")
    assert home.headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert home.headers["X-Content-Type-Options"] == "nosniff"
    assert home.headers["X-Robots-Tag"] is None
    for pattern, kind in (
        ("photos/*.avif", "image/avif"),
        ("photos/*.jpg", "image/jpeg"),
        ("assets/*.css", "text/css"),
    ):
        path = next((public / root.strip("/")).glob(pattern))
        found = ask(f"{root}{path.relative_to(public / root.strip('/'))}")
        assert (found.status, found.headers.get_content_type()) == (200, kind)
        assert found.headers["Cache-Control"] == "public, max-age=31536000, immutable", path
        assert "frame-ancestors" in found.headers["Content-Security-Policy"]
    assert ask(f"{root}manifest.webmanifest").headers.get_content_type() == "application/manifest+json"
    request = ask(f"{root}requests/{TOKEN}.html")
    assert request.status == 200
    assert request.headers.get_all("X-Robots-Tag") == ["noindex, nofollow"]
    assert request.headers.get_all("Referrer-Policy") == ["no-referrer"]
    assert request.headers.get_all("Cache-Control") == ["private, no-cache"]
    assert TOKEN.encode() not in ask(f"{root}requests/").read()
    missing = ask(f"{root}no/where.html")
    assert missing.status == 404
    assert missing.read() == (public / root.strip("/") / "404.html").read_bytes()
    for old in ("old/living.html", "2019/", "2019/index.html"):
        moved = ask(f"{root}{old}")
        assert (moved.status, urlsplit(moved.headers["Location"]).path) == (301, f"{root}cases/living.html")


@contextmanager
def _running(command: Callable[[int], list[str]]) -> Iterator[Ask]:
    """A server on a port of its own until the block ends, and what asks it for a path, redirects not followed."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(command(port), stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        for _ in range(300):
            if process.poll() is not None:
                assert process.stdout
                pytest.fail(process.stdout.read().decode())
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield lambda path: _get(port, path)
    finally:
        process.terminate()
        process.wait(30)
        assert process.stdout
        process.stdout.close()


def _get(port: int, path: str) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path, headers={"Connection": "close"})
    return connection.getresponse()


def _apache(public: Path, port: int) -> Path:
    """A server as a rental host has it: everything that .htaccess may ask for is allowed but Options."""
    modules = [
        p
        for name in ("mpm_event", "authz_core", "dir", "mime", "alias", "headers", "setenvif")
        if (p := APACHE_MODULES / f"mod_{name}.so").exists()
    ]
    user = "User www-data\nGroup www-data\n" if os.geteuid() == 0 else ""
    config = public.parent / "httpd.conf"
    config.write_text(
        "\n".join(f"LoadModule {p.stem.removeprefix('mod_')}_module {p}" for p in modules)
        + f"\n{user}ServerName localhost\nListen 127.0.0.1:{port}\nPidFile {public.parent}/pid\nErrorLog {public.parent}/error.log\n"
        f"TypesConfig /etc/mime.types\nDocumentRoot {public}\n"
        f'<Directory {public}>\nAllowOverride FileInfo Indexes\nRequire all granted\n</Directory>\n<Files ".ht*">\nRequire all denied\n</Files>\n'
    )
    return config


def _nginx(public: Path, port: int, root: str) -> Path:
    config = public.parent / "nginx.conf"
    kept = "\n".join(
        f"{kind}_temp_path {public.parent}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    config.write_text(
        f"{'user root;' if os.geteuid() == 0 else ''}\ndaemon off;\nmaster_process off;\npid {public.parent}/pid;\nerror_log stderr;\n"
        f"events {{ }}\nhttp {{\ninclude /etc/nginx/mime.types;\naccess_log off;\n{kept}\n"
        f"server {{\nlisten 127.0.0.1:{port};\nroot {public};\ninclude {public / root.strip('/')}/_nginx.conf;\n}}\n}}\n"
    )
    return config
