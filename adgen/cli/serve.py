"""adgen serve"""

import io
import os
import sys
import webbrowser
from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from adgen.cli.language import chosen, say
from adgen.cli.options import (
    CACHE,
    INDEX,
    TOKYO,
    Day,
    cache_folder,
    flag,
    language,
    option,
    site_arguments,
    sites_folder,
    theme_option,
    workers,
)
from adgen.cli.output import Console
from adgen.cli.places import Workplace, find_sites, open_workplace, workspace_of
from adgen.problems import AdgenError, Place, problem

if TYPE_CHECKING:
    import socket

    from adgen.build import Report, Settings
    from adgen.serve.door import Door

PREVIEW = Path(".adgen/preview")
# The first free one is taken, unless another is asked for.
_PORTS = range(8000, 8010)
_LOOPBACK = ("127.0.0.1", "::1")
_EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 - what --bind may be given


@click.command(
    "serve",
    help=say(
        "SITE をブラウザーで見られるようにし、保存するたびに作り直します。止めるには Ctrl-C を押します。",
        "Show each SITE in the browser and make it anew with every save, until Ctrl-C.",
    ),
)
@site_arguments()
@sites_folder()
@option(
    "-p",
    "--port",
    type=click.IntRange(0, 65535),
    metavar="PORT",
    ja="ポートの番号（既定: 8000から8009の空いている番号）",
    en="port (default: the first free one of 8000 to 8009)",
)
@option("--bind", metavar="ADDRESS", ja="待ち受けるアドレス（既定: このパソコンだけ）", en="address to listen on")
@flag(
    "--lan",
    ja="同じ Wi-Fi の電話からも見られるようにし、QRコードを出します",
    en="let phones in the same Wi-Fi see it, and print a QR code",
)
@flag("--open", ja="ブラウザーを開きます", en="open the browser")
@flag(
    "--poll",
    ja="ファイルを自分で見て回ります（ネットワークドライブ用）",
    en="look for changes again and again (network drives)",
)
@option("--now", type=Day(), ja="この日として作ります（日本時間）", en="build as on this day (Japan time)")
@theme_option()
@flag("--drafts", ja="下書きも出します", en="show drafts")
@flag("--future", ja="先の日付のものも出します", en="show what lies in the future")
@workers()
@cache_folder()
@language()
def command(
    sites: tuple[str, ...],
    sites_dir: Path | None,
    port: int | None,
    bind: str | None,
    lan: bool,
    open: bool,
    poll: bool,
    now: date | None,
    theme_dir: Path | None,
    drafts: bool,
    future: bool,
    jobs: int,
    memory: int | None,
    cluster: str | None,
    cache_dir: Path | None,
) -> int:
    """Show the sites until Ctrl-C."""
    from adgen.build.fleet import Crew, Memory
    from adgen.plumbing.workers import open_workers
    from adgen.serve.builder import Orders
    from adgen.serve.preview import Preview

    if drafts and _is_open(bind, lan=lan):
        raise click.UsageError(
            say(
                "下書きはこのパソコンだけで見られます。--drafts を外してください",
                "drafts are shown on this machine only: leave --drafts out",
            )
        )
    console = Console(quiet=False, verbose=False, to_stderr=False)
    try:
        desk = _Desk(sites, sites_dir, theme_dir, now, drafts=drafts, future=future)
        desk.find()
        if cluster:
            # What it cannot reach a preview would wait for.
            open_workers(jobs, memory, cluster).close()
        door, sockets = _opened(bind, port, lan=lan)
    except AdgenError as error:
        console.problems(error.problems)
        return 1
    cache = cache_dir or CACHE
    orders = Orders(
        find=desk.find,
        settings=desk.settings,
        output=PREVIEW,
        memory=Memory(cache, cache / INDEX),
        crew=Crew(jobs or os.cpu_count() or 1, memory, cluster),
        tell=_teller(console),
        complain=console.problems,
        with_requests=not door.token,
        common=desk.common,
        renew=desk.renew,
    )
    address = f"http://{_host(door)}:{door.port}{door.root}/"
    try:
        preview = Preview(
            orders, desk.roots, sockets, door, chosen(), poll, partial(click.echo, err=True), desk.reply_targets
        )
        preview.run(lambda: _welcome(address, door, open_browser=open))
    except KeyboardInterrupt:
        click.echo(say("プレビューを終わりました。", "The preview has ended."))
    return 0


def _is_open(bind: str | None, *, lan: bool) -> bool:
    """Whether others than this machine may come in."""
    return lan or (bind or _LOOPBACK[0]).lower() not in ("localhost", *_LOOPBACK)


def _opened(bind: str | None, port: int | None, *, lan: bool) -> "tuple[Door, list[socket.socket]]":
    """Who may come in, and the sockets that listen. Raises AdgenError: E520 port taken, E521 no such address, E522 no network."""
    from adgen.serve.door import LOOPBACK, Door
    from adgen.serve.lan import new_token, own_address
    from adgen.serve.server import Busy, listen

    address = bind or ""
    try:
        address = address or (own_address() if lan else "")
        sockets, used = listen((address,) if address else _LOOPBACK, _PORTS if port is None else (port,))
    except Busy:
        tried = f"{_PORTS[0]}-{_PORTS[-1]}" if port is None else str(port)
        raise AdgenError([problem("E520", Place("--port"), port=tried)]) from None
    except OSError as error:
        code, where = ("E521", "--bind") if address else ("E522", "--lan")
        raise AdgenError([problem(code, Place(where), address=address, detail=error.strerror or str(error))]) from None
    name = f"[{address}]" if ":" in address else address.lower()
    is_open = _is_open(bind, lan=lan)
    hosts = (*LOOPBACK, name) if name else LOOPBACK
    return Door(hosts, used, new_token() if is_open else "", any_address=address in _EVERYWHERE), sockets


class _Desk:
    """What a run was told, with adgen.yaml and the theme as they stand when asked."""

    def __init__(
        self,
        names: tuple[str, ...],
        sites_dir: Path | None,
        theme_dir: Path | None,
        now: date | None,
        *,
        drafts: bool,
        future: bool,
    ) -> None:
        from adgen.pages.shelf import theme_folder

        self._names, self._sites_dir, self._now = names, sites_dir, now
        self._drafts, self._future = drafts, future
        self._theme = theme_dir or theme_folder()
        # The theme stays loaded until midnight, or until it is another one.
        self._settings_on = lru_cache(maxsize=1)(self._settings)
        self.common = (Path("adgen.yaml").absolute(), self._theme.absolute())

    def find(self) -> list[Path]:
        """The folders of the sites. Raises AdgenError."""
        return find_sites(self._place(), self._names)

    def roots(self) -> list[Path]:
        """The folders in which something may happen to sites. Raises AdgenError."""
        return self.find() if self._names else [self._place().sites]

    def settings(self) -> "Settings":
        """Those of today."""
        return self._settings_on(self._now or datetime.now(TOKYO).date())

    def renew(self) -> None:
        """Forget the theme."""
        from adgen.build.unchanged import look_again

        self._settings_on.cache_clear()
        look_again()

    def reply_targets(self) -> tuple[int, ...]:
        """Hours after which an unanswered request is late; the usual ones while adgen.yaml has mistakes."""
        from adgen.model.workspace import Workspace

        try:
            return workspace_of(Path()).reply_targets
        except AdgenError:
            return Workspace().reply_targets

    def _place(self) -> Workplace:
        return open_workplace(Path(), self._sites_dir, None, None, strict=False, no_index=True)

    def _settings(self, day: date) -> "Settings":
        from adgen.build import Settings

        return Settings(day, self._theme, drafts=self._drafts, future=self._future, draft_photos=True)


def _teller(console: Console) -> "Callable[[Report], None]":
    """One line for each site that was made anew; all of its mistakes when it was not. Warnings are the panel's to tell."""

    def tell(report: "Report") -> None:
        if report.is_built:
            click.echo(
                say(
                    f"{report.site}: 作り直しました（{report.seconds:.2f}秒、注意{len(report.problems)}件）",
                    f"{report.site}: made anew ({report.seconds:.2f} s, {len(report.problems)} warnings)",
                )
            )
            return
        console.problems(p for p in report.problems if p.is_error)
        console.bugs([report])
        click.echo(
            say(
                f"{report.site}: 直すまで、前のページを出します",
                f"{report.site}: until it is mended the old pages stay",
            )
        )

    return tell


def _welcome(address: str, door: "Door", *, open_browser: bool) -> None:
    """Where to look, and a code for the phone where others may come in."""
    click.echo(say(f"ページ: {address}", f"Pages: {address}"))
    click.echo(say(f"パネル: {address}_adgen/", f"Panel: {address}_adgen/"))
    if door.token:
        click.echo(_code(address))
        click.echo(
            say(
                "電話のカメラを向けると、同じページが開きます。このアドレスを知る人は、だれでも見られます。",
                "Point the camera of a phone at it. Whoever knows this address can see the pages.",
            )
        )
    click.echo(say("止めるには Ctrl-C を押します。", "Ctrl-C stops it."))
    if open_browser:
        webbrowser.open(address)


def _code(address: str) -> str:
    """A QR code for the terminal; half as high where it can print half blocks."""
    import segno

    out = io.StringIO()
    code = segno.make(address, error="l", micro=False)
    try:
        "▀▄█".encode(sys.stdout.encoding or "ascii")
        code.terminal(out, border=2, compact=True)
    except UnicodeEncodeError:
        code.terminal(out, border=2)
    return out.getvalue()


def _host(door: "Door") -> str:
    """The name to call it by."""
    from adgen.serve.lan import own_address

    if not door.any_address:
        return door.hosts[-1] if door.token else door.hosts[1]
    try:
        return own_address()
    except OSError:
        return door.hosts[1]
