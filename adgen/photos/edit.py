"""A photo as its contractor wants it shown: what his edits come to, the facts after them, and the pixels."""

from dataclasses import replace

from PIL import Image

from adgen.model.edits import Area, Edits, Straighten
from adgen.model.picture import AS_TAKEN, Correction, PhotoFacts
from adgen.photos.exposure import exposed
from adgen.photos.frame import Box, working_size
from adgen.photos.geometry import affine, corrected_size, moved
from adgen.photos.inspect import GRID
from adgen.photos.mosaic import hidden
from adgen.photos.saliency import near_centre
from adgen.photos.upright import lean

# What leans more is more likely a low-angle shot than a slip of the hand.
MOST_AUTO = 5.0
# Pixels on which the fields of a grid are turned and cut.
_MAP_SIDE = 192
_QUARTERS = (None, Image.Transpose.ROTATE_270, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_90)


def correction_of(edits: Edits | None, tilt: float) -> Correction:
    """What the edits come to for a photo that leans by `tilt` degrees clockwise (0.0: not known)."""
    if edits is None:
        return AS_TAKEN
    turns = round((edits.rotate or 0) / 90)
    angle = round((edits.rotate or 0) - 90 * turns, 4)
    # The lines that lean in a photo on its side are not those that stand upright in it.
    if not angle and edits.straighten is Straighten.auto and turns % 2 == 0 and abs(tilt) <= MOST_AUTO:
        angle = -tilt
    crop = _box(edits.crop) if edits.crop else AS_TAKEN.crop
    return Correction(tuple(_box(a) for a in edits.hide), turns % 4, angle, crop, edits.exposure or 0.0)


def edited(facts: PhotoFacts, edits: Edits | None) -> PhotoFacts:
    """The facts of the photo once it is edited; the same where nothing is. Its size is the one that is worked with."""
    correction = correction_of(edits, lean(facts))
    if correction == AS_TAKEN:
        return facts
    size = working_size(facts.width, facts.height, facts.format)
    width, height = corrected_size(size, correction)
    x, y = moved(facts.focus, size, correction)
    grid, focus = _grid(facts.grid, size, correction), (near_centre(x), near_centre(y))
    return replace(facts, width=width, height=height, grid=grid, focus=focus, correction=correction)


def _grid(grid: tuple[int, ...], size: tuple[int, int], correction: Correction) -> tuple[int, ...]:
    """The light of the corrected photo by that of the one that was taken, its fields as far as they go."""
    shape = max(1, round(_MAP_SIDE * size[0] / max(size))), max(1, round(_MAP_SIDE * size[1] / max(size)))
    drawn = Image.frombytes("L", GRID, bytes(grid)).resize(shape, Image.Resampling.BOX)
    return tuple(corrected(drawn, replace(correction, hidden=())).resize(GRID, Image.Resampling.BOX).tobytes())


def corrected(image: Image.Image, correction: Correction) -> Image.Image:
    """The pixels of an upright photo, at any scale, after its correction."""
    image = hidden(image, correction.hidden)
    turn = _QUARTERS[correction.quarters]
    image = image if turn is None else image.transpose(turn)
    return exposed(_cut(image, correction), correction.exposure)


def _cut(image: Image.Image, correction: Correction) -> Image.Image:
    """Tilt and crop in one step."""
    rest = replace(correction, quarters=0)
    size = corrected_size(image.size, rest)
    if correction.angle:
        data = affine(image.size, rest, size)
        return image.transform(size, Image.Transform.AFFINE, data, Image.Resampling.BICUBIC)
    if correction.crop == AS_TAKEN.crop:
        return image
    left, top = (min(round(s * n), n - m) for s, n, m in zip(correction.crop, image.size, size, strict=False))
    return image.crop((left, top, left + size[0], top + size[1]))


def _box(area: Area) -> Box:
    left, top, width, height = area
    return left, top, round(min(1.0, left + width), 6), round(min(1.0, top + height), 6)
