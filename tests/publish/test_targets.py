"""What every target can do, on a folder and on real servers; and what their refusals are called."""

import itertools
import os
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from adgen.problems import AdgenError
from adgen.publish.address import Address
from adgen.publish.listed import LIST
from adgen.publish.open import open_target
from adgen.publish.secrets import PASSWORD as VARIABLE
from adgen.publish.to_sftp import SftpTarget
from tests.publish.servers import PASSWORD, USER, Server, certificate_in, ftpd, s3d, sshd
from tests.publish.trees import ONE, REQUEST, TOKEN, TWO, WISH, broken_links, page, published, send, tree

KINDS = ("folder", "sftp", "ftp", "ftps", "s3")


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return certificate_in(tmp_path_factory.mktemp("tls"))


@pytest.fixture(scope="session")
def servers(tmp_path_factory: pytest.TempPathFactory, certificate: Path) -> Iterator[dict[str, Server]]:
    folder = tmp_path_factory.mktemp("servers")
    os.environ.update(AWS_ACCESS_KEY_ID="planted-key", AWS_SECRET_ACCESS_KEY=PASSWORD, AWS_DEFAULT_REGION="us-east-1")
    with (
        sshd(folder / "ssh") as ssh,
        ftpd(folder / "ftp") as ftp,
        ftpd(folder / "ftps", certificate) as ftps,
        s3d(folder / "s3") as s3,
    ):
        here = Server(Address("folder", str(folder / "here/www")), folder / "here/www", folder)
        yield {"folder": here, "sftp": ssh, "ftp": ftp, "ftps": ftps, "s3": s3}
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_DEFAULT_REGION"):
        os.environ.pop(name)


@pytest.fixture(params=KINDS)
def place(
    request: pytest.FixtureRequest,
    servers: dict[str, Server],
    certificate: Path,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> Server:
    """A place of its own on each server, and whoever logs in there."""
    server = servers[request.param]
    name = tmp_path.name
    monkeypatch.setenv("HOME", str(server.home))
    monkeypatch.setenv(VARIABLE, PASSWORD)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    root = server.root / name if server.root else None
    return Server(replace(server.address, path=f"{server.address.path}/{name}"), root, server.home)


def codes(error: pytest.ExceptionInfo[AdgenError]) -> list[str]:
    return [found.code for found in error.value.problems]


def test_what_every_target_can_do(place: Server) -> None:
    done: list[str] = []
    with open_target(place.address) as target:
        assert (target.read("index.html"), target.names("requests")) == (None, [])
        assert target.claim(".lock", b"one") is True
        assert target.claim(".lock", b"two") is False
        assert target.read(".lock") == b"one"
        files = {f"deep/er/{n}.html": bytes([n]) * n * 1000 for n in range(40)} | {"日本語 あ.txt": b"x", "empty": b""}
        target.write(files.items(), done.append)
        assert sorted(done) == sorted(files)
        assert {path: target.read(path) for path in files} == files
        target.write([("empty", b"full"), ("deep/er/0.html", b"")], done.append)
        assert (target.read("empty"), target.read("deep/er/0.html")) == (b"full", b"")
        assert sorted(target.names("deep/er")) == sorted(f"{n}.html" for n in range(40))
        target.remove(["empty", "not/there", "deep/er/1.html"], done.append)
        assert (target.read("empty"), target.read("deep/er/1.html")) == (None, None)
        assert target.read("deep/er/2.html") is not None
    if place.root:
        assert not [path for path in place.root.rglob("*") if "adgen-part" in path.name]


def test_a_site_and_its_next_version(place: Server, tmp_path: Path) -> None:
    tree(tmp_path / "a", {**ONE, REQUEST: "依頼", "requests/index.html": ""}, secret=REQUEST)
    site = tree(tmp_path / "a", {**ONE, REQUEST: "依頼", "requests/index.html": ""}, secret=REQUEST)
    assert len(send(site, place.address, tmp_path / "memory").added) == len(ONE) + 2
    assert send(site, place.address, tmp_path / "memory").bytes == 0
    site = tree(tmp_path / "a", {**ONE, "cases/b.html": page(text="一言"), "requests/index.html": ""})
    done = send(site, place.address, tmp_path / "memory")
    assert ([path for path, _ in done.changed], done.added, done.deleted) == (["cases/b.html"], (), ("requests/…",))
    with open_target(place.address) as target:
        assert target.read("cases/b.html") == "一言".encode()
        assert target.read(REQUEST) is None
        assert target.read(".adgen-lock") is None
    if place.root:
        assert set(published(place.root)) == {*ONE, "requests/index.html"}
    kept = [path for root in (tmp_path, place.root) if root for path in root.rglob("*") if path.is_file()]
    assert not [path for path in kept if PASSWORD.encode() in path.read_bytes()]
    assert PASSWORD not in repr((done, place.address))


def test_the_types_and_times_of_objects(servers: dict[str, Server], tmp_path: Path) -> None:
    import boto3

    files = {
        **TWO,
        "photos/a.avif": "x",
        "feed.xml": "x",
        "manifest.webmanifest": "{}",
        REQUEST: "x",
        "robots.txt": "x",
    }
    address = replace(servers["s3"].address, path="types")
    send(tree(tmp_path / "a", files, secret=REQUEST), address, tmp_path / "memory")
    client = boto3.client("s3", endpoint_url=address.endpoint)
    found = {path: client.head_object(Bucket="adgen-test", Key=f"types/{path}") for path in [*files, LIST]}
    forever = "public, max-age=31536000, immutable"
    expected = {
        "index.html": ("text/html; charset=utf-8", "no-cache"),
        "photos/a.avif": ("image/avif", forever),
        "photos/p-2.jpg": ("image/jpeg", forever),
        "assets/s-2.css": ("text/css; charset=utf-8", forever),
        "manifest.webmanifest": ("application/manifest+json; charset=utf-8", "no-cache"),
        "robots.txt": ("text/plain; charset=utf-8", "no-cache"),
        REQUEST: ("text/html; charset=utf-8", "private, no-cache"),
    }
    assert {path: (found[path]["ContentType"], found[path]["CacheControl"]) for path in expected} == expected


# ---------------------------------------------------------------- refusals


def refused(address: Address, tmp_path: Path) -> tuple[list[str], str]:
    """The codes of a refusal, and everything that was said about it."""
    site = tree(tmp_path / "a", ONE)
    with pytest.raises(AdgenError) as error:
        send(site, address, tmp_path / "memory", WISH)
    return codes(error), repr(error.value.problems) + repr(error.getrepr(style="native"))


def test_a_wrong_password(servers: dict[str, Server], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv(VARIABLE, "planted-wrong-77")
    for kind in ("ftp", "sftp"):
        address = servers[kind].address
        if kind == "sftp":
            monkeypatch.setenv("HOME", str(servers["sftp"].home))
            config = servers["sftp"].home / ".ssh/config"
            port = next(line.split()[1] for line in config.read_text("utf-8").splitlines() if "Port" in line)
            monkeypatch.setenv("HOME", str(tmp_path))
            (tmp_path / ".ssh").mkdir()
            known = (servers["sftp"].home.parent / "known").read_text("utf-8")
            (tmp_path / ".ssh/known_hosts").write_text(known, "utf-8")
            address = replace(address, host="127.0.0.1", port=int(port))
        found, told = refused(address, tmp_path)
        assert found == ["E706"], kind
        assert "planted-wrong-77" not in told


def test_a_password_in_netrc(servers: dict[str, Server], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    netrc = tmp_path / ".netrc"
    netrc.write_text(f"machine 127.0.0.1 login {USER} password {PASSWORD}\n", "utf-8")
    netrc.chmod(0o600)
    address = replace(servers["ftp"].address, user="", path="www/by-netrc")
    assert send(tree(tmp_path / "a", ONE), address, tmp_path / "memory").added


@pytest.mark.parametrize("known", [None, "[127.0.0.1]:{port} ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIE1lyZ5lhQk0YgNT4sBfBMgMtBvMxdIJHtSp5NTVeMVe\n"], ids=["unknown", "another"])  # fmt: skip
def test_a_host_key_that_is_not_the_known_one(
    servers: dict[str, Server], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, known: str | None
) -> None:
    home = tmp_path / "home"
    (home / ".ssh").mkdir(parents=True)
    config = (servers["sftp"].home / ".ssh/config").read_text("utf-8")
    port = next(line.split()[1] for line in config.splitlines() if "Port" in line)
    (home / ".ssh/config").write_text("\n".join(line for line in config.splitlines() if "Known" not in line), "utf-8")
    if known:
        (home / ".ssh/known_hosts").write_text(known.format(port=port), "utf-8")
    monkeypatch.setenv("HOME", str(home))
    found, told = refused(servers["sftp"].address, tmp_path)
    assert found == ["E704"]
    assert "ssh adgen-test" in told or "'host': 'adgen-test'" in told


def test_a_certificate_that_is_not_right(
    servers: dict[str, Server], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, PASSWORD)
    found, told = refused(servers["ftps"].address, tmp_path)
    assert found == ["E703"]
    assert PASSWORD not in told


def test_nobody_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    for kind in ("sftp", "ftp"):
        assert refused(Address(kind, "www", "127.0.0.1", 9), tmp_path)[0] == ["E703"]


def test_wrong_keys_of_a_storage(servers: dict[str, Server], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert refused(servers["s3"].address, tmp_path)[0] == ["E706"]


def test_a_bucket_that_is_not_there(servers: dict[str, Server], tmp_path: Path) -> None:
    found, told = refused(replace(servers["s3"].address, host="nobodys"), tmp_path)
    assert found == ["E708"]
    assert "NoSuchBucket" in told


# ---------------------------------------------------------------- a line that breaks


def test_a_connection_that_breaks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever it breaks, the pages there work; the next run goes on, and in the end all is there."""
    monkeypatch.setenv(VARIABLE, PASSWORD)
    lives = [1000]

    def is_over() -> bool:
        lives[0] -= 1
        return lives[0] < 0

    with ftpd(tmp_path / "ftp", breaks=is_over) as server:
        assert server.root
        send(tree(tmp_path / "a", ONE), server.address, tmp_path / "memory")
        site = tree(tmp_path / "a", TWO)
        found = []
        for files in itertools.cycle([3, 5, 2]):
            lives[0] = files
            try:
                send(site, server.address, tmp_path / "memory", replace(WISH, breaks_lock=True))
                break
            except AdgenError as error:
                found += [one.code for one in error.problems]
            assert broken_links(server.root) == []
        assert set(found) == {"E709"}
        assert len(found) > 2
        assert published(server.root).items() >= TWO.items()


def test_a_server_that_goes_away(servers: dict[str, Server], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(servers["sftp"].home))
    target = SftpTarget(replace(servers["sftp"].address, path=str(tmp_path / "www")))
    target.write([("a", b"a")], lambda _: None)
    target._connection.abort()
    works: tuple[Callable[[], object], ...] = (
        lambda: target.read("a"),
        lambda: target.write([("b", b"b")], lambda _: None),
        lambda: target.remove(["a"], lambda _: None),
    )
    for work in works:
        with pytest.raises(AdgenError) as error:
            work()
        assert codes(error) == ["E709"]
    target.close()


# ---------------------------------------------------------------- no room


LARGE = {**TWO, **{f"photos/z-{n}.jpg": f"{n}" * 20_000 for n in range(8)}}


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 400 KB, which only root may mount."""
    disk = tmp_path / "disk"
    disk.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", disk], capture_output=True, check=False)
    if made.returncode:
        pytest.skip("only root can mount a small disk; FTP without room is tested everywhere")
    try:
        yield disk
    finally:
        subprocess.run(["umount", disk], check=True)


@pytest.mark.parametrize("kind", ["folder", "sftp"])
def test_a_full_disk(
    kind: str, servers: dict[str, Server], small_disk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(servers[kind].home))
    www, filler = small_disk / "www", small_disk / "filler"
    address = replace(servers[kind].address, path=str(www))
    send(tree(tmp_path / "a", ONE), address, tmp_path / "memory")
    filler.write_bytes(b"x" * 280_000)
    runs_full(address, www, tmp_path, filler.unlink)


def test_an_ftp_server_without_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, PASSWORD)
    room = [100]

    def used() -> int:
        room[0] -= 1
        return room[0]

    with ftpd(tmp_path / "ftp", room=used) as server:
        assert server.root
        send(tree(tmp_path / "a", ONE), server.address, tmp_path / "memory")
        room[0] = 10
        runs_full(server.address, server.root, tmp_path, lambda: room.append(room.pop() + 1000))


def runs_full(address: Address, www: Path, tmp_path: Path, make_room: Callable[[], object]) -> None:
    """What stands stays whole, and when there is room again, what was sent is not sent again."""
    site = tree(tmp_path / "a", LARGE)
    with pytest.raises(AdgenError) as error:
        send(site, address, tmp_path / "memory")
    assert codes(error) == ["E707"]
    assert broken_links(www) == []
    assert published(www).items() >= ONE.items()
    there = {path for path in published(www) if path.startswith("photos/z")}
    make_room()
    done = send(site, address, tmp_path / "memory", replace(WISH, breaks_lock=True))
    assert there
    assert not there & {path for path, _ in done.added}
    assert published(www).items() >= LARGE.items()
    assert not [path for path in www.rglob("*") if "adgen-part" in path.name]


def test_a_refusal_does_not_tell_the_address_of_a_request_page(
    servers: dict[str, Server], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """FTP servers repeat the name of the file that they refuse."""
    monkeypatch.setenv(VARIABLE, PASSWORD)
    root = servers["ftp"].root
    assert root
    (root / "blocked" / REQUEST).mkdir(parents=True)
    (root / "blocked" / REQUEST / "in the way").write_text("", "utf-8")
    site = tree(tmp_path / "a", {**ONE, REQUEST: "依頼"}, secret=REQUEST)
    with pytest.raises(AdgenError) as error:
        send(site, replace(servers["ftp"].address, path="www/blocked"), tmp_path / "memory")
    assert codes(error) == ["E708"], error.value.problems
    assert TOKEN not in repr(error.value.problems)
