"""The theme contract: theme.yaml says which renditions each role of a photo gets; templates and static files lie beside it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from adgen.model.picture import Encoding, Recipe
from adgen.pages.style import slim
from adgen.problems import AdgenError, Place, problem
from adgen.text.nodes import plain
from adgen.text.parse import parse

DEFAULT = "allinone"
# What a contractor lays over the theme: loaded last, so that it has the last word.
EXTRA_STYLE = "extra.css"
# What the plan renders; a template may include others.
TEMPLATES = (
    *("home.html", "cases.html", "case.html", "service.html", "text.html"),
    *("redirect.html", "name.html", "index.html"),
)
# The roles of photos that the plan asks for.
ROLES = ("hero", "figure", "card", "pair", "portrait", "logo", "share")
_WEBP_METHODS = 6


@dataclass(frozen=True)
class Theme:
    """A theme that has been read: recipes by role, encodings by format, static files by name."""

    name: str
    folder: Path
    recipes: dict[str, Recipe]
    encodings: dict[str, Encoding]
    static: dict[str, bytes]


class _Encoding(BaseModel):
    model_config = ConfigDict(extra="forbid")
    quality: int = Field(ge=0, le=100)
    speed: int | None = Field(default=None, ge=0, le=10)


class _Role(BaseModel):
    model_config = ConfigDict(extra="forbid")
    widths: tuple[int, ...]
    fallback: tuple[int, ...]
    sizes: str
    aspect: str = ""
    formats: tuple[str, ...] = ()
    progressive: bool = False


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
        if "webp" in encodings and (encodings["webp"].speed or 0) > _WEBP_METHODS:
            raise ValueError(f"webp: speed is 0 to {_WEBP_METHODS}")
        return encodings


def theme_folder(name: str = DEFAULT) -> Path:
    """The folder of a theme that ships with adgen: inside the installed package, or beside it in a checkout."""
    package = Path(__file__).parent.parent
    inside = package / "themes" / name
    return inside if inside.is_dir() else package.parent / "themes" / name


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
        static={p.name: _static(p) for p in sorted((folder / "static").glob("*.*")) if p.is_file()},
    )


def _static(path: Path) -> bytes:
    data = path.read_bytes()
    return slim(data.decode()).encode() if path.suffix == ".css" else data


def _recipe(role: str, declared: _Role, formats: tuple[str, ...]) -> Recipe:
    width, _, height = declared.aspect.partition(":")
    return Recipe(
        role=role,
        widths=declared.widths,
        aspect=(int(width), int(height)) if declared.aspect else None,
        sizes=declared.sizes,
        formats=declared.formats or formats,
        fallback_widths=declared.fallback,
        progressive=declared.progressive,
    )
