"""What a page would load, run, frame or send, in whatever spelling a browser understands."""

import pytest

from adgen.pages.reach import Finding, Own, of_page, of_script, of_sheet

OWN = Own("https://example.jp/a/", "https://form.example.jp/aozora")

# Each holds two that must be told.
PAGES = {
    "scripts and pictures": ('<script src="https://cdn.example.net/a.js"></script><img src=//evil.example>', "E415 E415"),
    "capitals and line ends": ('<IMG\nSRC\n=\n"HTTPS://evil.example/x"><LINK REL=stylesheet HREF=//e.example>', "E415 E415"),
    "written as entities": ('<img src="&#104;ttps://e.example"><img src="&#x2f;&sol;e.example">', "E415 E415"),
    "with backslashes": (r'<img src="\\e.example\x"><img src="/\e.example">', "E415 E415"),
    "in lists": ('<img srcset="a.jpg 1x, https://e.example/b.jpg 2x"><source srcset="//e.example/c 1w">', "E415 E415"),
    "preloads": ('<link rel="preload" imagesrcset="//e.example/b 1x"><link rel="alternate stylesheet" href="//e.example">', "E415 E415"),
    "connections": ('<link rel="preconnect" href="https://fonts.example"><a href="x" ping="https://e.example">', "E415 E415"),
    "styles": ('<p style="background:url(//e.example/a)"><style>@import "https://e.example/b";</style>', "E415 E415"),
    "drawings": ('<svg><image href="https://e.example/a"/><use xlink:href="//e.example/b#i"/><rect fill="url(#a)"/></svg>', "E415 E415"),
    "behind a quoted bracket": ('<a title="<!--"><img src="//e.example/1"><b title="-->"><img src="//e.example/2">', "E415 E415"),
    "behind an odd quote": ('<a b"c><img src="//e.example/1"><a d"e><img t=x\u3000y=" src=//e.example/2 z=">', "E415 E415"),
    "in raw text": ("<style><!--</style><img src=//e.example><title><img src=//e.example/2></title>", "E415 E415"),
    "data": ('<iframe src="data:text/html,x"></iframe><script src="data:text/javascript,1"></script>', "E417 E415"),
    "inline": ("<script>alert(1)</script><script type='module'>import 'x'</script>", "E416 E416"),
    "handlers": ('<img src=x onerror=alert(1)><svg/onload="a()">', "E416 E416"),
    "addresses that run": ('<a href=" java&#10;script:alert(1)">a</a><form action="\x01javascript:a()"></form>', "E416 E416"),
    "addresses that open": ('<a href="data:text/html,x">a</a><a href="file:///etc/passwd">b</a>', "E416 E416"),
    "animated addresses": ('<set to="javascript:a()"/><animate values="#;javascript:b()"/>', "E416 E416"),
    "frames": ('<iframe src="map.html"></iframe><object data="a.pdf"></object>', "E417 E417"),
    "bases": ('<base href="/x/"><img srcdoc="<p>">', "E417 E417"),
    "tags without end": ("<img " + "x " * 2000 + "src=//e.example><b", "E416 E416"),
    "forms": ('<form action="https://e.example/f"></form><button formaction="//e.example">', "E418 E418"),
    "moved on": (
        '<meta http-equiv=Refresh content="0; URL=\'https://e.example\'"><meta http-equiv="refresh" content="0;//e.example">',
        "E418 E418",
    ),
}  # fmt: skip
FINE = [
    '<a href="https://e.example/"><a href="tel:0300000000"><a href="mailto:a@example.jp?subject=x"><a href="#x"><a href="../x.html">',
    '<img src="photos/a.jpg" srcset="photos/a.jpg 1w, photos/b.jpg 2w" alt="https://e.example と javascript: の話" title="//x">',
    '<img src="a.jpg" alt="url(https://e.example) と @import" title="style=url(//e.example)">',
    '<link rel="canonical" href="https://other.example/"><meta property="og:image" content="https://other.example/a.jpg">',
    '<link rel="icon" href="data:,"><img src="data:image/png;base64,AAAA">',
    '<script type="application/ld+json">{"@context":"https://schema.org"}</script><script defer src="assets/a.js"></script>',
    '<form action="https://form.example.jp/aozora" method="post"></form><form action="thanks.html"></form>',
    '<meta http-equiv="refresh" content="0; url=../cases/index.html">',
    '<img src="https://example.jp/a/photos/x.jpg"><div data-url="https://e.example" aria-label="http://e.example">',
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><use href="#i"/></svg>',
    "<p>1 < 2 and &lt;script&gt;alert(1)&lt;/script&gt; onerror=alert(1)</p>",
]
SHEETS = {
    "addresses": ("a{background:url(https://e.example/a)}b{background:url( '//e.example/b' )}", 2),
    "imports": ('@import "https://e.example/a.css";@import url(//e.example/b.css);', 2),
    "fonts": ("@font-face{src:url(https://e.example/a.woff2)}@font-face{src:URL(//e.example/b)}", 2),
    "sets": ('a{background:image-set("https://e.example/a" 1x)}b{background:image-set("//e.example/b" 1x)}', 2),
    "escapes": (r"a{background:\75rl(//e.example/a)}b{background:u\72 l('\68ttps://e.example/b')}", 2),
    "letters behind a backslash": (r"a{background:u\rl(//e.example/a)}b{background:\55 RL(\2f\2f e.example/b)}", 2),
    "behind a comment in a string": ('a{content:"/*";background:url(//e.example/a);b:"*/";c:url(//e.example/b)}', 2),
    "behind an escaped quote": (r"a{content:\22 /*; background:url(//e.example/a)}", 0),
    "comments": ("/* https://e.example */a{color:red}/*! url(//e.example/x) */", 0),
    "own": ("a{background:url(a.svg)}b{background:url(#i)}c{content:'//'}d{background:url(data:image/png;base64,AA)}", 0),
}  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_what_reaches_elsewhere(name: str) -> None:
    text, codes = PAGES[name]
    assert sorted(f.code for f in of_page(text, OWN)) == sorted(codes.split())


@pytest.mark.parametrize("text", FINE)
def test_what_does_not(text: str) -> None:
    assert [*of_page(text, OWN)] == []


@pytest.mark.parametrize("name", SHEETS)
def test_style_sheets(name: str) -> None:
    text, count = SHEETS[name]
    assert [f.code for f in of_sheet(text, OWN)] == ["E415"] * count


def test_scripts_hold_no_address_of_others() -> None:
    text = """const ns = "http://www.w3.org/2000/svg"; // https://example.net in a remark
    fetch("https://e.example/a"); new WebSocket(`wss://e.example/b`); location = "/x"; load('https://example.jp/a/x.json')"""
    assert [f.value for f in of_script(text, OWN)] == ["e.example/a", "e.example/b"]


def test_a_site_that_does_not_know_its_address_owns_none() -> None:
    text = '<img src="https://example.jp/a.jpg"><form action="https://form.example.jp/aozora">'
    assert [*of_page(text, Own())] == [
        Finding("E415", "<img src>", "https://example.jp/a.jpg"),
        Finding("E418", "<form action>", "https://form.example.jp/aozora"),
    ]
