"""Crops and sizes: which files a photo gets in one role, before any pixel is touched."""

from adgen.model.picture import AS_TAKEN, LEAST_WIDTH, Encoding, PhotoFacts, Recipe, Rendition
from adgen.photos.open import DEAR_FORMATS
from adgen.plumbing.cache import digest

# Part of every name: raise it when the same recipe gives other pixels.
VERSION = 4

Box = tuple[float, float, float, float]

# A width between the largest standard one and the photo's own is made only when it gives this much more detail.
_WORTH_MORE = 1.25
# What is taken in place of a crop that would keep too little.
_GENTLE = 4 / 3
# The long side of the copy from which photos of formats dear to decode are developed.
_COPY_SIDE = 2560
_SUFFIX = {"avif": "avif", "jpeg": "jpg", "webp": "webp"}


def working_size(width: int, height: int, kind: str) -> tuple[int, int]:
    """The size in which a photo of that format is worked with; what is published of it is never larger."""
    scale = min(1.0, _COPY_SIDE / max(width, height)) if kind in DEAR_FORMATS else 1.0
    return max(1, round(width * scale)), max(1, round(height * scale))


def crop_box(
    facts: PhotoFacts, aspect: tuple[int, int] | None, focus: tuple[float, float], keep: float = LEAST_WIDTH
) -> Box:
    """The largest box of that aspect, as shares of the photo, as near to the focal point as the edges allow.

    4:3, or the photo's own, where that box would have less of the width than the share `keep`.
    """
    if aspect is None:
        return 0.0, 0.0, 1.0, 1.0
    wanted, own = aspect[0] / aspect[1], facts.width / facts.height
    if wanted < own * keep:
        wanted = max(wanted, min(own, _GENTLE))
    if wanted < own:
        share = wanted / own
        left = min(max(focus[0] - share / 2, 0.0), 1 - share)
        return round(left, 6), 0.0, round(left + share, 6), 1.0
    share = own / wanted
    top = min(max(focus[1] - share / 2, 0.0), 1 - share)
    return 0.0, round(top, 6), 1.0, round(top + share, 6)


def seen_in(box: Box, point: tuple[float, float]) -> tuple[float, float]:
    """A point of the photo as shares of that part of it."""
    left, top, right, bottom = box
    return round((point[0] - left) / (right - left), 4), round((point[1] - top) / (bottom - top), 4)


def renditions(
    facts: PhotoFacts, recipe: Recipe, encodings: dict[str, Encoding], focus: tuple[float, float]
) -> dict[str, tuple[Rendition, ...]]:
    """By format, every file of a photo in a role, narrow first; never wider than the photo."""
    box = crop_box(facts, recipe.aspect, focus, recipe.keep)
    size = working_size(facts.width, facts.height, facts.format)
    available = max(1, round((box[2] - box[0]) * size[0]))
    height_of_crop = max(1.0, (box[3] - box[1]) * size[1])
    made = {}
    for kind in recipe.formats:
        asked = recipe.fallback_widths if kind == recipe.formats[-1] and recipe.fallback_widths else recipe.widths
        made[kind] = tuple(
            _rendition(
                facts,
                recipe,
                recipe.encoding(kind, encodings[kind]),
                kind,
                box,
                width,
                max(1, round(width * height_of_crop / available)),
            )
            for width in _widths(asked, available)
        )
    return made


def _widths(asked: tuple[int, ...], available: int) -> list[int]:
    fitting = [w for w in asked if w <= available]
    largest = fitting[-1] if fitting else 0
    if largest < asked[-1] and available >= largest * _WORTH_MORE:
        fitting.append(available)
    return fitting


def _rendition(
    facts: PhotoFacts, recipe: Recipe, encoding: Encoding, kind: str, box: Box, width: int, height: int
) -> Rendition:
    made_by = (VERSION, box, encoding, recipe.progressive, *(c for c in (facts.correction,) if c != AS_TAKEN))
    recipe_digest = digest(repr(made_by).encode(), 4)
    name = f"photos/{facts.digest[:16]}-{width}x{height}-{recipe_digest}.{_SUFFIX[kind]}"
    return Rendition(name, width, height, box, kind, encoding, recipe.progressive, facts.correction)
