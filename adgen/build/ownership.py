"""Which folder an output belongs to: a site that claims the address of another one gets a mistake, never its place."""

import os
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from adgen.plumbing.cache import digest
from adgen.plumbing.tree import read_manifest
from adgen.problems import Place, Problem, problem

# In the manifest: from which folder the pages were made.
KEY = "from"


def origin(folder: Path) -> str:
    """The name of a folder as the manifest holds it, which is published: a digest. macOS decomposes names."""
    return digest(os.fsencode(unicodedata.normalize("NFC", folder.resolve().name)), 8)


def keeper(claims: Sequence[Path], target: Path) -> Path | None:
    """Which of several folders may write `target`: that from which it was made, else that of the same name; None for neither."""
    maker = (read_manifest(target) or {}).get(KEY)
    found = [f for f in claims if origin(f) == maker] or [f for f in claims if f.resolve().name == target.name]
    return found[0] if len(found) == 1 else None


def rival(folder: Path, target: Path, manifest: Mapping[str, Any]) -> Path | None:
    """The folder beside `folder` from which `target` was made and which still claims it."""
    maker = manifest.get(KEY)
    if maker in (None, origin(folder)):
        return None
    from adgen.content.load import site_slug

    beside = (p for p in folder.resolve().parent.iterdir() if p.is_dir() and origin(p) == maker)
    return next((p for p in beside if site_slug(p) == target.name), None)


def clash(folder: Path, target: Path, others: Sequence[Path]) -> Problem:
    """The mistake of a folder that claims what belongs to `others`, or to nobody yet."""
    told = "、".join(other.as_posix() for other in others)
    return problem("E138", Place((folder / "site.yaml").as_posix()), address=target.as_posix(), others=told)
