"""A server by SFTP. Who one is and whom one trusts is the system's own affair: ~/.ssh/config, ssh-agent, known_hosts.

All goes through one connection: a file takes four answers of the server, and with many files under way nobody waits for one.
"""

import asyncio
import contextlib
import gc
import logging
from collections.abc import Awaitable, Callable, Iterable, Iterator
from typing import Any, TypeVar

import asyncssh

from adgen.problems import AdgenError, Place, problem
from adgen.publish.address import Address
from adgen.publish.reasons import reason
from adgen.publish.secrets import login
from adgen.publish.target import Done, broken, full, part_of, refused

T = TypeVar("T")
_AT_ONCE = 32
_SECONDS = 20
_LOST = (asyncssh.SFTPNoConnection, asyncssh.SFTPConnectionLost)
# The processor does AES itself: a third of the time that asyncssh's first choice takes.
_CIPHERS = [
    "aes128-gcm@openssh.com",
    "aes256-gcm@openssh.com",
    "chacha20-poly1305@openssh.com",
    "aes256-ctr",
    "aes128-ctr",
]


class SftpTarget:
    """Written beside and renamed into place, in one step where the server can (OpenSSH does)."""

    def __init__(self, address: Address) -> None:
        """Log in. Raises AdgenError: E703 no answer, E704 an unknown host key, E706 the login."""
        self.name = str(address)
        self._root = address.path or "."
        self._folders: dict[str, asyncio.Future[None]] = {}
        # It tells every file by name, on a level that nobody asked for.
        logging.getLogger("asyncssh").setLevel(logging.CRITICAL)
        self._runner = asyncio.Runner()
        try:
            with _told(address, self.name):
                self._connection, self._files = self._runner.run(_connect(address))
        except BaseException:
            self._runner.close()
            raise

    def read(self, path: str) -> bytes | None:
        return self._run(path, lambda: self._read(path))

    async def _read(self, path: str) -> bytes | None:
        try:
            async with self._files.open(self._at(path), "rb") as file:
                data: bytes = await file.read()
                return data
        except (asyncssh.SFTPNoSuchFile, asyncssh.SFTPNoSuchPath):
            return None

    def names(self, folder: str) -> list[str]:
        async def listed() -> list[str]:
            try:
                return [str(name) for name in await self._files.listdir(self._at(folder)) if name not in (".", "..")]
            except (asyncssh.SFTPNoSuchFile, asyncssh.SFTPNoSuchPath):
                return []

        return self._run(folder, listed)

    def write(self, files: Iterable[tuple[str, bytes]], done: Done) -> None:
        async def one(file: tuple[str, bytes]) -> None:
            await self._write(*file)
            done(file[0])

        # What was imported so far is looked through again and again otherwise, a tenth of the time that the processor takes.
        gc.freeze()
        try:
            self._run("", lambda: _at_once(one, files))
        finally:
            gc.unfreeze()

    async def _write(self, path: str, data: bytes) -> None:
        target, part = self._at(path), self._at(part_of(path))
        try:
            await self._make_folder(target.rpartition("/")[0])
            async with self._files.open(part, "wb") as file:
                await file.write(data)
            await self._rename(part, target)
        except _LOST:
            raise
        except asyncssh.SFTPFailure as error:
            raise await self._failed(path, len(data), error) from None
        except asyncssh.SFTPError as error:
            raise refused(self.name, path, error.reason) from None

    async def _failed(self, path: str, size: int, error: asyncssh.SFTPError) -> AdgenError:
        """The protocol has no word for a full disk; the room that is left tells."""
        with contextlib.suppress(asyncssh.Error):
            await self._files.remove(self._at(part_of(path)))
            state = await self._files.statvfs(self._root)
            if (state.bavail or 0) * (state.frsize or 0) <= size:
                return full(self.name, path)
        return refused(self.name, path, error.reason)

    async def _rename(self, part: str, target: str) -> None:
        try:
            await self._files.posix_rename(part, target)
        except asyncssh.SFTPOpUnsupported:
            with contextlib.suppress(asyncssh.SFTPNoSuchFile):
                await self._files.remove(target)
            await self._files.rename(part, target)

    async def _make_folder(self, folder: str) -> None:
        """Make a folder once, however many files wait for it."""
        if folder not in self._folders:
            self._folders[folder] = asyncio.ensure_future(self._made(folder))
        await self._folders[folder]

    async def _made(self, folder: str) -> None:
        try:
            await self._files.mkdir(folder)
        except (asyncssh.SFTPNoSuchFile, asyncssh.SFTPNoSuchPath):
            await self._make_folder(folder.rpartition("/")[0] or "/")
            await self._files.mkdir(folder)
        except asyncssh.SFTPError:
            # It is there already; where it is not, the file that should lie in it tells.
            return

    def remove(self, paths: Iterable[str], done: Done) -> None:
        async def one(path: str) -> None:
            with contextlib.suppress(asyncssh.SFTPNoSuchFile, asyncssh.SFTPNoSuchPath):
                await self._files.remove(self._at(path))
            done(path)

        self._run("", lambda: _at_once(one, paths))

    def claim(self, path: str, data: bytes) -> bool:
        async def claimed() -> bool:
            await self._make_folder(self._root)
            try:
                async with self._files.open(self._at(path), "xb") as file:
                    await file.write(data)
            except asyncssh.SFTPError:
                # The protocol's own word for "it is there" is that of any other failure.
                if await self._files.exists(self._at(path)):
                    return False
                raise
            return True

        return self._run(path, claimed)

    def close(self) -> None:
        with contextlib.suppress(Exception):
            self._connection.abort()
        self._runner.close()

    def _at(self, path: str) -> str:
        return f"{self._root}/{path}"

    def _run(self, path: str, work: Callable[[], Awaitable[T]]) -> T:
        async def awaited() -> T:
            return await work()

        try:
            return self._runner.run(awaited())
        except (*_LOST, asyncssh.DisconnectError, OSError) as error:
            raise broken(self.name, error) from None
        except asyncssh.SFTPError as error:
            raise refused(self.name, path, error.reason) from None


async def _connect(address: Address) -> tuple[asyncssh.SSHClientConnection, asyncssh.SFTPClient]:
    known = login(address.host)
    given: dict[str, Any] = {"port": address.port, "username": address.user or known.user, "password": known.password}
    settings = {name: value for name, value in given.items() if value}
    connection = await asyncssh.connect(
        address.host, login_timeout=_SECONDS, connect_timeout=_SECONDS, keepalive_interval=_SECONDS,
        encryption_algs=_CIPHERS, compression_algs=None, **settings,
    )  # fmt: skip
    return connection, await connection.start_sftp_client()


@contextlib.contextmanager
def _told(address: Address, name: str) -> Iterator[None]:
    try:
        yield
    except asyncssh.HostKeyNotVerifiable:
        port = f" -p {address.port}" if address.port else ""
        raise AdgenError([problem("E704", Place(name), host=address.host, port=port)]) from None
    except asyncssh.PermissionDenied:
        raise AdgenError([problem("E706", Place(name))]) from None
    except (asyncssh.Error, OSError, ValueError) as error:
        raise AdgenError([problem("E703", Place(name), **reason(error))]) from None


async def _at_once(work: Callable[[T], Awaitable[None]], jobs: Iterable[T]) -> None:
    """Do `work` for each of the jobs, many at a time; the first mistake ends the others."""
    left = iter(jobs)

    async def worker() -> None:
        for job in left:
            await work(job)

    try:
        async with asyncio.TaskGroup() as group:
            for _ in range(_AT_ONCE):
                group.create_task(worker())
    except BaseExceptionGroup as errors:
        raise errors.exceptions[0] from None
