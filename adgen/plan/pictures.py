"""Photos into pictures: which renditions each role needs, their names and words, before any pixel is touched."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from adgen.model.photo import Photo
from adgen.model.picture import Correction, Encoding, PhotoFacts, Recipe, Rendition
from adgen.model.site import CaseEntry
from adgen.model.values import Edit, Role
from adgen.pages.view import CaseCard, Picture, Source
from adgen.photos.frame import renditions, seen_in
from adgen.photos.verdict import Verdict
from adgen.plumbing.cache import digest

_MEDIA = {"avif": "image/avif", "jpeg": "image/jpeg", "webp": "image/webp"}
# The role in which a before and an after are laid over each other.
PAIR = "pair"
_CENTRE = (0.5, 0.5)
# Two photos make a pair by their numbers only when their shapes differ by no more than this.
_SAME_SHAPE = 1.1
_LEADING = (Role.after, Role.detail, Role.other, Role.during)


@dataclass
class Pictures:
    """Makes the Picture of a photo in a role, and remembers every file that is needed for it, and the cards that hold them.

    A photo that is unfit by its verdict stands for nothing; one without a verdict is fit.
    """

    facts: Mapping[str, PhotoFacts]
    recipes: Mapping[str, Recipe]
    encodings: dict[str, Encoding]
    verdicts: Mapping[str, Verdict] = field(default_factory=dict)
    needed: dict[str, dict[str, Rendition]] = field(default_factory=dict)
    focus: dict[tuple[str, str], tuple[float, float]] = field(default_factory=dict)
    cards: dict[str, tuple[CaseEntry, CaseCard]] = field(default_factory=dict)

    def picture(self, photo: Photo, role: str, alt: str = "", like: Photo | None = None) -> Picture:
        """The photo in a role; `alt` stands in where the contractor wrote none.

        `like` is the photo beside which it will lie: of a pair both are cut at the same point.
        """
        recipe = self.recipes[role]
        focus = self.focus_of(photo, like)
        key = digest(repr((self.facts[photo.path].digest, role, focus)).encode(), 4)
        shown = self._shown(photo, recipe, focus, key, alt)
        return replace(shown, phone=self._shown(photo, recipe.phone, focus, key, alt)) if recipe.phone else shown

    def _shown(self, photo: Photo, recipe: Recipe, focus: tuple[float, float], key: str, alt: str) -> Picture:
        """The photo by one recipe."""
        made = renditions(self.facts[photo.path], recipe, self.encodings, focus)
        wanted = self.needed.setdefault(photo.path, {})
        wanted.update({r.name: r for group in made.values() for r in group})
        *modern, last = recipe.formats
        largest = made[last][-1]
        self._look_at(key, recipe, seen_in(largest.box, focus))
        return Picture(
            key=key,
            sources=tuple(_source(kind, made[kind]) for kind in modern),
            fallback=_source(last, made[last]),
            large=largest.name,
            width=largest.width,
            height=largest.height,
            sizes=recipe.sizes,
            media=recipe.media,
            alt=photo.entry.alt or alt,
            caption=photo.entry.caption or "",
            note=_note(photo, self.facts[photo.path].correction),
            role=photo.role.value if photo.role not in (Role.other, Role.detail) else "",
        )

    def lead(self, photos: Iterable[Photo]) -> Photo | None:
        """The photo that stands for a case: the first after, else the first that shows no "before"; none that is unfit."""
        fit = [p for p in photos if self.is_fit(p)]
        return next((p for role in _LEADING for p in fit if p.role is role), None)

    def is_fit(self, photo: Photo) -> bool:
        """Whether a photo may stand on a card."""
        found = self.verdicts.get(photo.path)
        return found is None or found.is_fit

    def focus_of(self, photo: Photo, like: Photo | None = None) -> tuple[float, float]:
        """Where a photo is cut: at its own written point, else at that of the photo beside it, else where that one's guess is."""
        leader = like or photo
        return photo.entry.focus or leader.entry.focus or self.facts[leader.path].focus

    def _look_at(self, key: str, recipe: Recipe, point: tuple[float, float]) -> None:
        """Let a frame of another shape than the picture show this point of it; on phones where theirs is another one."""
        if point != self.focus.get(("", key), _CENTRE):
            self.focus[recipe.media, key] = point

    def pairs(self, photos: Iterable[Photo]) -> tuple[tuple[Photo, Photo], ...]:
        """(before, after) of one place: by the same `pair` word, or by the same number in names of like shape."""
        photos = tuple(photos)
        befores = [p for p in photos if p.role is Role.before]
        afters = [p for p in photos if p.role is Role.after]
        return tuple((b, a) for b in befores for a in afters if self._belong(b, a))

    def _belong(self, before: Photo, after: Photo) -> bool:
        words = before.entry.pair, after.entry.pair
        if any(words):
            return words[0] == words[1]
        if before.entry.illustration or after.entry.illustration or _number(before) != _number(after):
            return False
        shapes = [self.facts[p.path].width / self.facts[p.path].height for p in (before, after)]
        return max(shapes) / min(shapes) <= _SAME_SHAPE


def _source(kind: str, made: Iterable[Rendition]) -> Source:
    return Source(_MEDIA[kind], tuple((r.name, r.width) for r in made))


def _number(photo: Photo) -> str:
    return "".join(re.findall(r"\d+", photo.path.rpartition("/")[2]))


def _note(photo: Photo, correction: Correction) -> str:
    """What a reader has to know of a picture: that it shows something else, and what was done to it."""
    notes = []
    if photo.entry.illustration:
        caption = photo.entry.caption or ""
        notes.append(caption if "イメージ" in caption else "写真はイメージです")
    # Turning a photo from its side and cutting it show the same place as before.
    done = {
        Edit.brightness: correction.exposure,
        Edit.straightened: correction.angle,
        Edit.hidden: correction.hidden,
    }
    edits = [edit.value for edit, is_done in done.items() if is_done or photo.entry.edited is edit]
    if edits:
        notes.append(f"加工：{'、'.join(edits)}")
    return "。".join(notes)
