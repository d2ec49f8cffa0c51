"""By how much a photo leans, as the check tilt found it."""

from adgen.model.picture import PhotoFacts
from adgen.photos.checks.tilt import CHECK


def lean(facts: PhotoFacts) -> float:
    """Degrees by which the photo leans clockwise; 0.0 where that is in doubt."""
    found = next((mark for mark in facts.marks if mark.check == CHECK.name), None)
    if found is None or not found.is_judged or CHECK.grade(found.score) is None:
        return 0.0
    # A photo that leans clockwise shows verticals that fall to the left.
    return -float(found.values["angle"]) + 0.0
