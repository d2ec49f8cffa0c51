"""`adgen serve` on the command line: what it refuses, what it prints, and how it ends. The browser tests see it at work."""

import io
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from adgen.cli import serve
from adgen.plumbing import cluster
from adgen.serve import lan
from tests import make
from tests.cli.test_terminal import environment
from tests.conftest import Run


def started(place: Path, *words: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "adgen", "serve", "-p", "0", "-j", "1", "--now", "2026-11-20", *words]
    return subprocess.Popen(
        command, cwd=place, env={**environment(), "PYTHONUNBUFFERED": "1"}, stdout=subprocess.PIPE, text=True
    )


def address(process: "subprocess.Popen[str]") -> str:
    assert process.stdout
    found = re.search(r"http://\S+", process.stdout.readline())
    assert found
    return found[0]


def test_a_port_that_is_taken(tmp_path: Path, adgen: Run) -> None:
    make.site(tmp_path / "sites/aozora")
    with socket.create_server(("127.0.0.1", 0)) as one, socket.create_server(("127.0.0.1", 0)) as two:
        for port in (one.getsockname()[1], two.getsockname()[1]):
            result = adgen("serve", "-p", str(port))
            assert result.code == 1
            assert f"ポート {port} は、ほかのプログラムが使っています  [E520]" in result.err


def test_addresses_that_are_none_of_ours(tmp_path: Path, adgen: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    make.site(tmp_path / "sites/aozora")
    for bind in ("192.0.2.7", "no.such.host.invalid"):
        result = adgen("serve", "-p", "0", "--bind", bind)
        assert result.code == 1
        assert f"「{bind}」では待ち受けられません" in result.err

    def no_network() -> str:
        raise OSError(101, "Network is unreachable")

    monkeypatch.setattr(lan, "own_address", no_network)
    result = adgen("serve", "-p", "0", "--lan")
    assert result.code == 1
    assert "[E522]" in result.err


def test_what_cannot_be_served(tmp_path: Path, adgen: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "[E137]" in adgen("serve").err
    make.site(tmp_path / "sites/aozora")
    assert "[E139]" in adgen("serve", "kaze", "-p", "0").err
    assert adgen("serve", "-p", "70000").code == 2
    with monkeypatch.context() as patched:
        patched.setattr(cluster, "_PATIENCE", 0.2)
        lonely = adgen("serve", "-p", "0", "--workers", "dask://127.0.0.1:1")
    assert (lonely.code, "[E508]" in lonely.err) == (1, True)
    monkeypatch.setattr(lan, "own_address", lambda: "127.0.0.2")
    refused = adgen("serve", "-p", "0", "--lan", "--drafts")
    assert refused.code == 2
    assert "--drafts を外してください" in refused.err


def test_on_the_network_a_secret_stands_in_the_address_and_a_code_on_the_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lan, "own_address", lambda: "127.0.0.2")
    doors = []
    for _ in range(2):
        door, sockets = serve._opened(None, 0, lan=True)
        doors.append(door)
        for each in sockets:
            assert each.getsockname()[0] == "127.0.0.2"
            each.close()
    assert doors[0].token != doors[1].token
    assert all(len(door.token) >= 22 for door in doors)
    assert serve._host(doors[0]) == "127.0.0.2"
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    place = f"http://127.0.0.2:{doors[0].port}/{doors[0].token}/"
    serve._welcome(place, doors[0], open_browser=True)
    out = capsys.readouterr().out
    assert opened == [place]
    assert out.startswith(f"ページ: {place}\nパネル: {place}_adgen/\n")
    assert "▀" in out
    assert "だれでも見られます" in out


def test_a_console_without_half_blocks_gets_the_code_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding="cp932"))
    code = serve._code("http://127.0.0.2:8000/x/")
    code.encode("cp932")
    assert code.count("\n") > 20


def test_everywhere_is_called_by_an_address(monkeypatch: pytest.MonkeyPatch) -> None:
    door, sockets = serve._opened("0.0.0.0", 0, lan=False)
    for each in sockets:
        each.close()
    assert (door.any_address, bool(door.token)) == (True, True)
    monkeypatch.setattr(lan, "own_address", lambda: "192.0.2.5")
    assert serve._host(door) == "192.0.2.5"

    def no_network() -> str:
        raise OSError

    monkeypatch.setattr(lan, "own_address", no_network)
    assert serve._host(door) == "127.0.0.1"
    own, sockets = serve._opened(None, 0, lan=False)
    assert (own.token, serve._host(own)) == ("", "127.0.0.1")
    assert {each.getsockname()[1] for each in sockets} == {own.port}
    for each in sockets:
        each.close()


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "SIGTERM"])
def test_it_ends_when_it_is_told_to(tmp_path: Path, stop: signal.Signals) -> None:
    make.site(tmp_path / "sites/aozora")
    with started(tmp_path) as process:
        place = address(process)
        with urllib.request.urlopen(place) as answer:
            assert answer.status in (200, 404)
        process.send_signal(stop)
        out, _ = process.communicate(timeout=30)
    assert process.returncode == 0
    assert out.endswith("プレビューを終わりました。\n")


def test_a_build_that_finds_nothing_new_loads_nothing_of_it(tmp_path: Path) -> None:
    make.site(tmp_path / "sites/aozora")
    program = (
        "import sys\nsys.argv = ['adgen', 'build', '-q', '-j', '1', '--now', '2026-11-20']\n"
        "from adgen.cli import main\ntry:\n    main()\nexcept SystemExit as end:\n    assert not end.code\n"
        "print(sorted({'starlette', 'uvicorn', 'watchdog', 'anyio', 'h11', 'adgen.serve', 'adgen.cli.serve'} & set(sys.modules)))\n"
    )
    for _ in range(2):
        out = subprocess.run(
            [sys.executable, "-c", program], cwd=tmp_path, env=environment(), capture_output=True, text=True, check=True
        )
        assert out.stdout.splitlines()[-1] == "[]"
