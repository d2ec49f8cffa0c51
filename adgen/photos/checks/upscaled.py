"""Enlarged: edges exist, but nothing finer than the small picture it was made from."""

from adgen.photos.checks.declare import Check, Grade, Measure
from adgen.photos.checks.edges import FEWEST, sharpness
from adgen.photos.checks.learnt import sums
from adgen.photos.checks.view import View

_UNSURE = 0.45


def measure(view: View) -> Measure:
    """From the same measures of sharpness as blur, weighed for enlargement."""
    found = view.once(sharpness)
    score = sums()["upscaled"].score(found)
    return Measure(score if found["edges"] >= FEWEST else min(score, _UNSURE))


CHECK = Check("upscaled", "引き伸ばし", measure, {Grade.mild: "W237"})
