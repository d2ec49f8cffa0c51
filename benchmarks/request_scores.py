"""Measures for requests that were understood, and the requests of tests/inquiry/cases as gold.

The definitions: nDCG at 5 with gains 2^r - 1 over pairs that have a fitting case (2 the same job, 1 helpful); F1 of saying that none fits; F1 of
each trade, averaged; F1 over all stated facts; share of personal spans that are hidden to the last character.
"""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

CASES = Path(__file__).parent.parent / "tests" / "inquiry" / "cases"
SETS = {
    "requests": (CASES / "requests.yaml", ("contractors/komachi.yaml", "contractors/yanagi.yaml")),
    "unseen": (
        CASES / "unseen" / "requests.yaml",
        ("contractors/komachi.yaml", "contractors/yanagi.yaml", "unseen/hinoki.yaml"),
    ),
    "later": (
        CASES / "unseen" / "later.yaml",
        ("contractors/komachi.yaml", "contractors/yanagi.yaml", "unseen/hinoki.yaml"),
    ),
    "last": (
        CASES / "unseen" / "last.yaml",
        ("contractors/komachi.yaml", "contractors/yanagi.yaml", "unseen/hinoki.yaml"),
    ),
}
FIELDS = ("prefecture", "city", "timing", "budget_min", "budget_max", "quantities", "building_age")
_MARK = re.compile(r"\{(\w+):([^}]*)\}")

Row = dict[str, Any]


def load(name: str) -> tuple[list[Row], list[Path]]:
    """(requests with their gold, files of contractors) of a set."""
    file, contractors = SETS[name]
    paths = [CASES / path for path in contractors]
    owners = [yaml.safe_load(path.read_text("utf-8")) for path in paths]
    trade_of = {o["contractor"]["id"]: {c["id"]: c["gold"] for c in o["cases"]} for o in owners}
    return [_gold(row, trade_of) for row in yaml.safe_load(file.read_text("utf-8"))], paths


def _gold(row: Row, trade_of: Mapping[str, Mapping[str, str]]) -> Row:
    body, spans, at = "", [], 0
    for match in _MARK.finditer(row["body"]):
        body += row["body"][at : match.start()]
        spans.append({"start": len(body), "end": len(body) + len(match[2]), "kind": match[1]})
        body += match[2]
        at = match.end()
    relevant = {
        owner: {
            id: 2 if id in row.get("best", ()) else 1
            for id, trade in cases.items()
            if trade in row["trades"] or id in (*row.get("helps", ()), *row.get("best", ()))
        }
        for owner, cases in trade_of.items()
    }
    facts = {key: row.get("fields", {}).get(key, [] if key == "quantities" else None) for key in FIELDS}
    gold = {"trades": row["trades"], "relevant": relevant, "fields": facts, "pii": spans}
    return {"id": row["id"], "subject": row["subject"], "body": body + row["body"][at:], "gold": gold}


def measure(gold: list[Row], predicted: Iterable[Row]) -> dict[str, float]:
    """All measures of one set."""
    found = {p["id"]: p for p in predicted}
    pairs = [(g, found[g["id"]]) for g in gold]
    return {**_ranking(pairs), **_trades(pairs), **_facts(pairs), **_privacy(pairs)}


def _f1(right: int, extra: int, missing: int) -> float:
    return 2 * right / (2 * right + extra + missing) if right else 0.0


def _gain(grades: list[int]) -> float:
    return sum((2**g - 1) / math.log2(i + 2) for i, g in enumerate(grades))


def _ranking(pairs: list[tuple[Row, Row]]) -> dict[str, float]:
    gains, none = [], Counter[str]()
    for gold, found in pairs:
        for owner, grades in gold["gold"]["relevant"].items():
            none[f"{found['none'][owner]}{not grades}"] += 1
            if grades:
                best = _gain(sorted(grades.values(), reverse=True)[:5])
                gains.append(_gain([grades.get(id, 0) for id in found["rankings"][owner][:5]]) / best)
    f1 = _f1(none["TrueTrue"], none["TrueFalse"], none["FalseTrue"])
    return {"nDCG@5": sum(gains) / len(gains), "none F1": f1}


def _trades(pairs: list[tuple[Row, Row]]) -> dict[str, float]:
    counts: dict[str, Counter[str]] = {}
    for gold, found in pairs:
        wanted, got = set(gold["gold"]["trades"]), set(found["trades"])
        for trade in wanted | got:
            counts.setdefault(trade, Counter())[
                "right" if trade in wanted & got else "extra" if trade in got else "missing"
            ] += 1
    scores = [_f1(c["right"], c["extra"], c["missing"]) for c in counts.values() if c["right"] + c["missing"]]
    exact = sum(set(g["gold"]["trades"]) == set(f["trades"]) for g, f in pairs) / len(pairs)
    return {"trades macro-F1": sum(scores) / len(scores), "trades exact": exact}


def _facts(pairs: list[tuple[Row, Row]]) -> dict[str, float]:
    counts: dict[str, Counter[str]] = {key: Counter() for key in FIELDS}
    for gold, found in pairs:
        for key in FIELDS:
            _count(counts[key], key, gold["gold"]["fields"][key], found["fields"][key])
    every = sum(counts.values(), Counter())
    timing = counts["timing"]
    return {
        "facts F1": _f1(every["right"], every["extra"], every["missing"]),
        "timing F1": _f1(timing["right"], timing["extra"], timing["missing"]),
    }


def _count(counts: Counter[str], key: str, wanted: Any, got: Any) -> None:
    if key == "quantities":
        one, other = Counter(map(_plain, wanted)), Counter(map(_plain, got))
        counts.update(right=(one & other).total(), extra=(other - one).total(), missing=(one - other).total())
    elif wanted is not None and got is not None and _same(key, wanted, got):
        counts["right"] += 1
    else:
        counts.update(extra=int(got is not None), missing=int(wanted is not None))


def _same(key: str, wanted: Any, got: Any) -> bool:
    one, other = _plain(wanted), _plain(got)
    return (
        one == other or (key == "timing" and (one in other or other in one)) or (key == "city" and one.endswith(other))
    )


def _plain(value: Any) -> str:
    text = re.sub(r"[\s、。,]", "", unicodedata.normalize("NFKC", str(value))).lower()
    return text.replace("帖", "畳").replace("平米", "m2")


def _privacy(pairs: list[tuple[Row, Row]]) -> dict[str, float]:
    hidden = spans = over = text = 0
    for gold, found in pairs:
        shown = {i for s in found["pii"] for i in range(s["start"], s["end"])}
        owned = {i for s in gold["gold"]["pii"] for i in range(s["start"], s["end"])}
        spans += len(gold["gold"]["pii"])
        hidden += sum(
            all(i in shown or gold["body"][i].isspace() for i in range(s["start"], s["end"]))
            for s in gold["gold"]["pii"]
        )
        over += len(shown - owned)
        text += len(gold["body"]) - len(owned)
    return {"spans hidden": hidden / spans, "over-redaction": over / text}
