"""A wrong white balance: light, nearly neutral parts all lean to one colour. Never serious: warm wood and sunsets are right."""

from adgen.photos.checks.colours import light_colour
from adgen.photos.checks.declare import Before, Check, Grade, Measure
from adgen.photos.checks.learnt import sums
from adgen.photos.checks.view import View

_NAMES = {"warm": ("黄", "yellow"), "cool": ("青", "blue"), "green": ("緑", "green"), "magenta": ("赤", "red")}


def measure(view: View) -> Measure:
    """From several guesses at the colour of the light and how they agree; tells towards which colour."""
    found = light_colour(view)
    warm, green = found["warm"], found["green"]
    if abs(warm) >= abs(green):
        name = "warm" if warm > 0 else "cool"
    else:
        name = "green" if green > 0 else "magenta"
    japanese, english = _NAMES[name]
    return Measure(sums()["colour_cast"].score(found), {"colour": japanese, "colour_en": english})


CHECK = Check("colour_cast", measure, {Grade.mild: "W231"}, before=Before.note)
