"""Real servers on loopback: OpenSSH for SFTP, pyftpdlib for FTP and FTPS, moto for S3."""

import contextlib
import logging
import os
import shutil
import socket
import subprocess
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from adgen.publish.address import Address

SSHD = Path("/usr/sbin/sshd")
USER, PASSWORD = "aozora", "planted-pass-2f7c"
_CONFIG = """Port {port}
ListenAddress 127.0.0.1
HostKey {folder}/host
AuthorizedKeysFile {folder}/authorized
PidFile none
UsePAM no
StrictModes no
PasswordAuthentication no
Subsystem sftp internal-sftp
"""
_CLIENT = """Host adgen-test
  HostName 127.0.0.1
  Port {port}
  IdentityFile {folder}/key
  UserKnownHostsFile {folder}/known
"""


@dataclass(frozen=True)
class Server:
    """A running server: the address of a place on it, and where that place lies here (none for S3)."""

    address: Address
    root: Path | None
    home: Path


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def certificate_in(folder: Path) -> Path:
    """A key and a certificate of its own for localhost, in one file."""
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext",
         "subjectAltName=DNS:localhost", "-keyout", folder / "key.pem", "-out", folder / "cert.pem"],
        check=True, capture_output=True,
    )  # fmt: skip
    both = folder / "both.pem"
    both.write_bytes((folder / "key.pem").read_bytes() + (folder / "cert.pem").read_bytes())
    return both


@contextlib.contextmanager
def sshd(folder: Path) -> Iterator[Server]:
    """OpenSSH as whoever runs the tests, with keys of its own; `~/.ssh/config` in `home` knows it as adgen-test."""
    assert SSHD.exists(), "OpenSSH's server is missing: sh tests/publish/install.sh"
    folder.mkdir(parents=True)
    for name in ("host", "key"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / name], check=True)
    shutil.copy(folder / "key.pub", folder / "authorized")
    port = free_port()
    kind, key, *_ = (folder / "host.pub").read_text("utf-8").split()
    (folder / "known").write_text(f"[127.0.0.1]:{port} {kind} {key}\n", "utf-8")
    home = folder / "home"
    (home / ".ssh").mkdir(parents=True, mode=0o700)
    (home / ".ssh/config").write_text(_CLIENT.format(port=port, folder=folder), "utf-8")
    (folder / "config").write_text(_CONFIG.format(port=port, folder=folder), "utf-8")
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)
    server = subprocess.Popen([SSHD, "-D", "-e", "-f", folder / "config"], stderr=subprocess.DEVNULL)
    try:
        _answers(port)
        yield Server(Address("sftp", f"{folder}/www", "adgen-test"), folder / "www", home)
    finally:
        server.terminate()
        server.wait(10)


@contextlib.contextmanager
def ftpd(
    folder: Path,
    certificate: Path | None = None,
    room: Callable[[], int] = lambda: 1,
    breaks: Callable[[], bool] = lambda: False,
) -> Iterator[Server]:
    """pyftpdlib; with a certificate it speaks TLS only. Before each file it asks whether there is room, or the line breaks."""
    # It stands on asyncore, which Python 3.11 says will go; on later ones it brings its own.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        from pyftpdlib.authorizers import DummyAuthorizer
        from pyftpdlib.handlers import FTPHandler, TLS_FTPHandler
        from pyftpdlib.ioloop import IOLoop
        from pyftpdlib.servers import ThreadedFTPServer

    # Else it tells every command on the terminal.
    logging.getLogger("pyftpdlib").addHandler(logging.NullHandler())
    (folder / "www").mkdir(parents=True)
    users = DummyAuthorizer()
    users.add_user(USER, PASSWORD, str(folder), perm="elradfmw")

    class Handler(TLS_FTPHandler if certificate else FTPHandler):  # type: ignore[misc]
        authorizer = users
        auth_failed_timeout = 0
        if certificate:
            certfile = str(certificate)
            tls_control_required = tls_data_required = True

        def ftp_STOR(self, file: str, mode: str = "w") -> object:  # noqa: N802 - the name of the command
            if breaks():
                self.close()
                return None
            if room() <= 0:
                self.respond("552 No space left on device.")
                return None
            return super().ftp_STOR(file, mode)

    class Ftp(ThreadedFTPServer):  # type: ignore[misc]
        # All servers share one otherwise: the end of the first is the end of all.
        _exit = threading.Event()

    server = Ftp(("127.0.0.1", 0), Handler, ioloop=IOLoop())
    port = server.address[1]
    running = threading.Thread(target=server.serve_forever, kwargs={"timeout": 0.05, "handle_exit": False}, daemon=True)
    running.start()
    try:
        host, kind = ("localhost", "ftps") if certificate else ("127.0.0.1", "ftp")
        yield Server(Address(kind, "www", host, port, USER), folder / "www", folder)
    finally:
        server.close_all()
        running.join(10)


@contextlib.contextmanager
def s3d(folder: Path) -> Iterator[Server]:
    """moto's server with an empty bucket."""
    import boto3
    from moto.server import ThreadedMotoServer

    folder.mkdir(parents=True)
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    endpoint = f"http://{host}:{port}"
    try:
        boto3.client("s3", endpoint_url=endpoint).create_bucket(Bucket="adgen-test")
        yield Server(Address("s3", "www", "adgen-test", endpoint=endpoint), None, folder)
    finally:
        server.stop()


def _answers(port: int) -> None:
    until = time.monotonic() + 20
    while time.monotonic() < until:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.02)
    raise TimeoutError(port)
