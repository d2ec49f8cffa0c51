"""One photo looked at for what may be mended, and shown before and after."""

import io
from dataclasses import dataclass, replace

from PIL import Image

from adgen.fix.light import missing_light
from adgen.model.picture import Correction, Unreadable
from adgen.photos.edit import corrected
from adgen.photos.open import guarded, open_photo
from adgen.photos.reduce import reduced

_SIDE = 960


@dataclass(frozen=True)
class Job:
    """A photo as it is shown today, the angle (degrees clockwise) that is proposed, and whether light may be."""

    data: bytes
    correction: Correction
    angle: float
    may_lift: bool


@dataclass(frozen=True)
class Look:
    """The light (EV) that is proposed, 0.0 for none, and the photo before and after the proposal as JPEG."""

    exposure: float
    before: bytes
    after: bytes


def look(job: Job) -> Look | Unreadable:
    """Look at a photo. A pure function of the job."""
    return guarded(lambda data: _look(data, job), job.data)


def _look(data: bytes, job: Job) -> Look:
    level = max(0, (max(open_photo(data).size) // _SIDE).bit_length() - 1)
    photo = reduced(data, level)
    now = corrected(photo, job.correction)
    exposure = missing_light(now) if job.may_lift else 0.0
    then = replace(
        job.correction, angle=job.angle or job.correction.angle, exposure=exposure or job.correction.exposure
    )
    return Look(exposure, _jpeg(now), _jpeg(corrected(photo, then)) if then != job.correction else b"")


def _jpeg(image: Image.Image) -> bytes:
    image = image.copy()
    image.info = {}
    image.thumbnail((_SIDE, _SIDE), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=75)
    return out.getvalue()
