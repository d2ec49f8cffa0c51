"""The theme contract: theme.yaml says which renditions each role of a photo gets; templates and static files lie beside it."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from adgen.model.picture import LEAST_WIDTH, Encoding, Recipe
from adgen.pages.shelf import theme_folder
from adgen.pages.style import slim
from adgen.problems import AdgenError, Place, problem
from adgen.text.nodes import plain
from adgen.text.parse import parse

__all__ = ["EXTRA_STYLE", "ROLES", "TEMPLATES", "Theme", "at_best", "drafted", "load_theme", "theme_folder"]

# What a contractor lays over the theme: loaded last, so that it has the last word.
EXTRA_STYLE = "extra.css"
# What the plan renders; a template may include others.
TEMPLATES = (
    *("home.html", "cases.html", "case.html", "service.html", "request.html", "text.html"),
    *("redirect.html", "name.html", "index.html"),
)
# The roles of photos that the plan asks for.
ROLES = ("hero", "hero_beside", "hero_framed", "figure", "card", "pair", "portrait", "logo", "share")
_WEBP_METHODS = 6


@dataclass(frozen=True)
class Theme:
    """A theme that has been read: recipes by role, encodings by format, static files by name.

    `best` are the encodings that take their time, for the formats that have one.
    """

    name: str
    folder: Path
    recipes: dict[str, Recipe]
    encodings: dict[str, Encoding]
    best: dict[str, Encoding]
    static: dict[str, bytes]


class _Effort(BaseModel):
    model_config = ConfigDict(extra="forbid")
    quality: int = Field(ge=0, le=100)
    speed: int | None = Field(default=None, ge=0, le=10)


class _Encoding(_Effort):
    best: _Effort | None = None


class _Cut(BaseModel):
    model_config = ConfigDict(extra="forbid")
    widths: tuple[int, ...]
    fallback: tuple[int, ...]
    sizes: str
    aspect: str = ""
    formats: tuple[str, ...] = ()
    progressive: bool = False
    keep: float = Field(default=LEAST_WIDTH, ge=0, le=1)
    encodings: dict[Literal["avif", "jpeg", "webp"], _Effort] = {}


class _Phone(_Cut):
    media: str


class _Role(_Cut):
    phone: _Phone | None = None


class _ThemeFile(BaseModel):
    model_config = ConfigDict(extra="forbid")
    name: str
    encodings: dict[Literal["avif", "jpeg", "webp"], _Encoding]
    formats: tuple[str, ...]
    roles: dict[str, _Role]

    @model_validator(mode="after")
    def _whole(self) -> Self:
        lacking = [f"roles.{role}" for role in ROLES if role not in self.roles]
        used = {kind for declared in (self.formats, *(r.formats for r in self.roles.values())) for kind in declared}
        lacking += [f"encodings.{kind}" for kind in sorted(used) if kind not in self.encodings]
        lacking += [] if self.formats else ["formats"]
        if lacking:
            raise ValueError(f"missing: {', '.join(lacking)}")
        return self

    @field_validator("encodings")
    @classmethod
    def _methods_of_webp(cls, encodings: dict[str, _Encoding]) -> dict[str, _Encoding]:
        webp = encodings.get("webp")
        if webp and max(effort.speed or 0 for effort in (webp, webp.best or webp)) > _WEBP_METHODS:
            raise ValueError(f"webp: speed is 0 to {_WEBP_METHODS}")
        return encodings


def load_theme(folder: Path) -> Theme:
    """The theme in `folder`. Raises AdgenError E601 with what is wrong in theme.yaml, E605 without a template."""
    path = folder / "theme.yaml"
    try:
        root, problems = parse(path.read_text("utf-8"), path.as_posix())
    except OSError as error:
        raise AdgenError([problem("E601", Place(path.as_posix()), detail=error.strerror)]) from error
    if root is None or problems:
        raise AdgenError(problems)
    try:
        file = _ThemeFile.model_validate(plain(root))
    except ValidationError as error:
        raise AdgenError(
            problem("E601", Place(path.as_posix()), detail=f"{'.'.join(map(str, e['loc']))}: {e['msg']}")
            for e in error.errors()
        ) from error
    lacking = [name for name in TEMPLATES if not (folder / "templates" / name).is_file()]
    if lacking:
        raise AdgenError([problem("E605", Place((folder / "templates").as_posix()), names="、".join(lacking))])
    return Theme(
        name=file.name,
        folder=folder,
        recipes={role: _recipe(role, r, file.formats) for role, r in file.roles.items()},
        encodings={kind: Encoding(e.quality, e.speed) for kind, e in file.encodings.items()},
        best={kind: Encoding(e.best.quality, e.best.speed) for kind, e in file.encodings.items() if e.best},
        static={p.name: _static(p) for p in sorted((folder / "static").glob("*.*")) if p.is_file()},
    )


def _static(path: Path) -> bytes:
    data = path.read_bytes()
    return slim(data.decode()).encode() if path.suffix == ".css" else data


def drafted(theme: Theme) -> Theme:
    """The theme for a quick look: pages with the fallback format only, in the very files that a full build makes too."""
    return replace(theme, recipes={role: _fallback_only(recipe) for role, recipe in theme.recipes.items()})


def at_best(theme: Theme) -> Theme:
    """The theme with the encodings that take their time."""
    return replace(theme, encodings=theme.encodings | theme.best)


def _fallback_only(recipe: Recipe) -> Recipe:
    phone = _fallback_only(recipe.phone) if recipe.phone else None
    return replace(recipe, formats=recipe.formats[-1:], phone=phone)


def _recipe(role: str, declared: _Cut, formats: tuple[str, ...]) -> Recipe:
    phone = declared.phone if isinstance(declared, _Role) else None
    width, _, height = declared.aspect.partition(":")
    return Recipe(
        role=role,
        widths=declared.widths,
        aspect=(int(width), int(height)) if declared.aspect else None,
        sizes=declared.sizes,
        formats=declared.formats or formats,
        fallback_widths=declared.fallback,
        progressive=declared.progressive,
        media=declared.media if isinstance(declared, _Phone) else "",
        phone=_recipe(f"{role}-phone", phone, formats) if phone else None,
        keep=declared.keep,
        encodings=tuple((kind, Encoding(e.quality, e.speed)) for kind, e in declared.encodings.items()),
    )
