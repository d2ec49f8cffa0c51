"""Whether a mail is a customer's request at all, and if not what it is."""

import re
import unicodedata
from functools import cache

from adgen.inquiry.mail.labels import Labelled
from adgen.inquiry.script import plain
from adgen.inquiry.tables import one_of, table

_CERTAIN = 1.0
# Of noise a quarter is strange, of a mail whose half was lost an eighth.
_MOST_STRANGE = 0.2
# Control characters, private use, not assigned.
_NO_TEXT = ("Cc", "Co", "Cn")


def genre(subject: str, body: str, sender: str, labelled: Labelled, answers: bool) -> str:
    """What a mail is: "request", or sales, newsletter, bounce, auto_reply, thanks, work, other, reply (an answer in a running talk), empty, garbled.

    A mail with a portal's labels around the customer's own words is a request whatever its wording.
    """
    folded, title = plain(body).lower(), plain(subject).lower()
    unwanted = _without_words(subject, body) or _unwanted(title, folded, sender.lower())
    if unwanted in ("bounce", "auto_reply", "empty", "garbled"):
        return unwanted
    if (
        labelled
        and {"title", "trade", "body"} & set(labelled.values)
        and _weigh(title, folded).get("sales", 0) < 2 * _CERTAIN
    ):
        return "request"
    if unwanted:
        return unwanted
    if answers:
        return "reply"
    return "request"


def _without_words(subject: str, body: str) -> str:
    """Whether there is nothing to read, or too much that is no character: bytes of something else, or an unknown charset."""
    if not (subject.strip() or body.strip()):
        return "empty"
    strange = sum(c == "\ufffd" or (unicodedata.category(c) in _NO_TEXT and c not in "\n\t") for c in body)
    return "garbled" if strange > _MOST_STRANGE * len(body) else ""


def _unwanted(title: str, folded: str, sender: str) -> str:
    weights = _weigh(title, folded)
    told: dict[str, float] = table("genre.toml")["weights"]
    for kind in table("genre.toml")["sender_says"]:
        if one_of("genre.toml", "sender_says", kind).search(sender):
            weights[kind] = weights.get(kind, 0) + told["sender"]
    if not weights:
        return ""
    kind, weight = max(weights.items(), key=lambda item: item[1])
    wishes = 0.0 if kind in ("bounce", "auto_reply") else _wishes(f"{title}\n{folded}")
    least = (
        _CERTAIN if kind in ("sales", "newsletter", "bounce", "auto_reply") else table("genre.toml")["weights"]["body"]
    )
    return kind if weight >= least and weight >= wishes else ""


def _weigh(title: str, folded: str) -> dict[str, float]:
    data = table("genre.toml")
    weights: dict[str, float] = {}
    for part, text in (("subject", title), ("body", folded)):
        for kind in data[f"{part}_says"]:
            hits = sum(bool(row.search(text)) for row in _rows(f"{part}_says", kind))
            if hits:
                weights[kind] = weights.get(kind, 0) + hits * data["weights"].get(kind, data["weights"][part])
    return weights


def _wishes(text: str) -> float:
    hits = sum(bool(row.search(text)) for row in _rows("wish", "rows"))
    return float(min(hits, 3) * table("genre.toml")["wish"]["weight"]) / 2


@cache
def _rows(*keys: str) -> tuple[re.Pattern[str], ...]:
    data = table("genre.toml")
    for key in keys:
        data = data[key]
    return tuple(re.compile(row) for row in data)
