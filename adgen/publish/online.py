"""Whether a page is online: fetched back from its own address, and the same as what was built. Nothing else is ever fetched."""

import contextlib
import time
from collections.abc import Iterator
from http.client import HTTPException, HTTPMessage
from pathlib import Path
from typing import IO
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from adgen.plumbing.cache import digest
from adgen.problems import AdgenError, Place, problem

_SECONDS = 15
_LARGEST = 5_000_000
# A host may need a moment until it shows what it was sent: seconds before each further look.
PAUSES: tuple[float, ...] = (1.0, 3.0, 6.0)


class _SameHost(HTTPRedirectHandler):
    """Some hosts answer a page under an address without .html; to another host nobody is followed."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        there, here = urlsplit(newurl), urlsplit(req.full_url)
        if there.netloc != here.netloc or there.scheme not in ("https", here.scheme):
            raise HTTPError(req.full_url, code, "redirect to another host", headers, fp)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def check_online(address: str, built: Path, token: str) -> None:
    """Fetch the page at `address` until it is the one in the file `built`.

    Raises AdgenError: E710 it was not built, E722 it cannot be fetched, E723 it is another one, E724 there is no address.
    """
    if not address.startswith(("https://", "http://")):
        raise AdgenError([problem("E724", Place("site.yaml"))])
    try:
        wanted = digest(built.read_bytes())
    except OSError:
        site = built.parent.parent
        raise AdgenError([problem("E710", Place(site.as_posix()), site=site.name)]) from None
    # The name of the page is its secret.
    place = Place(address.rpartition("/")[0] + "/…")
    for pause in (*PAUSES, None):
        with _told(place, token, is_last=pause is None):
            if digest(_fetch(address)) == wanted:
                return
        if pause is None:
            raise AdgenError([problem("E723", place, token=token[:8])])
        time.sleep(pause)


def _fetch(address: str) -> bytes:
    request = Request(address, headers={"Cache-Control": "no-cache", "User-Agent": "adgen"})  # noqa: S310 - the scheme was looked at
    with build_opener(_SameHost).open(request, timeout=_SECONDS) as answer:
        data: bytes = answer.read(_LARGEST)
        return data


@contextlib.contextmanager
def _told(place: Place, token: str, *, is_last: bool) -> Iterator[None]:
    try:
        yield
    except (HTTPError, URLError, HTTPException, OSError, ValueError) as error:
        if is_last:
            detail = str(error.code) if isinstance(error, HTTPError) else _reason(error)
            raise AdgenError([problem("E722", place, detail=detail, token=token[:8])]) from None


def _reason(error: BaseException) -> str:
    found = error.reason if isinstance(error, URLError) else error
    return (found.strerror if isinstance(found, OSError) else None) or type(found).__name__
