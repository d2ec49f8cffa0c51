"""Where the themes that ship with adgen lie."""

from pathlib import Path

DEFAULT = "allinone"


def theme_folder(name: str = DEFAULT) -> Path:
    """The folder of a theme that ships with adgen: inside the installed package, or beside it in a checkout."""
    package = Path(__file__).parent.parent
    inside = package / "themes" / name
    return inside if inside.is_dir() else package.parent / "themes" / name
