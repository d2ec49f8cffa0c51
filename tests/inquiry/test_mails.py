"""Mails as they arrive: each file of tests/mails with the facts beside it."""

import json
from pathlib import Path
from typing import Any

import pytest

from adgen.inquiry.mail.read import read_letters
from adgen.inquiry.redact.find import personal
from adgen.inquiry.redact.leaks import known_of, leaks
from adgen.inquiry.redact.public import public_text
from adgen.inquiry.redact.span import masked
from adgen.inquiry.understand.inquiry import understand

MAILS = Path(__file__).parent.parent / "mails"
TRUSTED = ("@ienakama.com", "portal.example.jp")
FACTS = sorted(MAILS.glob("*.json"))


def mail_of(facts: Path) -> Path:
    """The mail beside a file of facts."""
    return next(p for p in MAILS.glob(f"{facts.stem}.*") if p.suffix != ".json")


def told(facts: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """(facts that are expected, the same facts as they were read)."""
    expected = json.loads(facts.read_text("utf-8"))
    letters = read_letters(mail_of(facts).read_bytes(), TRUSTED)
    letter = letters[0]
    found = understand(letter)
    read = {
        "kind": letter.kind,
        "title": letter.title,
        "trades": list(found.trades),
        "city": found.where.city,
        "timing": found.timing,
        "budget_min": found.budget and found.budget.low,
        "budget_max": found.budget and found.budget.high,
        "age": found.age,
        "quantities": list(found.quantities),
        "building": found.building,
        "temperature": found.mood.temperature,
        "reply_url": letter.reply_url,
        "label_set": letter.label_set,
        "forwarded": letter.is_forwarded,
        "sender": letter.sender.address,
        "sent": letter.sent.isoformat()[:16] if letter.sent else None,
        "imitates": letter.sender.imitates,
        "photos": len(letter.photos),
        "attachments": [a.name for a in letter.attachments],
        "letters": len(letters),
    }
    return {k: v for k, v in expected.items() if k in read}, {k: read[k] for k in expected if k in read}


@pytest.mark.parametrize("facts", FACTS, ids=lambda p: p.stem)
def test_facts(facts: Path) -> None:
    expected, read = told(facts)
    expected["trades"], read["trades"] = sorted(expected["trades"]), sorted(read["trades"])
    assert read == expected


@pytest.mark.parametrize("facts", FACTS, ids=lambda p: p.stem)
def test_text_and_privacy(facts: Path) -> None:
    expected = json.loads(facts.read_text("utf-8"))
    letter = read_letters(mail_of(facts).read_bytes(), TRUSTED)[0]
    shown = masked(letter.text, personal(letter.text))
    assert all(words in letter.text for words in expected.get("contains", []))
    assert not any(words in letter.text for words in expected.get("absent", []))
    assert not any(words in shown for words in expected.get("hidden", []))
    assert all(words in shown for words in expected.get("kept", []))
    assert expected.get("note", letter.notes[:1]) in (letter.notes[:1], *letter.notes)


@pytest.mark.parametrize("facts", FACTS, ids=lambda p: p.stem)
def test_nothing_personal_is_public(facts: Path) -> None:
    letter = read_letters(mail_of(facts).read_bytes(), TRUSTED)[0]
    public = public_text(understand(letter))
    assert leaks(public, known_of([letter.text, letter.subject])) == ()
    assert personal(public) == ()


def test_the_twelve_shapes_are_there() -> None:
    shapes = {json.loads(p.read_text("utf-8"))["shape"].split()[0].rstrip("bc") for p in FACTS}
    assert {str(n) for n in range(1, 13)} <= shapes
