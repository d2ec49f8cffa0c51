"""How well requests are understood: predictions of adgen in the shapes of a scorer, and the figures of docs/requests.md.

    python benchmarks/requests.py predict --cases DIR --requests FILE [--mails DIR] --out PRED
    python benchmarks/requests.py table [--analyser small|core|none] [--dev FILE --cases DIR] [--misses]

DIR holds one YAML file per contractor (`contractor:` and `cases:`), FILE one request a line (`id`, `subject`, `body`), the mails are
*.eml. A line of PRED is what adgen understood of one request or mail; `predict` reads no gold. `table` measures the requests of
tests/inquiry/cases (and FILE, which has its own `gold`), and once more with the three constants for trades chosen without the trade
that is measured.
"""

import argparse
import itertools
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml
from request_scores import SETS, load, measure

from adgen.inquiry import words
from adgen.inquiry.documents import CaseDocument, Contractor
from adgen.inquiry.mail.genre import genre
from adgen.inquiry.mail.labels import read_labels
from adgen.inquiry.mail.read import read_letters
from adgen.inquiry.match import match, ranking
from adgen.inquiry.redact.find import personal
from adgen.inquiry.redact.public import public_text
from adgen.inquiry.understand.amounts import read_quantities
from adgen.inquiry.understand.inquiry import Inquiry, read_inquiry, read_sizes, understand
from adgen.inquiry.understand.jobs import ALONE, BESIDE, IN_ALL, Job, scores
from adgen.text.japanese import Yen


def contractor(path: Path) -> Contractor:
    """A contractor of the benchmark's folder format."""
    told = yaml.safe_load(path.read_text("utf-8"))
    about = told["contractor"]
    cases = tuple(_case(case) for case in told["cases"])
    return Contractor(about["id"], about["name"], (("", tuple(about.get("service_area", ()))),), (), cases)


def _case(told: dict[str, Any]) -> CaseDocument:
    text = "\n".join([told.get("summary") or "", *(told.get("materials") or []), *(told.get("tags") or [])])
    price = told.get("price_yen")
    return CaseDocument(
        told["id"], told["title"], text, (), str(told.get("trade") or ""), str(told.get("area") or ""),
        Yen(price, price) if price else None, read_sizes(read_quantities(str(told.get("quantity") or ""))), None, str(told.get("duration") or ""),
    )  # fmt: skip


def read_request(subject: str, body: str) -> Inquiry:
    """One request as a portal's form delivers it: a subject and a text."""
    labelled = read_labels(body)
    kind = genre(subject, body, "", labelled, False)
    return read_inquiry(subject, body, labelled.values if labelled else {}, body, None, kind == "request")


def predict_request(line: dict[str, Any], contractors: list[Contractor]) -> dict[str, Any]:
    """What adgen makes of one request."""
    found = read_request(line["subject"], line["body"])
    return {
        "id": line["id"],
        "trades": list(found.trades),
        "rankings": {c.id: list(ranking(found.wish, c)) for c in contractors},
        "none": {c.id: not match(found.wish, c) for c in contractors},
        "fields": fields(found),
        "pii": [{"start": s.begin, "end": s.end, "kind": s.kind} for s in personal(line["body"])],
    }


def fields(found: Inquiry) -> dict[str, Any]:
    """The facts that a text states, None where it states nothing."""
    budget = found.budget
    return {
        "prefecture": found.where.prefecture or None,
        "city": found.where.city or None,
        "timing": found.timing or None,
        "budget_min": budget.low if budget else None,
        "budget_max": budget.high if budget else None,
        "quantities": list(found.quantities),
        "building_age": found.age,
    }


def predict_mail(path: Path) -> dict[str, Any]:
    """What adgen makes of one mail."""
    letter = read_letters(path.read_bytes())[0]
    found = understand(letter)
    return {
        "id": path.stem,
        "is_request": letter.is_request,
        "title": letter.title,
        "text": letter.text,
        "public_text": public_text(found),
        "trades": list(found.trades),
        "fields": fields(found),
        "photos": len(letter.photos),
        "attachments": [a.name for a in letter.attachments],
    }


def predictions(told: argparse.Namespace) -> Iterator[dict[str, Any]]:
    """All predictions asked for."""
    contractors = [contractor(path) for path in sorted(told.cases.glob("*.yaml"))] if told.cases else []
    if told.requests:
        for line in told.requests.read_text("utf-8").splitlines():
            if line.strip():
                yield predict_request(json.loads(line), contractors)
    if told.mails:
        yield from (predict_mail(path) for path in sorted(told.mails.glob("*.eml")))


def without_its_trade(gold: list[dict[str, Any]]) -> float:
    """Macro-F1 of trades when the constants are chosen on the requests that do not have the trade that is measured."""
    grid = list(itertools.product((0.3, ALONE, 0.5), (0.6, BESIDE, 0.8), (0.5, IN_ALL, 0.7)))
    scored = {g["id"]: _scores(g) for g in gold}
    wanted = {g["id"]: set(g["gold"]["trades"]) for g in gold}
    kept = {constants: {id: _kept(found, *constants) for id, found in scored.items()} for constants in grid}
    found = []
    for trade in sorted({t for listed in wanted.values() for t in listed}):
        others = [id for id, listed in wanted.items() if trade not in listed]
        best = max(grid, key=lambda c: sum(kept[c][id] == wanted[id] for id in others))
        right = sum(trade in kept[best][id] and trade in wanted[id] for id in wanted)
        wrong = sum((trade in kept[best][id]) != (trade in wanted[id]) for id in wanted)
        found.append(2 * right / (2 * right + wrong) if right else 0.0)
    return sum(found) / len(found)


def _scores(line: dict[str, Any]) -> Mapping[str, Job]:
    is_request = genre(line["subject"], line["body"], "", read_labels(line["body"]), False) == "request"
    return scores(line["subject"], line["body"]) if is_request else {}


def _kept(found: Mapping[str, Job], alone: float, beside: float, in_all: float) -> set[str]:
    strongest = max((j.strength for j in found.values()), default=0.0)
    most = max((j.score for j in found.values()), default=0.0)
    return {t for t, j in found.items() if j.score >= max(alone, in_all * most) and j.strength >= beside * strongest}


def table(told: argparse.Namespace) -> None:
    """Print the measures of every set as a table, and with --misses what went wrong."""
    if told.analyser:
        words._DICTIONARIES = () if told.analyser == "none" else (told.analyser,)
    sets = {name: load(name) for name in SETS}
    if told.dev:
        lines = [json.loads(line) for line in told.dev.read_text("utf-8").splitlines() if line.strip()]
        sets["dev"] = (lines, sorted(told.cases.glob("*.yaml")))
    rows = {name: _row(name, *pair, told.misses) for name, pair in sets.items()}
    keys = list(next(iter(rows.values())))
    print(f"analyser: {'none' if words.analyser() is None else told.analyser or 'as installed'}")
    print("| set | n | " + " | ".join(keys) + " |")
    print("|---|---|" + "---|" * len(keys))
    for name, row in rows.items():
        print(f"| {name} | {len(sets[name][0])} | " + " | ".join(f"{row[k]:.3f}" for k in keys) + " |")


def _row(name: str, gold: list[dict[str, Any]], paths: list[Path], misses: bool) -> dict[str, float]:
    contractors = [contractor(path) for path in paths]
    predicted = [predict_request(line, contractors) for line in gold]
    for line, found in zip(gold, predicted, strict=True):
        wanted = line["gold"]
        if misses and set(found["trades"]) != set(wanted["trades"]):
            print(
                f"{name} {line['id']} {line['subject']}: {', '.join(found['trades']) or '-'} for {', '.join(wanted['trades']) or '-'}"
            )
    return {**measure(gold, predicted), "macro-F1, trade left out": without_its_trade(gold)}


def main() -> None:
    """Read the command line and write the predictions."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    predict = commands.add_parser("predict")
    for name in ("--cases", "--requests", "--mails"):
        predict.add_argument(name, type=Path)
    predict.add_argument("--out", type=Path, required=True)
    tabled = commands.add_parser("table")
    tabled.add_argument("--analyser", choices=("small", "core", "none"))
    tabled.add_argument("--dev", type=Path)
    tabled.add_argument("--cases", type=Path)
    tabled.add_argument("--misses", action="store_true")
    told = parser.parse_args()
    if not hasattr(told, "out"):
        table(told)
        return
    lines = [json.dumps(line, ensure_ascii=False) for line in predictions(told)]
    told.out.write_text("\n".join(lines) + "\n", "utf-8")
    print(f"{len(lines)} predictions in {told.out}", file=sys.stderr)


if __name__ == "__main__":
    main()
