"""Which photo stands at the top when the contractor names none."""

from dataclasses import replace
from pathlib import Path

import pytest

from adgen.model.picture import Mark, PhotoFacts
from adgen.plan.hero import candidates, chosen, with_hero
from adgen.plan.verdicts import verdicts
from adgen.problems.catalogue import explain
from tests import make
from tests.plan.planning import read
from tests.plan.test_verdicts import likeness

GOOD = PhotoFacts("", 2400, 1600, "JPEG", (128,) * 192, "", (0.5, 0.5), colourfulness=60.0)
NO_HERO = {"site.yaml": make.SITE["site.yaml"].split("        トップ写真:")[0] + "        更新日: 2026-11-18\n"}
PATHS = [f"cases/living/施工後{n}.jpg" for n in (1, 2, 3)]


def ranked(tmp_path: Path, *known: PhotoFacts, changes: make.Files | None = None) -> list[str]:
    names = {f"施工後{n}.jpg": make.jpeg(colour=(220, 220, 200 + n)) for n in (2, 3)}
    site = read(tmp_path, make.merged(NO_HERO, make.merged({"cases": {"living": names}}, changes or {})))
    facts = {p.path: replace(GOOD, likeness=likeness(n)) for n, p in enumerate(site.photos)}
    facts |= {path: replace(own, likeness=facts[path].likeness) for path, own in zip(PATHS, known, strict=False)}
    found = candidates(site.cases, facts, verdicts(site, facts))
    assert with_hero(site, found).hero == (found[0].photo if found else None)
    return [c.photo.path for c in found]


WORSE = {
    "small": replace(GOOD, width=1300, height=900),
    "soft": replace(GOOD, marks=(Mark("blur", 0.4),)),
    "dark": replace(GOOD, grid=(60,) * 192),
    "grey": replace(GOOD, colourfulness=5.0),
    "leaning": replace(GOOD, marks=(Mark("tilt", 0.45, {"degrees": 1.0}),)),
    "with a flaw": replace(GOOD, marks=(Mark("noise", 0.6),)),
}


@pytest.mark.parametrize("worse", WORSE.values(), ids=WORSE)
def test_the_better_photo_comes_first(worse: PhotoFacts, tmp_path: Path) -> None:
    assert ranked(tmp_path, worse, GOOD, worse)[0] == PATHS[1]


LEFT_OUT = {
    "upright": replace(GOOD, width=1600, height=2400),
    "too small": replace(GOOD, width=1100, height=800),
    "a strip": replace(GOOD, width=2400, height=600),
    "serious": replace(GOOD, marks=(Mark("dark", 0.9),)),
    "dated": replace(GOOD, marks=(Mark("datestamp", 0.9),)),
}


@pytest.mark.parametrize("unfit", LEFT_OUT.values(), ids=LEFT_OUT)
def test_what_never_stands_at_the_top(unfit: PhotoFacts, tmp_path: Path) -> None:
    assert sorted(ranked(tmp_path, unfit)) == PATHS[1:]


def test_no_photo_of_before_and_none_that_shows_something_else(tmp_path: Path) -> None:
    lines = "写真:\n  - ファイル: 施工後2.jpg\n    イメージ: はい\n---\n窓を"
    case = (
        make.merged(make.SITE, {})["cases"]["living"]["case.md"]
        .replace("                ", "")
        .replace("---\n窓を", lines)
    )
    assert ranked(tmp_path, changes={"cases": {"living": {"case.md": case}}}) == [PATHS[0], PATHS[2]]


def test_the_contractors_own_choice_wins(tmp_path: Path) -> None:
    site = read(tmp_path)
    facts = {p.path: replace(GOOD, likeness=likeness(n)) for n, p in enumerate(site.photos)}
    found = candidates(site.cases, facts, verdicts(site, facts))
    assert found
    assert with_hero(site, found) is site


def test_the_choice_is_told_with_the_next_ones(tmp_path: Path) -> None:
    names = {"施工後2.jpg": make.jpeg(colour=(220, 220, 202))}
    site = read(tmp_path, make.merged(NO_HERO, {"cases": {"living": names}}))
    facts = {p.path: replace(GOOD, likeness=likeness(n)) for n, p in enumerate(site.photos)}
    facts[PATHS[1]] = replace(facts[PATHS[1]], colourfulness=0.0, marks=(Mark("blur", 0.3),))
    words = explain(chosen(site, candidates(site.cases, facts, verdicts(site, facts))))
    assert "トップの写真に cases/living/施工後1.jpg を選びました（大きい、くっきりしている、色が豊か）" in words
    assert "次の候補: cases/living/施工後2.jpg（大きい、まっすぐ、明るさがちょうどよい）" in words
    alone = explain(chosen(site, candidates(site.cases, facts, verdicts(site, facts))[:1]), "en")
    assert "was chosen for the top (large, sharp, colourful); next: none" in alone
