"""What marks mean: by slot, by role, accepted or hidden by a worse one; and that they are kept as they were."""

import json
import subprocess
import sys
from dataclasses import replace

import pytest
from PIL import Image

from adgen.model.picture import Mark, PhotoFacts
from adgen.model.values import Role
from adgen.photos.checks import CHECKS, findings, marks, scores
from adgen.photos.checks.declare import Grade, along
from adgen.photos.checks.slot import Slot
from adgen.photos.checks.view import Header, View
from adgen.photos.inspect import Look, inspect
from tests import make

BAD = {"blur": 0.9, "dark": 0.9, "tilt": 0.9, "datestamp": 0.9, "low_contrast": 0.6, "noise": 0.45}


def marked(*found: Mark, size: tuple[int, int] = (2000, 1500)) -> PhotoFacts:
    return PhotoFacts("", *size, "JPEG", (), "", (0.5, 0.5), found)


def told(facts: PhotoFacts, role: Role | None = None, slot: Slot = Slot.thumb) -> dict[str, Grade]:
    return {f.check: f.grade for f in findings(facts, slot, role)}


@pytest.mark.parametrize(
    ("size", "slot", "codes"),
    [
        ((1600, 900), Slot.hero, []),
        ((900, 1600), Slot.hero, []),
        ((1599, 900), Slot.hero, ["W220"]),
        ((800, 600), Slot.hero, ["W221"]),
        ((1200, 800), Slot.case, []),
        ((1024, 1024), Slot.case, ["W220"]),
        ((600, 400), Slot.case, ["W221"]),
        ((641, 400), Slot.thumb, []),
        ((640, 400), Slot.thumb, ["W220"]),
        ((320, 200), Slot.thumb, ["W221"]),
    ],
)
def test_too_small(size: tuple[int, int], slot: Slot, codes: list[str]) -> None:
    facts = marked(size=size)
    found = list(findings(facts, slot))
    assert [f.code for f in found] == codes
    assert all(f.check == "too_small" and 0 < f.score <= 1 for f in found)
    assert scores(facts, slot)["too_small"] == (found[0].score if found else 0)


ROLES = {
    None: {"blur": 3, "dark": 3, "low_contrast": 2, "noise": 1, "tilt": 2, "datestamp": 3},
    Role.after: {"blur": 3, "dark": 3, "low_contrast": 2, "noise": 1, "tilt": 2, "datestamp": 3},
    Role.before: {"blur": 3, "dark": 1, "low_contrast": 1, "datestamp": 3},
    Role.detail: {"blur": 3, "dark": 3, "low_contrast": 2, "noise": 1, "tilt": 1, "datestamp": 3},
}


@pytest.mark.parametrize(("role", "expected"), ROLES.items(), ids=map(str, ROLES))
def test_roles(role: Role | None, expected: dict[str, int]) -> None:
    facts = marked(*(Mark(name, score, {"degrees": 3}) for name, score in BAD.items()))
    assert told(facts, role) == expected


def test_a_slightly_blurred_photo_of_before_is_good_enough() -> None:
    facts = marked(Mark("blur", 0.6), Mark("dark", 0.6))
    assert told(facts) == {"blur": Grade.mild, "dark": Grade.mild}
    assert told(facts, Role.before) == {"dark": Grade.note}


def test_what_cannot_be_judged_is_a_note() -> None:
    facts = marked(Mark("blur", 0.45, is_judged=False), Mark("tilt", 0.9, is_judged=False))
    (found,) = findings(facts, Slot.thumb)
    assert (found.check, found.grade, found.code) == ("blur", Grade.note, "W224")
    assert told(facts, Role.before) == {}


def test_accepted_findings_are_listed_with_their_reason() -> None:
    facts = marked(Mark("blur", 0.9), Mark("dark", 0.9))
    found = list(findings(facts, Slot.thumb, accepted={"blur": "動きを見せる写真です"}))
    assert [(f.check, f.accepted) for f in found] == [("blur", "動きを見せる写真です"), ("dark", "")]


def test_a_screenshot_says_nothing_else() -> None:
    facts = marked(Mark("screenshot", 0.9), Mark("datestamp", 0.9), Mark("bright", 0.9), Mark("gps", 1))
    assert told(facts) == {"screenshot": Grade.serious, "gps": Grade.note}


def test_facts_are_the_same_when_they_come_back_from_the_index() -> None:
    look = inspect(make.encoded(make.image((900, 600)), "JPEG"))
    assert isinstance(look, Look)
    facts = replace(look.facts, marks=(*look.facts.marks, Mark("x", 0.5, {"a": 1.5}, (0.1, 0.2, 0.3, 0.4))))
    assert {mark.check for mark in facts.marks} >= {check.name for check in CHECKS}
    assert PhotoFacts.stored(json.loads(json.dumps(facts.kept()))) == facts


def test_same_photo_same_marks() -> None:
    data = make.encoded(Image.effect_noise((800, 600), 60).convert("RGB"), "JPEG")
    first, second = inspect(data), inspect(data)
    assert first == second
    assert isinstance(first, Look)
    assert all(round(mark.score, 2) == mark.score for mark in first.facts.marks)


@pytest.mark.parametrize("size", [(1, 1), (3, 1000), (63, 65), (64, 64), (64, 1280), (1280, 64), (512, 512)], ids=str)
@pytest.mark.parametrize("colour", ["black", "white", "grey", "red"])
def test_odd_pictures(size: tuple[int, int], colour: str) -> None:
    found = marks(View(Image.new("RGB", size, colour), Header(*size)))
    assert [mark.check for mark in found] == [check.name for check in CHECKS]
    assert all(0 <= mark.score <= 1 for mark in found)


def test_along() -> None:
    scale = ((1.0, 0.0), (2.0, 0.5), (4.0, 1.0))
    assert [along(scale, x) for x in (0, 1, 1.5, 2, 3, 4, 9)] == [0, 0, 0.25, 0.5, 0.75, 1, 1]


def test_judging_needs_no_numpy() -> None:
    script = (
        "import sys, adgen.cli.build, adgen.cli.photos; from adgen.model.picture import *;"
        "from adgen.photos.checks import findings; from adgen.photos.checks.slot import Slot;"
        "f = PhotoFacts('', 9, 9, '', (), '', (0.5, 0.5), (Mark('blur', 0.9), Mark('dark', 0.9)));"
        "assert len(list(findings(f, Slot.hero))) == 3; assert 'numpy' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
