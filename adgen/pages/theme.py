"""The theme contract: theme.yaml says which renditions each role of a photo gets; templates and static files lie beside it."""

from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from adgen.model.picture import Encoding, Recipe
from adgen.pages.style import slim
from adgen.problems import AdgenError, Place, problem
from adgen.text.nodes import plain
from adgen.text.parse import parse

DEFAULT = "allinone"
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
    encodings: dict[str, _Encoding]
    formats: tuple[str, ...]
    roles: dict[str, _Role]

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
    """The theme in `folder`. Raises AdgenError E601 with what is wrong in theme.yaml."""
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
    return Theme(
        name=file.name,
        folder=folder,
        recipes={role: _recipe(role, r, file.formats) for role, r in file.roles.items()},
        encodings={kind: Encoding(e.quality, e.speed) for kind, e in file.encodings.items()},
        static={p.name: _static(p) for p in sorted((folder / "static").iterdir()) if p.is_file()},
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
