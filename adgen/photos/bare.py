"""One photo straight into files of given widths: the pipeline without a site around it."""

from dataclasses import dataclass

from adgen.model.picture import Encoding, PhotoFacts, Recipe, Rendition, Unreadable
from adgen.photos.develop import develop_all
from adgen.photos.frame import renditions
from adgen.photos.open import guarded, open_photo, upright_size

_CENTRE = (0.5, 0.5)


@dataclass(frozen=True)
class Bare:
    """One photo with its name, the widths in pixels, and the formats with their encodings."""

    name: str
    data: bytes
    widths: tuple[int, ...]
    encodings: dict[str, Encoding]


def develop_bare(job: Bare) -> tuple[tuple[Rendition, bytes], ...] | Unreadable:
    """Every rendition with its bytes, by format and width. A pure function of the job."""
    return guarded(lambda data: _develop(data, job), job.data)


def _develop(data: bytes, job: Bare) -> tuple[tuple[Rendition, bytes], ...]:
    image = open_photo(data)
    width, height = upright_size(image)
    recipe = Recipe("bare", job.widths, None, "", tuple(job.encodings), job.widths, progressive=False)
    made = renditions(
        PhotoFacts("", width, height, image.format or "", (), "", _CENTRE), recipe, job.encodings, _CENTRE
    )
    wanted = tuple(r for group in made.values() for r in group)
    return tuple(zip(wanted, develop_all(data, wanted), strict=True))
