"""What a shell offers when Tab is pressed: names of sites, cases and services, from the names of folders alone."""

import re
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import click
from click.shell_completion import CompletionItem

# The line of adgen.yaml that says where the sites are; to read all of it would take longer than a finger waits.
_SITES = re.compile(r"^(?:サイトのフォルダ|sites)\s*[:：]\s*[\"']?([^\"'#\n]+)", re.MULTILINE)


def site_names(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The folders of the sites, less those that were typed already."""
    typed = ctx.params.get(param.name or "")
    others = typed if isinstance(typed, tuple) else ()
    return _items((name for name in _folders(_sites(ctx)) if name not in others), incomplete)


def case_names(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The cases of the site that was typed before."""
    return _items(_folders(_site(ctx) / "cases"), incomplete)


def service_names(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The services of the site that was typed before."""
    with suppress(OSError):
        return _items(sorted(path.stem for path in (_site(ctx) / "services").glob("*.md")), incomplete)
    return []


def photos(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The files of the shell, and first the word that makes another command of `import`."""
    words = () if ctx.params.get("photos") else ("prices",)
    return [*_items(words, incomplete), CompletionItem(incomplete, type="file")]


# What an option of this name takes, whichever command it belongs to.
NAMES = {"--site": site_names, "--case": case_names, "--service": service_names}


def _sites(ctx: click.Context) -> Path:
    typed = ctx.params.get("sites_dir")
    if typed:
        return Path(typed)
    said = None
    with suppress(OSError, UnicodeDecodeError):
        said = _SITES.search(Path("adgen.yaml").read_text("utf-8-sig"))
    return Path(said[1].strip() if said else "sites")


def _site(ctx: click.Context) -> Path:
    return _sites(ctx) / str(ctx.params.get("site") or ".")


def _folders(above: Path) -> list[str]:
    with suppress(OSError):
        return sorted(path.name for path in above.iterdir() if path.is_dir() and not path.name.startswith("."))
    return []


def _items(names: Iterable[str], incomplete: str) -> list[CompletionItem]:
    return [CompletionItem(name) for name in names if name.startswith(incomplete)]
