"""The photo check over a whole site."""

from dataclasses import replace
from pathlib import Path

from PIL import Image

from adgen.model.picture import Mark, PhotoFacts
from adgen.model.site import Site
from adgen.photos.checks.slot import Slot
from adgen.plan.verdicts import Verdicts, of_finding, verdicts
from tests import make
from tests.photos.samples import facts as facts_of
from tests.plan.planning import more, read

BEFORE, AFTER, HERO = "cases/living/施工前1.jpg", "cases/living/施工後1.jpg", "photos/hero.jpg"
PLAIN = PhotoFacts("", 2000, 1500, "JPEG", (), "", (0.5, 0.5))


def likeness(number: int) -> str:
    """That of a photo unlike all others."""
    return f"{(0x9E3779B97F4A7C15 * (number + 1)) % 2**64:016x}" + "00" * (32 * 32 + 2 * 16 * 16)


def facts(site: Site) -> dict[str, PhotoFacts]:
    paths = dict.fromkeys(p.path for p in site.photos)
    return {path: replace(PLAIN, likeness=likeness(n)) for n, path in enumerate(paths)}


def told(found: Verdicts) -> dict[str, list[str]]:
    return {path: [f.code for f in v.counted] for path, v in found.items() if v.counted}


def test_every_photo_is_judged_where_most_is_asked_of_it(tmp_path: Path) -> None:
    site = read(tmp_path, more("services/kabegami.md", "写真: photos/hero.jpg"))
    found = verdicts(site, facts(site))
    assert {path: v.slot for path, v in found.items()} == {HERO: Slot.hero, BEFORE: Slot.case, AFTER: Slot.case}
    assert told(found) == {}
    small = {path: replace(known, width=1300) for path, known in facts(site).items()}
    assert told(verdicts(site, small)) == {HERO: ["W220"]}


def test_a_photo_of_before_may_look_bad(tmp_path: Path) -> None:
    site = read(tmp_path)
    dark = {path: replace(known, marks=(Mark("dark", 0.9), Mark("blur", 0.6))) for path, known in facts(site).items()}
    assert told(verdicts(site, dark)) == {AFTER: ["W222", "W226"], HERO: ["W222", "W226"]}


def test_the_worse_of_two_photos_that_are_the_same_is_told_once(tmp_path: Path) -> None:
    names = {f"施工後{n}.jpg": make.jpeg(colour=(220, 220, 200 + n)) for n in (2, 3)}
    site = read(tmp_path, {"cases": {"living": names}})
    same = facts_of(make.encoded(make.image((900, 600)), "JPEG")).likeness
    second, third = "cases/living/施工後2.jpg", "cases/living/施工後3.jpg"
    known = facts(site)
    for path in (AFTER, second, third, HERO):
        known[path] = replace(known[path], likeness=same)
    known[second] = replace(known[second], width=2400)
    found = verdicts(site, known)
    assert told(found) == {AFTER: ["W245"], third: ["W245"]}, "a copy at the top is none"
    assert [of_finding(f, site, AFTER).values["other"] for f in found[AFTER].counted] == [second]


def test_pairs_of_another_shape(tmp_path: Path) -> None:
    words = ("写真:", "  - ファイル: 施工前1.jpg", "    組: 窓", "  - ファイル: 施工後1.jpg", "    組: 窓")
    site = read(tmp_path, more("cases/living/case.md", *words))
    known = facts(site)
    known[BEFORE] = replace(known[BEFORE], width=1500, height=2000)
    assert told(verdicts(site, known)) == {BEFORE: ["W246"]}
    known = facts(site)
    noise = Image.effect_noise((640, 480), 90).convert("RGB")
    for path, picture in ((BEFORE, noise), (AFTER, make.image((640, 480)))):
        known[path] = replace(known[path], likeness=facts_of(make.encoded(picture, "JPEG")).likeness)
    assert [f.code for f in verdicts(site, known, with_places=True)[BEFORE].findings] == ["W247"]
    assert verdicts(site, known)[BEFORE].findings == ()


def test_photos_without_facts_are_left_out(tmp_path: Path) -> None:
    site = read(tmp_path)
    known = facts(site)
    del known[AFTER]
    assert AFTER not in verdicts(site, known)
