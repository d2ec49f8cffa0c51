"""A photo that several records name: what is done to it in one place is done to it everywhere, or a plate would show."""

from collections.abc import Callable
from dataclasses import replace

from adgen.model.edits import Edits
from adgen.model.photo import Photo
from adgen.model.site import Site
from adgen.problems import Place, Problem, problem


def share_edits(site: Site) -> tuple[Site, list[Problem]]:
    """The site with the edits of each photo wherever it is named, and a problem for those that do not agree."""
    told: dict[str, tuple[Edits, Place]] = {}
    problems = []
    for photo in site.photos:
        own = photo.entry.edits
        if own is None or own == Edits():
            continue
        edits, place = told.setdefault(photo.path, (own, photo.place))
        if edits != own:
            problems.append(problem("E215", photo.place, photo=photo.path, first=str(place)))
    return _with_photos(site, lambda photo: _with_edits(photo, told)) if told else site, problems


def _with_edits(photo: Photo, told: dict[str, tuple[Edits, Place]]) -> Photo:
    if photo.path not in told:
        return photo
    return replace(photo, entry=photo.entry.model_copy(update={"edits": told[photo.path][0]}))


def _with_photos(site: Site, change: Callable[[Photo], Photo]) -> Site:
    return replace(
        site,
        hero=site.hero and change(site.hero),
        logo=site.logo and change(site.logo),
        cases=tuple(replace(c, photos=tuple(map(change, c.photos))) for c in site.cases),
        services=tuple(replace(s, photos=tuple(map(change, s.photos))) for s in site.services),
        staff=tuple(replace(s, face=s.face and change(s.face)) for s in site.staff),
    )
