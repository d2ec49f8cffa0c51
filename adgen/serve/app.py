"""Answers requests from what is on show. Everything is a GET; nothing that is sent in is ever used as a path."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from adgen.model.picture import NAMED_BY_DIGEST, PHOTOS
from adgen.problems.catalogue import Language
from adgen.serve import own, panel
from adgen.serve.door import EVENTS, Door
from adgen.serve.dressing import dressed
from adgen.serve.notice import notice
from adgen.serve.stage import KINDS, File, Shown, Stage, as_event, kind_of

# A stream that is quiet for so long says so: only by sending does one learn that nobody listens any more.
_HEARTBEAT = 15.0
_STREAM = "text/event-stream"
_NOT_KEPT = {"cache-control": "no-store"}
# A page that reloads takes its pictures and style sheets from where it has them.
_KEPT = {"cache-control": "private, max-age=3600, immutable"}
_EVERYWHERE = {
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": "same-origin",
    # With a token the address itself is the secret.
    "referrer-policy": "same-origin",
}

# A site -> the page with the verdicts on its photos, which takes its time.
PhotoPage = Callable[[Shown], str]
# A site and the version of the page -> the page of its requests.
RequestPage = Callable[[Shown, str], str]
# A site and the address of a picture -> the files of its photo by their addresses, once they are made; None for what is none.
Picture = Callable[[str, str], Future[Mapping[str, bytes]] | None]


@dataclass(frozen=True)
class House:
    """What the answers are made of. `request_page` is None where others than this machine may come in."""

    stage: Stage
    door: Door
    language: Language
    photo_page: PhotoPage
    request_page: RequestPage | None
    picture: Picture
    log: Callable[[str], None]


def application(house: House) -> ASGIApp:
    """The ASGI application."""
    routes = [
        Route(EVENTS, _events(house)),
        Route("/_adgen/{slug}/photos", _photos(house)),
        Route("/_adgen/{slug}/widths", _widths(house)),
        *([Route("/_adgen/{slug}/requests", _requests(house, house.request_page))] if house.request_page else []),
        Route("/_adgen/{slug}/", _panel(house)),
        Route("/_adgen/{name}", _own_file),
        Route("/_adgen/", _first(house, "/_adgen/{}/")),
        Route("/favicon.ico", _no_icon),
        Route("/{slug}/{path:path}", _site(house)),
        Route("/{slug}", _folder),
        Route("/", _first(house, "/{}/")),
    ]
    return _guarded(Starlette(routes=routes), house)


Answer = Callable[[Request], Awaitable[Response]]


def _site(house: House) -> Answer:
    async def answer(request: Request) -> Response:
        shown = house.stage.sites.get(request.path_params["slug"])
        if shown is None:
            # It may be on its way: this page reloads itself with the next change.
            return _own_page(_list(house), HTTPStatus.NOT_FOUND)
        path = request.path_params["path"]
        found = shown.file(path)
        if found and not found.version:
            return _plain(found, _KEPT if path.partition("/")[0] in NAMED_BY_DIGEST else {})
        if found is None and path.partition("/")[0] == PHOTOS:
            return await _photo(house, request.path_params["slug"], path)
        page = found or shown.page(path)
        status = HTTPStatus.OK if found else HTTPStatus.NOT_FOUND
        if page is None:
            return _own_page(panel.waiting_page(shown, house.door.root, house.language), status)
        text, policy = dressed((page.body or b"").decode(), house.door.root, page.version)
        return Response(text, status, {"content-security-policy": policy}, KINDS["html"])

    return answer


async def _photo(house: House, slug: str, path: str) -> Response:
    """A picture that is not there yet: it is made now, once it is known how."""
    async for _ in house.stage.news(_HEARTBEAT):
        shown = house.stage.sites.get(slug)
        if shown is None or not shown.is_waiting:
            break
    wanted = house.picture(slug, path)
    # Others wait for the same photo: whoever goes away must not stop it.
    made = await asyncio.shield(asyncio.wrap_future(wanted)) if wanted else {}
    data = made.get(path)
    return Response(data, headers=_KEPT, media_type=kind_of(path)) if data else _missing()


def _events(house: House) -> Answer:
    """The stream of a page: its version, its style sheets, and what is laid over it."""

    async def answer(request: Request) -> Response:
        path = house.door.inside(request.query_params.get("page", "")) or "/"

        async def stream() -> AsyncIterator[bytes]:
            yield b"retry: 500\n\n"
            async for is_news in house.stage.news(_HEARTBEAT):
                yield as_event(_state(house, path)) if is_news else b":\n\n"

        # What is asked for without its body would never end.
        return StreamingResponse(stream() if request.method == "GET" else iter(()), media_type=_STREAM)

    return answer


def _state(house: House, path: str) -> dict[str, Any]:
    slug, _, inside = path.removeprefix("/").partition("/")
    shown = house.stage.sites.get(slug)
    if shown is None:
        return {"version": str(house.stage.number), "styles": None, "notice": None}
    page = shown.page(inside)
    said = notice(shown.broken, shown.bug, house.language, has_page=page is not None)
    if page is None:
        return {"version": panel.WAITING, "styles": None, "notice": said}
    return {"version": page.version, "styles": page.styles, "notice": said}


def _panel(house: House) -> Answer:
    async def answer(request: Request) -> Response:
        shown = house.stage.sites.get(request.path_params["slug"])
        if shown is None:
            return _missing()
        return _own_page(panel.site_page(shown, house.door.root, house.language, house.stage.number))

    return answer


def _widths(house: House) -> Answer:
    async def answer(request: Request) -> Response:
        shown = house.stage.sites.get(request.path_params["slug"])
        page = request.query_params.get("page", "index.html")
        if shown is None or page not in shown.files:
            return _missing()
        return _own_page(panel.widths_page(shown, page, house.door.root, house.language))

    return answer


def _photos(house: House) -> Answer:
    async def answer(request: Request) -> Response:
        shown = house.stage.sites.get(request.path_params["slug"])
        if shown is None:
            return _missing()
        text = await run_in_threadpool(house.photo_page, shown)
        return Response(text, headers={"content-security-policy": panel.PHOTO_POLICY}, media_type=KINDS["html"])

    return answer


def _requests(house: House, page: RequestPage) -> Answer:
    async def answer(request: Request) -> Response:
        shown = house.stage.sites.get(request.path_params["slug"])
        if shown is None:
            return _missing()
        return _own_page(await run_in_threadpool(page, shown, str(house.stage.number)))

    return answer


def _first(house: House, address: str) -> Answer:
    """The list of all sites; where there is one, the site itself."""

    async def answer(request: Request) -> Response:
        sites = house.stage.sites
        if len(sites) == 1:
            return RedirectResponse(house.door.root + address.format(quote(next(iter(sites)))))
        return _own_page(_list(house))

    return answer


def _list(house: House) -> str:
    return panel.list_page(house.stage.sites, house.door.root, house.language, house.stage.number)


async def _own_file(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in own.NAMES:
        return _missing()
    headers = _KEPT if request.url.query else {}
    return Response(own.own_file(name), headers=headers, media_type=kind_of(name))


async def _no_icon(request: Request) -> Response:
    """Browsers ask for one on pages that name none; those of the panel do not."""
    return Response(status_code=HTTPStatus.NO_CONTENT)


async def _folder(request: Request) -> Response:
    return RedirectResponse(request.scope["adgen.root"] + f"/{quote(request.path_params['slug'])}/")


def _plain(file: File, headers: Mapping[str, str]) -> Response:
    if file.body is not None:
        return Response(file.body, headers=headers, media_type=file.kind)
    # A picture may be gone with the tree it was in; the page with its new name is already on its way.
    return FileResponse(file.path, headers=headers, media_type=file.kind) if file.path.is_file() else _missing()


def _own_page(text: str, status: HTTPStatus = HTTPStatus.OK) -> Response:
    return Response(text, status, {"content-security-policy": panel.POLICY}, KINDS["html"])


def _missing() -> Response:
    return Response("404", HTTPStatus.NOT_FOUND, media_type=KINDS["txt"])


def _guarded(app: ASGIApp, house: House) -> ASGIApp:
    """Refuses strangers, takes the token off, sets the headers of every answer, and outlives whatever an answer raises."""

    async def guarded(scope: Scope, receive: Receive, send: Send) -> None:
        headers = {name.lower(): value for name, value in Headers(scope=scope).items()}
        path = house.door.inside(scope["path"])
        begun = False

        async def sending(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                is_kept = any(name == b"cache-control" for name, _ in message["headers"])
                added = _EVERYWHERE if is_kept else {**_EVERYWHERE, **_NOT_KEPT}
                message["headers"] += [(name.encode(), value.encode()) for name, value in added.items()]
            await send(message)

        refusal = house.door.refusal(scope["method"], path or "", headers)
        if refusal or path is None:
            status = refusal or HTTPStatus.NOT_FOUND
            await Response(str(status.value), status, media_type=KINDS["txt"])(scope, receive, sending)
            return
        try:
            inner = {**scope, "path": path, "raw_path": path.encode(), "adgen.root": house.door.root}
            await app(inner, receive, sending)
        except Exception as error:
            house.log(" ".join(f"{scope['method']} {path}: {type(error).__name__}: {error}".split()))
            if not begun:
                await Response("500", HTTPStatus.INTERNAL_SERVER_ERROR)(scope, receive, sending)

    return guarded
