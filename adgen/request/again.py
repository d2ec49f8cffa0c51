"""A request that is here already, read again from its own mail."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from adgen.build.reading import site_address
from adgen.content.load import load_site
from adgen.inquiry.draft.values import Mode
from adgen.inquiry.ledger import inbox
from adgen.inquiry.ledger.record import Record
from adgen.inquiry.mail.read import read_letter
from adgen.model.request import page_path
from adgen.model.workspace import Portal
from adgen.plumbing.folder import Folder
from adgen.problems import AdgenError, Place, problem
from adgen.request import private, public
from adgen.request.bid import Arrival, arrival, bid
from adgen.request.reply import Reply, portal_of, reply, store

_LARGEST = 26_000_000
_MODES: dict[str, Mode] = {"quote": "quote", "advice": "advice", "decline": "decline"}


def arrival_of(site: Path, record: Record) -> Arrival:
    """The request of a record, understood anew from the mail that was kept. Raises AdgenError E446."""
    path = f"{inbox.INBOX}/{record.token}/{inbox.LETTER}"
    try:
        data = Folder(site).read(path, _LARGEST)
    except OSError as error:
        place = Place((site / path).as_posix())
        raise AdgenError([problem("E446", place, detail=type(error).__name__)]) from None
    came = arrival(read_letter(data), data, record.received, record.channel)
    return replace(came, received=record.received)


def page_of(site: Path, token: str, base_url: str) -> str:
    """The address of a request's page; "" where none is known."""
    home = site_address(load_site(site)[0], base_url)
    return f"{home.rstrip('/')}/{page_path(token)}" if home else ""


def redraft(
    site: Path,
    token: str,
    mode: str | None,
    base_url: str,
    portals: tuple[Portal, ...],
    now: datetime,
    *,
    is_online: bool,
) -> tuple[Path, Reply]:
    """Write the draft anew; (its file, what it says). Raises AdgenError."""
    record = inbox.load(site, token)
    came = arrival_of(site, record)
    made = bid(site, came, now)
    home = site_address(made.site, base_url)
    has_page = public.load(site, token) is not None
    link = f"{home.rstrip('/')}/{page_path(token)}" if home and has_page else home
    wanted = _MODES.get(mode or record.mode, "quote")
    online = is_online or record.online
    drafted = reply(came, made, wanted, link, now, portal_of(came.letter, portals), is_online=online or not has_page)
    folder = private.open_inbox(site, token)
    store(drafted, folder)
    private.save(site, replace(record, mode=wanted, online=online))
    return folder / inbox.REPLY, drafted
