"""What is said of a photo where it stands: edits mend, the contractor accepts, serious findings keep it off cards."""

from dataclasses import replace

import pytest

from adgen.model.photo import Acceptance, Photo, PhotoEntry
from adgen.model.picture import Correction, Mark, PhotoFacts
from adgen.model.values import Role
from adgen.photos.checks import CHECKS
from adgen.photos.checks.slot import Slot
from adgen.photos.verdict import LABELS, named, unknown, verdict
from adgen.problems import Place

FACTS = PhotoFacts("", 2000, 1500, "JPEG", (), "", (0.5, 0.5))


def photo(*accepted: tuple[str, str]) -> Photo:
    items = tuple(Acceptance(check=check, reason=reason) for check, reason in accepted)
    return Photo("a.jpg", PhotoEntry(file="a.jpg", accept=items), Role.after, None, Place("case.md", 3))


def told(shown: Photo, *marks: Mark, correction: Correction = Correction(), role: Role = Role.after) -> list[str]:  # noqa: B008
    found = verdict(shown, replace(FACTS, marks=marks, correction=correction), Slot.case, role)
    return [f.check for f in found.counted]


STAMP = Mark("datestamp", 0.9, {}, (0.7, 0.9, 0.2, 0.05))

MENDED = {
    "turned upright": (Mark("tilt", 0.9, {"degrees": 3}), Correction(angle=-3), Correction(quarters=2)),
    "turned from its side": (Mark("sideways", 0.7), Correction(quarters=1), Correction(quarters=2)),
    "more light": (Mark("dark", 0.9), Correction(exposure=0.5), Correction(exposure=-0.5)),
    "less light": (Mark("bright", 0.9), Correction(exposure=-0.5), Correction(exposure=0.5)),
    "hidden": (STAMP, Correction(hidden=((0.6, 0.85, 1.0, 1.0),)), Correction(hidden=((0.75, 0.85, 1.0, 1.0),))),
    "cut off": (STAMP, Correction(crop=(0.0, 0.0, 1.0, 0.9)), Correction(crop=(0.0, 0.0, 1.0, 0.92))),
    "cut off at the side": (STAMP, Correction(crop=(0.0, 0.0, 0.7, 1.0)), Correction(crop=(0.0, 0.0, 0.8, 1.0))),
    "cut off after a half turn": (
        STAMP,
        Correction(quarters=2, crop=(0.4, 0.2, 1.0, 1.0)),
        Correction(quarters=2, crop=(0.0, 0.0, 0.6, 0.9)),
    ),
}


@pytest.mark.parametrize(("mark", "mending", "other"), MENDED.values(), ids=MENDED)
def test_edits_mend_what_they_are_for(mark: Mark, mending: Correction, other: Correction) -> None:
    assert told(photo(), mark) == told(photo(), mark, correction=other) == [mark.check]
    assert told(photo(), mark, correction=mending) == []


def test_a_photo_straightened_as_told_is_not_small_now() -> None:
    narrow = replace(FACTS, width=1125, height=672, correction=Correction(angle=-2.3))
    assert verdict(photo(), narrow, Slot.case, Role.after).counted == ()
    cut = replace(narrow, correction=Correction(crop=(0.0, 0.0, 0.9, 1.0)))
    assert [f.check for f in verdict(photo(), cut, Slot.case, Role.after).counted] == ["too_small"]


def test_what_is_accepted_is_listed_and_does_not_act() -> None:
    marks = (Mark("blur", 0.9), Mark("dark", 0.9))
    shown = photo(("ぼけ・手ブレ", "水の流れを見せるためです"))
    found = verdict(shown, replace(FACTS, marks=marks), Slot.case, Role.after)
    assert [(f.check, f.accepted) for f in found.findings] == [("blur", "水の流れを見せるためです"), ("dark", "")]
    assert [f.check for f in found.counted] == ["dark"]
    assert not found.is_fit
    both = photo(("blur", "a"), ("暗さ", "b"))
    assert verdict(both, replace(FACTS, marks=marks), Slot.case, Role.after).is_fit


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_a_check_is_known_by_both_names(check: object) -> None:
    name = check.name  # type: ignore[attr-defined]
    assert named(name.upper()) == named(f" {LABELS[name]}") == name


def test_names_that_are_none() -> None:
    assert list(unknown(photo(("blur", "a"), ("ピンぼけ", "b"), ("すてき", "c")))) == ["ピンぼけ", "すてき"]


def test_only_what_is_serious_keeps_a_photo_off_a_card() -> None:
    grades = {"mild": Mark("blur", 0.6), "serious": Mark("blur", 0.9), "note": Mark("gps", 1.0)}
    fit = {
        name: verdict(photo(), replace(FACTS, marks=(m,)), Slot.case, Role.after).is_fit for name, m in grades.items()
    }
    assert fit == {"mild": True, "serious": False, "note": True}
