"""Every way in which a good site is spoiled: a list that is the same in every process."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

from tests.torture.ground import Ground
from tests.torture.payloads import TEXTS, YAML
from tests.torture.scalars import Spot, quoted, replaced, spots

YAMLS = ("site.yaml", "staff.yaml", "voices.yaml", "faq.yaml")
CASE = "cases/living-yani/case.md"
SERVICE = "services/kabegami.md"
REQUEST = f"requests/{'0123456789abcdef' * 2}.yaml"


@dataclass(frozen=True)
class Variant:
    """One way to spoil the site; `act` is then done to its folder, and what it tells goes to the terminal."""

    group: str
    name: str
    spoil: Callable[[Ground], None]
    act: Callable[[Path], str] = lambda site: ""


Payloads = tuple[tuple[str, str], ...]


def payloads() -> Payloads:
    """(group, what stands in the file) of every payload."""
    texts = [(group, quoted(words)) for group, found in TEXTS.items() for words in found]
    return (*texts, *((group, words) for group, found in YAML.items() for words in found))


def of_scalars(ground: Ground, rounds: int) -> Iterator[Variant]:
    """Each key and value of each file with `rounds` payloads, all payloads in turn."""
    turn = cycle(payloads())
    for path in (*YAMLS, CASE, SERVICE, REQUEST):
        text = ground.text(path)
        for spot in spots(text):
            for _ in range(1 if spot.is_key else rounds):
                group, words = next(turn)
                yield _at(path, text, spot, group, words)


def of_payloads(ground: Ground) -> Iterator[Variant]:
    """Every payload in the places that lead to each kind of output: text, attribute, address, file, colour, feed, data block."""
    for path, keys in SPREAD.items():
        text = ground.text(path)
        found = list(spots(text))
        for key in keys:
            after = [n for n, spot in enumerate(found) if spot.is_key and text[spot.start : spot.end] == key]
            for group, words in payloads():
                yield _at(path, text, found[after[0] + 1], group, words)


SPREAD = {
    "site.yaml": ("屋号", "電話", "公開アドレス", "色", "ファイル", "業種"),
    CASE: ("題名", "費用", "施工年月", "地域"),
    SERVICE: ("題名", "金額", "単位"),
    REQUEST: ("数量", "一言"),
    "voices.yaml": ("原文", "表示名"),
}


def _at(path: str, text: str, spot: Spot, group: str, words: str) -> Variant:
    data = replaced(text, spot, words).encode("utf-8", "surrogatepass")
    name = f"{path}:{spot.line} {words[:40]!r}"
    return Variant(group, name, lambda ground: ground.put(path, data))


def of_bodies(ground: Ground) -> Iterator[Variant]:
    """Every payload in the Markdown of a case and of a service, as a paragraph and inside one."""
    for path in (CASE, SERVICE):
        text = ground.text(path)
        for group, found in TEXTS.items():
            for words in found:
                for how, body in (("paragraph", f"{text}\n\n{words}\n"), ("inline", f"{text}\n- 壁紙{words}を張る\n")):
                    yield _body(path, f"{group} {how} {words[:30]!r}", body)


def _body(path: str, name: str, text: str) -> Variant:
    data = text.encode("utf-8", "surrogatepass")
    return Variant("body", f"{path} {name}", lambda ground: ground.put(path, data))
