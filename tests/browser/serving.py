"""A small host on the loopback interface, as strict as the public ones: what does not stand there is a 404."""

import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

_TEXTS = (".html", ".css", ".js", ".svg", ".txt", ".xml", ".webmanifest")


class _Host(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Head and body are two writes; held back together they would cost 40 ms each.
    disable_nagle_algorithm = True
    timeout = 30
    extensions_map = {**SimpleHTTPRequestHandler.extensions_map, ".avif": "image/avif", ".xml": "application/xml"}  # noqa: RUF012 - as the parent class has it

    def log_message(self, format: str, *args: object) -> None:
        """The tests say what went wrong."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Public hosts answer a wrong address with the site's own page."""
        own = Path(self.directory) / "404.html"
        if code != 404 or not own.is_file():
            super().send_error(code, message, explain)
            return
        body = own.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class _Compressing(_Host):
    """As public hosts do: text goes out compressed."""

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if path.suffix not in _TEXTS or not path.is_file():
            super().do_GET()
            return
        body = gzip.compress(path.read_bytes(), mtime=0)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class _Quiet(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that closes a page drops its connections."""


@contextmanager
def served(folder: Path, *, compressing: bool = False) -> Iterator[str]:
    """The address, with `/` at the end, at which the folder stands until the block ends."""
    host = _Compressing if compressing else _Host
    with _Quiet(("127.0.0.1", 0), partial(host, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()
