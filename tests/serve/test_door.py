"""Who is let in: a table of what browsers send for pages of our own and of somebody else."""

from http import HTTPStatus

import pytest

from adgen.serve.door import LOOPBACK, Door

OWN = Door(LOOPBACK, 8000)
LAN = Door((*LOOPBACK, "192.168.1.5"), 8000, "s3cret")
ALL = Door((*LOOPBACK, "0.0.0.0"), 8000, "s3cret", any_address=True)
PORT_80 = Door(LOOPBACK, 80)
NO, WRONG = HTTPStatus.FORBIDDEN, HTTPStatus.METHOD_NOT_ALLOWED
EVENTS = "/_adgen/events"
SAME = {"sec-fetch-site": "same-origin"}
VISIT = {"sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}


@pytest.mark.parametrize(
    ("door", "host", "allowed"),
    [
        (OWN, "127.0.0.1:8000", True),
        (OWN, "localhost:8000", True),
        (OWN, "LocalHost:8000", True),
        (OWN, "[::1]:8000", True),
        (OWN, "127.0.0.1:8001", False),
        (OWN, "127.0.0.1", False),
        (OWN, "", False),
        (OWN, ":8000", False),
        (OWN, "evil.example:8000", False),
        (OWN, "127.0.0.1.evil.example:8000", False),
        (OWN, "127.0.0.1:8000@evil.example", False),
        (OWN, "192.168.1.5:8000", False),
        (OWN, "127.0.0.2:8000", False),
        (PORT_80, "localhost", True),
        (PORT_80, "[::1]", True),
        (PORT_80, "[::1]:80", True),
        (LAN, "192.168.1.5:8000", True),
        (LAN, "192.168.1.6:8000", False),
        (ALL, "192.168.1.6:8000", True),
        (ALL, "[fe80::1]:8000", True),
        (ALL, "evil.example:8000", False),
    ],
)
def test_hosts(door: Door, host: str, allowed: bool) -> None:
    assert door.refusal("GET", "/", {"host": host}) == (None if allowed else NO)


@pytest.mark.parametrize(
    ("path", "headers", "answer"),
    [
        ("/", {}, None),
        ("/", {"sec-fetch-site": "none", **VISIT}, None),
        ("/", {"sec-fetch-site": "cross-site", **VISIT}, None),
        ("/", {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe"}, NO),
        ("/a.jpg", {"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors", "sec-fetch-dest": "image"}, NO),
        ("/a.jpg", {"sec-fetch-site": "same-site", "sec-fetch-mode": "no-cors", "sec-fetch-dest": "image"}, NO),
        ("/a.jpg", SAME, None),
        ("/", {"origin": "http://evil.example"}, NO),
        ("/", {"origin": "null"}, NO),
        ("/", {"origin": "http://127.0.0.1:8001"}, NO),
        ("/", {"origin": "https://127.0.0.1:8000"}, NO),
        ("/", {"origin": "http://127.0.0.1:8000"}, None),
        (EVENTS, {}, NO),
        (EVENTS, SAME, None),
        (EVENTS, {"sec-fetch-site": "same-site"}, NO),
        (EVENTS, {"sec-fetch-site": "cross-site", **VISIT}, NO),
        (EVENTS, {"origin": "http://localhost:8000"}, None),
        (EVENTS, {"origin": "http://10.0.0.1:8000"}, NO),
    ],
)
def test_who_asks(path: str, headers: dict[str, str], answer: HTTPStatus | None) -> None:
    assert OWN.refusal("GET", path, {"host": "127.0.0.1:8000", **headers}) == answer


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "get"])
def test_nothing_can_be_sent_in(method: str) -> None:
    assert OWN.refusal(method, "/", {"host": "127.0.0.1:8000"}) == WRONG


def test_on_the_local_network_the_token_stands_for_the_header_that_browsers_leave_out() -> None:
    host = {"host": "192.168.1.5:8000"}
    assert LAN.refusal("GET", EVENTS, host) is None
    assert LAN.refusal("GET", EVENTS, {**host, "sec-fetch-site": "cross-site"}) == NO


def test_without_the_token_there_is_no_inside() -> None:
    found = {
        path: LAN.inside(path)
        for path in ("/s3cret/a/b", "/s3cret/", "/s3cret", "/", "", "/s3cre/a", "/é/", "//s3cret/")
    }
    assert found == {
        "/s3cret/a/b": "/a/b",
        "/s3cret/": "/",
        "/s3cret": "/",
        "/": None,
        "": None,
        "/s3cre/a": None,
        "/é/": None,
        "//s3cret/": None,
    }
    assert (OWN.inside("/a"), OWN.root, LAN.root) == ("/a", "", "/s3cret")
