"""How well requests are understood: predictions of adgen in the shapes of a scorer, and the figures of docs/requests.md.

    python benchmarks/requests.py predict --cases DIR --requests FILE [--mails DIR] --out PRED

DIR holds one YAML file per contractor (`contractor:` and `cases:`), FILE one request a line (`id`, `subject`, `body`), the mails are
*.eml. A line of PRED is what adgen understood of one request or mail; nothing of the gold is read here.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from adgen.inquiry.documents import CaseDocument, Contractor
from adgen.inquiry.mail.genre import genre
from adgen.inquiry.mail.labels import read_labels
from adgen.inquiry.mail.read import read_letters
from adgen.inquiry.match import match, ranking
from adgen.inquiry.redact.find import personal
from adgen.inquiry.redact.public import public_text
from adgen.inquiry.understand.amounts import read_quantities
from adgen.inquiry.understand.inquiry import Inquiry, read_inquiry, read_sizes, understand
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


def main() -> None:
    """Read the command line and write the predictions."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    predict = commands.add_parser("predict")
    for name in ("--cases", "--requests", "--mails"):
        predict.add_argument(name, type=Path)
    predict.add_argument("--out", type=Path, required=True)
    told = parser.parse_args()
    lines = [json.dumps(line, ensure_ascii=False) for line in predictions(told)]
    told.out.write_text("\n".join(lines) + "\n", "utf-8")
    print(f"{len(lines)} predictions in {told.out}", file=sys.stderr)


if __name__ == "__main__":
    main()
