"""A theme says what it wants; its mistakes name the file and the line."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from adgen.model.picture import Encoding, Recipe
from adgen.pages.render import Renderer
from adgen.pages.theme import TEMPLATES as WANTED
from adgen.pages.theme import Theme, at_best, drafted, load_theme, theme_folder
from adgen.problems import AdgenError
from tests.make import write

THEME = """
    name: plain
    encodings:
      jpeg: {quality: 78}
      avif: {quality: 58, speed: 7, best: {quality: 57, speed: 4}}
    formats: [avif, jpeg]
    roles:
      card: {widths: [320, 640], fallback: [640], aspect: "4:3", sizes: 50vw, encodings: {avif: {quality: 40}}}
      hero:
        widths: [640]
        fallback: [640]
        sizes: 100vw
        phone: {widths: [480], fallback: [480], aspect: "4:5", sizes: 90vw, media: "(max-width: 40rem)", keep: 0.3}
      share: {widths: [1200], fallback: [1200], sizes: 100vw, formats: [jpeg], progressive: yes}
      hero_beside: {widths: [640], fallback: [640], sizes: 100vw}
      hero_framed: {widths: [640], fallback: [640], sizes: 100vw}
      figure: {widths: [640], fallback: [640], sizes: 100vw}
      pair: {widths: [640], fallback: [640], sizes: 100vw}
      portrait: {widths: [640], fallback: [640], sizes: 100vw}
      logo: {widths: [640], fallback: [640], sizes: 100vw}
    """
NO_TEMPLATES = {"templates": dict.fromkeys(WANTED, "")}


def test_reads_what_a_theme_asks_for(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "theme.yaml": THEME,
            **NO_TEMPLATES,
            "static": {"b.js": "1", "a.css": "a { b: c }  /* d */", "deep": {"c": "3"}},
        },
    )
    theme = load_theme(tmp_path)
    assert theme.name == "plain"
    assert theme.encodings == {"jpeg": Encoding(78), "avif": Encoding(58, 7)}
    assert theme.best == {"avif": Encoding(57, 4)}
    phone = Recipe(
        *("hero-phone", (480,), (4, 5), "90vw", ("avif", "jpeg"), (480,)),
        progressive=False,
        media="(max-width: 40rem)",
        keep=0.3,
    )
    hero = Recipe("hero", (640,), None, "100vw", ("avif", "jpeg"), (640,), progressive=False, phone=phone)
    assert {role: theme.recipes[role] for role in ("hero", "card", "share")} == {
        "hero": hero,
        "card": Recipe(
            *("card", (320, 640), (4, 3), "50vw", ("avif", "jpeg"), (640,)),
            progressive=False,
            encodings=(("avif", Encoding(40)),),
        ),
        "share": Recipe("share", (1200,), None, "100vw", ("jpeg",), (1200,), progressive=True),
    }
    assert list(theme.static.items()) == [("a.css", b"a{b:c}\n"), ("b.js", b"1")]


def test_the_theme_that_ships_is_one(theme: Theme) -> None:
    assert theme.folder == theme_folder()
    for recipe in theme.recipes.values():
        assert list(recipe.widths) == sorted(recipe.widths)
        assert set(recipe.formats) <= set(theme.encodings)


def test_a_phone_loads_little_style_and_script(theme: Theme) -> None:
    sizes = {name: len(data) for name, data in theme.static.items()}
    assert 0 < sizes["allinone.css"] < 20 * 1024
    assert 0 < sizes["allinone.js"] < 5 * 1024


def test_a_quick_look_makes_the_fallback_alone_and_nothing_else_of_its_own(theme: Theme) -> None:
    quick = drafted(theme)
    assert quick.encodings == theme.encodings
    assert quick.recipes.keys() == theme.recipes.keys()
    for role, recipe in theme.recipes.items():
        made, usual = quick.recipes[role], recipe
        if recipe.phone:
            assert made.phone == replace(recipe.phone, formats=("jpeg",))
            made, usual = replace(made, phone=None), replace(recipe, phone=None)
        assert made == replace(usual, formats=("jpeg",))


def test_the_best_takes_its_time_and_nothing_else(theme: Theme) -> None:
    best = at_best(theme)
    assert best.recipes == theme.recipes
    assert best.encodings["jpeg"] == theme.encodings["jpeg"]
    assert (theme.encodings["avif"].speed, best.encodings["avif"].speed) == (9, 6)


def test_mistakes_in_the_settings(tmp_path: Path) -> None:
    write(tmp_path, {"theme.yaml": THEME.replace("quality: 78", "quality: good").replace("sizes: 50vw", "size: 50vw")})
    with pytest.raises(AdgenError) as found:
        load_theme(tmp_path)
    assert {p.code for p in found.value.problems} == {"E601"}
    details = " ".join(p.values["detail"] for p in found.value.problems)
    assert all(spot in details for spot in ("encodings.jpeg.quality", "roles.card.sizes", "roles.card.size:"))
    write(
        tmp_path,
        {"theme.yaml": THEME.replace("avif: {quality: 58, speed: 7, best", "webp: {quality: 58, speed: 7, best")},
    )
    with pytest.raises(AdgenError) as found:
        load_theme(tmp_path)
    assert "webp: speed is 0 to 6" in found.value.problems[0].values["detail"]
    webp = THEME.replace("avif: {quality: 58, speed: 7,", "webp: {quality: 58, speed: 3,").replace(
        "speed: 4", "speed: 7"
    )
    write(tmp_path, {"theme.yaml": webp.replace(', media: "(max-width: 40rem)"', "")})
    with pytest.raises(AdgenError) as found:
        load_theme(tmp_path)
    details = " ".join(p.values["detail"] for p in found.value.problems)
    assert all(spot in details for spot in ("webp: speed is 0 to 6", "roles.hero.phone.media"))
    write(tmp_path, {"theme.yaml": THEME.replace("speed: 7", "speed: 11").replace("quality: 78", "quality: 101")})
    with pytest.raises(AdgenError) as found:
        load_theme(tmp_path)
    assert len(found.value.problems) == 2
    with pytest.raises(AdgenError) as found:
        load_theme(tmp_path / "nowhere")
    assert [(p.code, p.place.file) for p in found.value.problems] == [
        ("E601", (tmp_path / "nowhere/theme.yaml").as_posix())
    ]
    write(tmp_path, {"theme.yaml": "name: a\nname: b\nroles: [\n"})
    with pytest.raises(AdgenError):
        load_theme(tmp_path)


# ---------------------------------------------------------------- templates

TEMPLATES = {
    "unknown name": ("a\n{{ view.titel }}\n{{ view.priec }}", 2, "titel"),
    "unknown part of nothing": ("a\nb\n{{ view.none.more }}\n{{ nothing }}", 3, "more"),
    "unclosed block": ("a\n{% if view %}\nb\n{% for x in y %}", 4, "end of template"),
    "unknown filter": ("a\n{{ view.title | yne }}\n{{ 1 | wenn }}", 2, "yne"),
    "wrong type": ("a\n\n{{ view.title + 1 }}\n{{ 1 / 0 }}", 3, "TypeError"),
    "a filter that fails": ("{{ view.title | yen }}\n{{ 1 / 0 }}", 1, "AttributeError"),
    "missing part": ("a\n{% include 'parts/nope.html' %}\n{% include 'no.html' %}", 2, "nope.html"),
}


@pytest.mark.parametrize(("text", "line", "word"), TEMPLATES.values(), ids=TEMPLATES)
def test_a_template_s_mistake_names_its_line(text: str, line: int, word: str, tmp_path: Path) -> None:
    write(tmp_path, {"templates": {"page.html": text}})
    with pytest.raises(AdgenError) as found:
        Renderer(tmp_path).render("page.html", {"view": {"title": "題名", "none": None}})
    (problem,) = found.value.problems
    assert (problem.code, problem.place.file) == ("E602", str(tmp_path / "templates/page.html"))
    assert problem.place.line == line
    assert word in problem.values["detail"]


def test_a_mistake_in_a_part_is_found_there(tmp_path: Path) -> None:
    parts = {"part.html": "a\n\n{{ nothing }}", "macros.html": "{% macro card(it) %}\n{{ it.nope }}\n{% endmacro %}"}
    pages = {
        "a.html": "x\n{% include 'part.html' %}",
        "b.html": "{% import 'macros.html' as m %}\n\n{{ m.card(1) }}",
        "c.html": "{% extends 'a.html' %}",
    }
    write(tmp_path, {"templates": {**parts, **pages}})
    for page, part, line in (("a", "part", 3), ("b", "macros", 2), ("c", "part", 3)):
        with pytest.raises(AdgenError) as found:
            Renderer(tmp_path).render(f"{page}.html", {})
        (problem,) = found.value.problems
        assert (Path(problem.place.file).name, problem.place.line) == (f"{part}.html", line)


def test_a_template_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(AdgenError) as found:
        Renderer(tmp_path).render("home.html", {})
    assert [(p.code, p.place.file) for p in found.value.problems] == [("E602", "home.html")]


@pytest.mark.parametrize("value", ["<script>1</script>", '" onclick="1', "{{ 7 * 7 }}", "{% include 'x' %}"])
def test_content_is_text_and_never_a_template(value: Any, tmp_path: Path) -> None:
    write(tmp_path, {"templates": {"page.html": '<p title="{{ view }}">{{ view }}</p>'}})
    html = Renderer(tmp_path).render("page.html", {"view": value})
    assert "<script>" not in html
    assert 'onclick="' not in html
    assert "49" not in html
