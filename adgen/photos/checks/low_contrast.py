"""A veil over everything: black is lifted and white lowered although there is much to see."""

from adgen.photos.checks.declare import Before, Check, Grade, Measure
from adgen.photos.checks.exposure import exposure
from adgen.photos.checks.learnt import sums
from adgen.photos.checks.view import View


def measure(view: View) -> Measure:
    """From both ends of the histogram, the darkest channel (He et al. 2009) and the contrast inside tiles."""
    return Measure(sums()["low_contrast"].score(view.once(exposure)))


CHECK = Check("low_contrast", measure, {Grade.mild: "W230"}, before=Before.note)
