"""Whatever colour a contractor likes, the text on it and in it can be read."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from adgen.pages.style import CONTRAST, palette, site_css, slim, tinted

# --paper of the theme.
PAPER = "#fdfcf9"

accents = st.integers(0, 0xFFFFFF).map(lambda n: f"#{n:06x}")


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_itself() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@given(accents)
@example("#ffffff")
@example("#ffff00")
@example("#000000")
@example("#00ff00")
@example("#808080")
@example("#ffebc1")
@example("#98eaa5")
@settings(max_examples=400)
def test_text_can_be_read_on_and_in_every_accent(accent: str) -> None:
    colours = palette(accent)
    assert all(re.fullmatch(r"#[0-9a-f]{6}", colour) for colour in colours.values())
    for text, behind in (
        ("on-accent", "accent"),
        ("accent-ink", "accent-wash"),
        ("accent-ink", PAPER),
        ("accent-ink", "#ffffff"),
    ):
        assert contrast(colours[text], colours.get(behind, behind)) >= CONTRAST, (text, behind, colours)


def test_a_dark_accent_stays_as_it_was_asked_for() -> None:
    assert palette("#2f6b4f")["accent"] == "#2f6b4f"
    assert palette("#ffcc00")["accent"] != "#ffcc00"


def test_the_sheet() -> None:
    points = {("", "b"): (0.125, 1.0), ("", "a"): (0.5, 0.333333), ("(max-width: 9rem)", "b"): (0.4, 0.5)}
    css = site_css("#2f6b4f", points, 60)
    assert css.splitlines() == [
        ":root{--accent:#2f6b4f;"
        + ";".join(f"--{name}:{value}" for name, value in list(palette("#2f6b4f").items())[1:])
        + ";--least:60%;--most:85%}",
        ".f-a{object-position:50% 33.33%}",
        ".f-b{object-position:12.5% 100%}",
        "@media (max-width: 9rem){.f-b{object-position:40% 50%}}",
    ]


def test_a_chosen_paper_stands_in_the_sheet() -> None:
    for paper, ink in (("cream", "#26231f"), ("white", "#1f2328")):
        assert f"\nbody{{--ink:{ink};" in site_css("#2f6b4f", {}, 60, paper)
    own = tinted("#2f6b4f")
    assert "body{" + ";".join(f"--{name}:{value}" for name, value in own.items()) + "}\n" in site_css(
        "#2f6b4f", {}, 60, "tinted"
    )
    assert "body" not in site_css("#2f6b4f", {}, 60)


@given(accents)
@example("#ffffff")
@example("#ffff00")
@example("#000000")
def test_words_can_be_read_on_paper_of_any_colour(accent: str) -> None:
    colours = palette(accent) | tinted(accent)
    for text in ("ink", "soft", "accent-ink"):
        for behind in ("paper", "tint"):
            assert contrast(colours[text], colours[behind]) >= CONTRAST, (text, behind, colours)


@pytest.mark.parametrize(
    ("css", "slimmed"),
    [
        ("/* a */\n@layer a, b;\n\n", "@layer a,b;\n"),
        ("a {\n\tcolor: red; /* why */ margin: 0 auto\n}\n\nb { c: d }", "a{color:red;margin:0 auto}\nb{c:d}\n"),
        ("a > b, a :is(c) + d { width: calc(1px +\n\t2px) }", "a>b,a :is(c) + d{width:calc(1px + 2px)}\n"),
        ("""a::after { content: "/* { : ; } */  '" / "" }""", """a::after{content:"/* { : ; } */  '" / ""}\n"""),
        (r"""a { b: "\" ; " ; c: '\' ; ' }""", r"""a{b:"\" ; ";c:'\' ; '}""" + "\n"),
        ("@media (min-width: 40rem) {\n\ta { b: c }\n}", "@media (min-width:40rem){a{b:c}\n}\n"),
    ],
)
def test_a_slim_sheet_says_the_same(css: str, slimmed: str) -> None:
    assert slim(css) == slimmed
    assert slim(slimmed) == slimmed
