"""The list that lies at the target: what adgen put there. The web may read it, so that of secret pages it holds digests only."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from adgen.problems import AdgenError, Place, problem

LIST = ".adgen-published.json"
_VERSION = 1


@dataclass(frozen=True)
class Listed:
    """`files` are key -> digest of all that is surely there.

    `old` are those among them that no page needs any more: key -> how many versions ago. `unsure` are ours, and an attempt that
    broke off may have changed them: key -> whether a file was there before. `photos` are those of Standing.
    """

    files: Mapping[str, str] = field(default_factory=dict)
    old: Mapping[str, int] = field(default_factory=dict)
    unsure: Mapping[str, bool] = field(default_factory=dict)
    photos: Mapping[str, list[str]] = field(default_factory=dict)

    def as_bytes(self) -> bytes:
        """The list as it lies at the target."""
        plain = {
            "adgen": _VERSION,
            "files": dict(self.files),
            "old": dict(self.old),
            "unsure": dict(self.unsure),
            "photos": dict(self.photos),
        }
        return json.dumps(plain, ensure_ascii=False, sort_keys=True).encode()


def read_list(data: bytes, name: str) -> Listed:
    """The list from its bytes. Raises AdgenError E713 where it is none."""
    try:
        plain: Any = json.loads(data)
        if plain["adgen"] != _VERSION:
            raise ValueError(plain["adgen"])
        found = Listed(dict(plain["files"]), dict(plain["old"]), dict(plain["unsure"]), dict(plain["photos"]))
        if not all(map(_is_inside, (*found.files, *found.unsure))):
            raise ValueError(name)
        return found
    except (ValueError, KeyError, TypeError):
        raise AdgenError([problem("E713", Place(f"{name}/{LIST}"))]) from None


def _is_inside(key: str) -> bool:
    """Whether a key leads nowhere but into the place: others may write there too, and what is on the list may be removed."""
    return "\\" not in key and {"", ".", ".."}.isdisjoint(key.split("/"))
