"""What hosts allow, as they document it, beside the numbers of the output folder."""

import contextlib
import os
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from adgen.check.criteria import Words
from adgen.problems import Place, Problem, problem

_MIB = 1024**2
_GB = 1000**3


@dataclass(frozen=True)
class Size:
    """An output folder: files, bytes of all, the largest file with its bytes, and the most files in one folder."""

    files: int
    total: int
    largest: int
    largest_file: str
    fullest: int


@dataclass(frozen=True)
class Host:
    """The documented limits of a host; `source` is the page that says so. `terms` is what no number tells."""

    name: str
    limits: Mapping[str, int]
    source: str
    terms: Words


# What a limit counts: the field of Size, its words, and the unit in which it is told.
KINDS = {
    "files": (Words("ファイルの数", "files"), 1, ""),
    "largest": (Words("いちばん大きいファイル", "the largest file"), _MIB, " MiB"),
    "total": (Words("全部の大きさ", "all files together"), _GB, " GB"),
    "fullest": (Words("1つのフォルダのファイルの数", "files in one folder"), 1, ""),
}

# As read in November 2026. Hosts change them: the page named as source counts.
HOSTS = (
    Host(
        "Cloudflare Pages",
        {"files": 20_000, "largest": 25 * _MIB},
        "https://developers.cloudflare.com/pages/platform/limits/",
        Words("無料プランの数です。有料プランは100,000ファイルまで", "on the free plan; 100,000 files on paid ones"),
    ),
    Host(
        "GitHub Pages",
        {"total": _GB},
        "https://docs.github.com/pages/getting-started-with-github-pages/github-pages-limits",
        Words(
            "オンラインの商売や取引を主な目的とするサイトには使えないと、規約にあります。会社の案内がこれに当たるかは、GitHub に確かめてください",
            "its terms exclude sites primarily directed at facilitating commercial transactions; ask GitHub whether an ad homepage is one",
        ),
    ),
    Host(
        "Netlify",
        {"fullest": 54_000},
        "https://docs.netlify.com/site-deploys/overview/",
        Words("通信量などの上限はプランによります", "traffic and other limits depend on the plan"),
    ),
)


def size_of(output: Path) -> Size | None:
    """The size of what stands in the output folder; None where nothing was built."""
    found = dict(_files(output))
    if not found:
        return None
    largest = max(found, key=lambda path: found[path])
    folders = Counter(path.rpartition("/")[0] for path in found)
    return Size(len(found), sum(found.values()), found[largest], largest, max(folders.values()))


def check_hosting(size: Size, output: Path) -> Iterator[Problem]:
    """Each limit that the output folder exceeds."""
    for host in HOSTS:
        for kind, limit in host.limits.items():
            if getattr(size, kind) > limit:
                words, _, _ = KINDS[kind]
                values = {
                    "what": words.ja,
                    "what_en": words.en,
                    "is": told(kind, getattr(size, kind)),
                    "limit": told(kind, limit),
                }
                yield problem("W623", Place(output.as_posix()), host=host.name, **values)


def told(kind: str, number: int) -> str:
    """A number of that kind with its unit."""
    _, unit, name = KINDS[kind]
    return f"{number:,}" if unit == 1 else f"{number / unit:,.2f}".rstrip("0").rstrip(".") + name


def weight(size: int) -> str:
    """Bytes as people say them."""
    return f"{size / 1000**2:,.1f} MB" if size >= 1000**2 else f"{-(-size // 1000)} KB"


def _files(output: Path) -> Iterator[tuple[str, int]]:
    for here, _, names in os.walk(output):
        for name in names:
            path = Path(here, name)
            # A build may be changing it just now.
            with contextlib.suppress(OSError):
                yield path.relative_to(output).as_posix(), path.lstat().st_size
