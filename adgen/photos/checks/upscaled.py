"""Enlarged: edges exist, but nothing finer than the small picture it was made from."""

from adgen.photos.checks.declare import Check, Grade, Measure
from adgen.photos.checks.edges import sharpness
from adgen.photos.checks.learnt import sums
from adgen.photos.checks.view import View


def measure(view: View) -> Measure:
    """From the same measures of sharpness as blur, weighed for enlargement."""
    found = view.once(sharpness)
    return Measure(sums()["upscaled"].score(found) if found["edges"] >= 150 else 0.0)


CHECK = Check("upscaled", measure, {Grade.mild: "W237"})
