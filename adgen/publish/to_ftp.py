"""A rental server by FTP, or by FTPS: the same with TLS, where the certificate has to be right."""

import contextlib
import ftplib
import io
import ssl
from collections.abc import Iterable, Iterator
from queue import SimpleQueue
from socket import socket

from adgen.problems import AdgenError, Place, problem
from adgen.publish.address import Address
from adgen.publish.reasons import reason
from adgen.publish.secrets import Login, login
from adgen.publish.target import Done, broken, full, in_parallel, part_of, refused

# Rental servers allow one customer few connections.
_AT_ONCE = 4
_SECONDS = 30
_NO_ROOM = ("452", "552")
# Some servers have no list of an empty folder for the moment.
_MISSING = ("550", "450")
_ERRORS: tuple[type[Exception], ...] = (*ftplib.all_errors, ValueError)


class _Tls(ftplib.FTP_TLS):
    """Servers may ask that the data come from whom they know: each connection goes on with the session of the first."""

    def ntransfercmd(self, cmd: str, rest: int | str | None = None) -> tuple[socket, int | None]:
        made, size = super(ftplib.FTP_TLS, self).ntransfercmd(cmd, rest)
        if self._prot_p:  # type: ignore[attr-defined]
            session = self.sock.session  # type: ignore[union-attr]
            made = self.context.wrap_socket(made, server_hostname=self.host, session=session)
        return made, size


class FtpTarget:
    """Written beside and renamed into place; a server that renames over nothing loses the old file for a moment."""

    def __init__(self, address: Address) -> None:
        """Log in. Raises AdgenError: E703 no answer, E706 the login."""
        self.name = str(address)
        self._address = address
        self._login = login(address.host)
        self._folders: set[str] = set()
        self._free: SimpleQueue[ftplib.FTP] = SimpleQueue()
        self._free.put(self._connect())

    def read(self, path: str) -> bytes | None:
        found = io.BytesIO()
        with self._connection(path) as ftp:
            try:
                ftp.retrbinary(f"RETR {self._at(path)}", found.write)
            except ftplib.error_perm as error:
                if str(error).startswith(_MISSING):
                    return None
                raise
        return found.getvalue()

    def names(self, folder: str) -> list[str]:
        with self._connection(folder) as ftp:
            try:
                return sorted(name.rpartition("/")[2] for name in ftp.nlst(self._at(folder)))
            except (ftplib.error_perm, ftplib.error_temp) as error:
                if str(error).startswith(_MISSING):
                    return []
                raise

    def write(self, files: Iterable[tuple[str, bytes]], done: Done) -> None:
        in_parallel(self._write, files, _AT_ONCE, done)

    def _write(self, file: tuple[str, bytes]) -> str:
        path, data = file
        target, part = self._at(path), self._at(part_of(path))
        with self._connection(path) as ftp:
            self._make_folder(ftp, target.rpartition("/")[0])
            ftp.storbinary(f"STOR {part}", io.BytesIO(data))
            try:
                ftp.rename(part, target)
            except ftplib.error_perm:
                with contextlib.suppress(ftplib.error_perm):
                    ftp.delete(target)
                ftp.rename(part, target)
        return path

    def _make_folder(self, ftp: ftplib.FTP, folder: str) -> None:
        """Every folder on the way; whether one is there, making it tells, and what cannot be made, writing tells."""
        if not folder or folder in self._folders:
            return
        self._make_folder(ftp, folder.rpartition("/")[0])
        with contextlib.suppress(ftplib.error_perm):
            ftp.mkd(folder)
        self._folders.add(folder)

    def remove(self, paths: Iterable[str], done: Done) -> None:
        in_parallel(self._remove, paths, _AT_ONCE, done)

    def _remove(self, path: str) -> str:
        with self._connection(path) as ftp:
            try:
                ftp.delete(self._at(path))
            except ftplib.error_perm as error:
                if not str(error).startswith(_MISSING):
                    raise
        return path

    def claim(self, path: str, data: bytes) -> bool:
        """FTP cannot write what must not be there: it is looked for first, and read again afterwards."""
        if self.read(path) is not None:
            return False
        self.write([(path, data)], lambda _: None)
        return self.read(path) == data

    def close(self) -> None:
        while not self._free.empty():
            with contextlib.suppress(*ftplib.all_errors):
                self._free.get().quit()

    def _at(self, path: str) -> str:
        return f"{self._address.path}/{path}" if self._address.path else path

    @contextlib.contextmanager
    def _connection(self, path: str) -> Iterator[ftplib.FTP]:
        """One of the open connections, else a new one; after a mistake of the line it is not used again."""
        ftp = self._connect() if self._free.empty() else self._free.get()
        try:
            yield ftp
        except (ftplib.error_perm, ftplib.error_temp) as error:
            self._free.put(ftp)
            code = str(error)[:3]
            raise full(self.name, path) if code in _NO_ROOM else refused(self.name, path, str(error)) from None
        except _ERRORS as error:
            ftp.close()
            raise broken(self.name, error) from None
        self._free.put(ftp)

    def _connect(self) -> ftplib.FTP:
        encrypted = self._address.kind == "ftps"
        ftp = (
            _Tls(context=ssl.create_default_context(), timeout=_SECONDS) if encrypted else ftplib.FTP(timeout=_SECONDS)  # noqa: S321 - told by W701
        )
        try:
            ftp.encoding = "utf-8"
            ftp.connect(self._address.host, self._address.port or ftplib.FTP_PORT)
            _enter(ftp, self._address.user or self._login.user, self._login)
        except ftplib.error_perm:
            ftp.close()
            raise AdgenError([problem("E706", Place(self.name))]) from None
        except _ERRORS as error:
            ftp.close()
            raise AdgenError([problem("E703", Place(self.name), **reason(error))]) from None
        return ftp


def _enter(ftp: ftplib.FTP, user: str, known: Login) -> None:
    ftp.login(user, known.password)
    if isinstance(ftp, ftplib.FTP_TLS):
        ftp.prot_p()
