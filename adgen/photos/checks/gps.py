"""The file says where it was taken: told, and removed from everything that is published. No fault of the picture."""

from adgen.photos.checks.declare import NEVER, Before, Check, Grade, Measure
from adgen.photos.checks.view import View


def measure(view: View) -> Measure:
    """1 when the header holds a place."""
    return Measure(float(view.header.has_place))


CHECK = Check("gps", "位置情報", measure, {Grade.note: "W248"}, note=0.5, mild=NEVER, before=Before.same)
