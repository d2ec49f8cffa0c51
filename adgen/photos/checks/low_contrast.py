"""A veil over everything: black is lifted and white lowered although there is much to see. A plain wall has few levels by nature."""

from adgen.photos.checks.declare import Before, Check, Grade, Measure
from adgen.photos.checks.edges import FEWEST, sharpness
from adgen.photos.checks.exposure import exposure
from adgen.photos.checks.learnt import sums
from adgen.photos.checks.view import View

_UNSURE = 0.45


def measure(view: View) -> Measure:
    """From both ends of the histogram, the darkest channel (He et al. 2009) and the contrast inside tiles."""
    score = sums()["low_contrast"].score(view.once(exposure))
    if view.once(sharpness)["edges"] < FEWEST:
        return Measure(min(score, _UNSURE), is_judged=False)
    return Measure(score)


CHECK = Check("low_contrast", "白っぽさ", measure, {Grade.mild: "W230"}, before=Before.note)
