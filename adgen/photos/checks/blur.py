"""Out of focus or shaken: even the sharpest edges are soft, in all directions or in one."""

from adgen.photos.checks.declare import SERIOUS, Before, Check, Grade, Measure
from adgen.photos.checks.edges import FEWEST, sharpness
from adgen.photos.checks.learnt import sums
from adgen.photos.checks.view import View

_UNSURE = 0.45
# A photo must differ this much between its softest and its sharpest direction to be called shaken.
_SHAKEN = 0.45


def measure(view: View) -> Measure:
    """From the widths of edges and the fall of the spectrum; a photo with next to no edges is not judged."""
    found = view.once(sharpness)
    score = sums()["blur"].score(found)
    if found["edges"] < FEWEST:
        return Measure(min(score, _UNSURE), is_judged=False)
    apart = found["wide20_10"] - found["narrow20_10"]
    return Measure(score, {"kind": "motion" if apart > _SHAKEN else "focus"})


CHECK = Check(
    "blur",
    "ぼけ・手ブレ",
    measure,
    {Grade.mild: "W222", Grade.serious: "W223"},
    serious=SERIOUS,
    unjudged="W224",
    before=Before.only_serious,
)
