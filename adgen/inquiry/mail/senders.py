"""Whether a sender is one of the portals that the contractor trusts, or only looks like one."""

import difflib
import unicodedata
from collections.abc import Sequence

from adgen.inquiry.mail.letter import Sender

_ALIKE = str.maketrans({"0": "o", "1": "l", "i": "l", "|": "l", "5": "s", "3": "e", "а": "a", "е": "e", "о": "o", "р": "p", "с": "c", "і": "l", "ı": "l"})  # fmt: skip
_CLOSE = 0.86
_SHORTEST_NAME = 5


def judge(name: str, address: str, trusted: Sequence[str]) -> Sender:
    """The sender with the verdict; `trusted` are domains (`@ienakama.com` or `ienakama.com`)."""
    domain = _domain(address.rpartition("@")[2])
    known = [_domain(t.rpartition("@")[2]) for t in trusted]
    if any(domain == k or domain.endswith(f".{k}") for k in known):
        return Sender(name, address, True)
    return Sender(name, address, False, next((k for k in known if _imitates(domain, k) or k in name.lower()), ""))


def _domain(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).strip().strip(".").lower()
    try:
        return text.encode("ascii").decode("idna") if "xn--" in text else text
    except UnicodeError:
        return text


def _imitates(domain: str, known: str) -> bool:
    """ienakama-com.example, ienakarna.com, 1enakama.com, ienakama.com.example: the name is there, the owner is not."""
    own, wanted = _skeleton(domain), _skeleton(known)
    label = _skeleton(known.split(".", maxsplit=1)[0])
    if wanted in own or (len(label) >= _SHORTEST_NAME and label in own):
        return True
    first = max(domain.split("."), key=len) if domain else ""
    return len(label) >= _SHORTEST_NAME and difflib.SequenceMatcher(None, _skeleton(first), label).ratio() >= _CLOSE


def _skeleton(domain: str) -> str:
    return domain.translate(_ALIKE).replace("rn", "m").replace("vv", "w").replace("-", "").replace(".", "")
