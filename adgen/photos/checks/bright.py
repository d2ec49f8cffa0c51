"""Over-exposed: large parts are white without drawing, and colours clipped in one channel show it was the exposure."""

from adgen.photos.checks.declare import SERIOUS, Check, Grade, Measure
from adgen.photos.checks.exposure import box_of, exposure, lightest_region
from adgen.photos.checks.learnt import sums
from adgen.photos.checks.view import View


def measure(view: View) -> Measure:
    """From clipped shares and the levels of the rest; the region is the largest light one."""
    return Measure(sums()["bright"].score(view.once(exposure)), region=box_of(lightest_region(view.grid)))


CHECK = Check("bright", "白とび", measure, {Grade.mild: "W227", Grade.serious: "W228"}, serious=SERIOUS)
