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
    names = (warm, "warm", "cool") if abs(warm) >= abs(green) else (green, "green", "magenta")
    japanese, english = _NAMES[names[1] if names[0] > 0 else names[2]]
    return Measure(sums()["colour_cast"].score(found), {"colour": japanese, "colour_en": english})


CHECK = Check("colour_cast", "色のかたより", measure, {Grade.mild: "W231"}, before=Before.note)
