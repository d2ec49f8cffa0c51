"""A page as it is sent: our script in it, its policy in a header, and the page itself as it was built."""

import pytest

from adgen.serve.dressing import dressed, policy_for_preview, style_sheets, without_styles
from adgen.serve.own import address

META = '<meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;; img-src &#39;self&#39;">'
SCRIPT = f'<script defer src="{address("/t", "live.js")}" data-root="/t" data-version="v1"></script>\n'


def test_the_policy_moves_into_the_header_and_the_rest_stays() -> None:
    page, policy = dressed(f"<html><head>{META}<title>a</title></head><body>b</body></html>", "/t", "v1")
    assert page == f"<html><head>{SCRIPT}<title>a</title></head><body>b</body></html>"
    assert policy.split("; ") == [
        "default-src 'none'",
        "img-src 'self'",
        "script-src 'self'",
        "connect-src 'self'",
        "style-src 'self'",
        "frame-ancestors 'self'",
    ]


@pytest.mark.parametrize("page", ["", "text", "<p>no head", "<HTML><HEAD></HEAD></HTML>"])
def test_whatever_a_theme_writes_gets_the_script(page: str) -> None:
    found, policy = dressed(page, "/t", "v1")
    assert found.replace(SCRIPT, "") == page
    assert found != page
    assert policy == "frame-ancestors 'self'"


@pytest.mark.parametrize(
    ("policy", "script"),
    [
        ("script-src 'none'", "script-src 'self'"),
        ("script-src 'self' 'sha256-x'", "script-src 'self' 'sha256-x'"),
        ("SCRIPT-SRC 'sha256-x'", "script-src 'sha256-x' 'self'"),
        ("script-src a; script-src b", "script-src a 'self'"),
        ("default-src 'self'", None),
        ("img-src 'self'", None),
        ("", None),
    ],
)
def test_policies_are_widened_by_ourselves_alone(policy: str, script: str | None) -> None:
    rules = policy_for_preview(policy).split("; ")
    assert [rule for rule in rules if rule.startswith("script-src")] == ([script] if script else [])
    assert rules[-1] == "frame-ancestors 'self'"


def test_style_sheets_in_whatever_quotes_and_order() -> None:
    page = """<link rel="stylesheet" href="a-1.css"><link href='b.css?x&amp;y' rel='stylesheet'><LINK REL=stylesheet HREF="c.css">
    <link rel="icon" href="d.svg"><link rel="preload" href="e.css">"""
    assert style_sheets(page) == ["a-1.css", "b.css?x&y", "c.css"]
    assert without_styles(page) == without_styles(page.replace("a-1.css", "a-2.css"))
    assert without_styles(page) != without_styles(page.replace("d.svg", "f.svg"))
