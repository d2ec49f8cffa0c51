"""Under-exposed: even the lightest parts are dark. Bright small lights mean night, which is no fault."""

from adgen.photos.checks.declare import SERIOUS, Before, Check, Grade, Measure
from adgen.photos.checks.exposure import exposure
from adgen.photos.checks.learnt import sums
from adgen.photos.checks.view import View


def measure(view: View) -> Measure:
    """From the levels of luma and what share of the photo lies in the shadows."""
    return Measure(sums()["dark"].score(view.once(exposure)))


CHECK = Check("dark", "暗さ", measure, {Grade.mild: "W225", Grade.serious: "W226"}, serious=SERIOUS, before=Before.note)
