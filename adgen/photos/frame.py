"""Crops and sizes: which files a photo gets in one role, before any pixel is touched."""

from adgen.model.picture import Encoding, PhotoFacts, Recipe, Rendition
from adgen.photos.develop import VERSION
from adgen.plumbing.cache import digest

Box = tuple[float, float, float, float]

# A width between the largest standard one and the photo's own is made only when it gives this much more detail.
_WORTH_MORE = 1.25
_SUFFIX = {"avif": "avif", "jpeg": "jpg", "webp": "webp"}


def crop_box(facts: PhotoFacts, aspect: tuple[int, int] | None, focus: tuple[float, float]) -> Box:
    """The largest box of that aspect, as shares of the photo, as near to the focal point as the edges allow."""
    if aspect is None:
        return 0.0, 0.0, 1.0, 1.0
    wanted, own = aspect[0] / aspect[1], facts.width / facts.height
    if wanted < own:
        share = wanted / own
        left = min(max(focus[0] - share / 2, 0.0), 1 - share)
        return round(left, 6), 0.0, round(left + share, 6), 1.0
    share = own / wanted
    top = min(max(focus[1] - share / 2, 0.0), 1 - share)
    return 0.0, round(top, 6), 1.0, round(top + share, 6)


def renditions(
    facts: PhotoFacts, recipe: Recipe, encodings: dict[str, Encoding], focus: tuple[float, float]
) -> dict[str, tuple[Rendition, ...]]:
    """By format, every file of a photo in a role, narrow first; never wider than the photo."""
    box = crop_box(facts, recipe.aspect, focus)
    available = max(1, round((box[2] - box[0]) * facts.width))
    height_of_crop = max(1.0, (box[3] - box[1]) * facts.height)
    made = {}
    for kind in recipe.formats:
        asked = recipe.fallback_widths if kind == recipe.formats[-1] and recipe.fallback_widths else recipe.widths
        made[kind] = tuple(
            _rendition(
                facts, recipe, encodings[kind], kind, box, width, max(1, round(width * height_of_crop / available))
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
    recipe_digest = digest(repr((VERSION, box, encoding, recipe.progressive)).encode(), 4)
    name = f"photos/{facts.digest[:16]}-{width}x{height}-{recipe_digest}.{_SUFFIX[kind]}"
    return Rendition(name, width, height, box, kind, encoding, recipe.progressive)
