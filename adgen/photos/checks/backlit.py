"""Taken against the light: a clipped region, and everything else dark."""

from adgen.photos.checks.declare import Check, Grade, Measure
from adgen.photos.checks.exposure import box_of, exposure, lightest_region
from adgen.photos.checks.learnt import sums
from adgen.photos.checks.view import View


def measure(view: View) -> Measure:
    """From the two peaks of the histogram and the light region against the rest; the region is the light one."""
    return Measure(sums()["backlit"].score(view.once(exposure)), region=box_of(lightest_region(view.grid)))


CHECK = Check("backlit", "逆光", measure, {Grade.mild: "W229"})
