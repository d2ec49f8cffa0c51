"""What may be published of a request: built from parsed facts, never from the words of the mail."""

from adgen.inquiry.understand.inquiry import Inquiry
from adgen.text import japanese
from adgen.trades import trades

_MOST_SIZES = 3
WITHOUT_TRADE = "リフォームのご相談"


def public_facts(inquiry: Inquiry) -> tuple[tuple[str, str], ...]:
    """(label, value): trade, quantity and building type, and nothing else; units that adgen does not know are left out."""
    labels = [trades()[trade].label for trade in inquiry.trades]
    sizes = [_size(q) for q in inquiry.quantities]
    rows = (
        ("ご依頼", "、".join(labels) or WITHOUT_TRADE),
        ("数量", "、".join([s for s in sizes if s][:_MOST_SIZES])),
        ("建物", inquiry.building),
    )
    return tuple((label, value) for label, value in rows if value)


def public_text(inquiry: Inquiry) -> str:
    """The same as lines of text."""
    return "\n".join(f"{label}: {value}" for label, value in public_facts(inquiry))


def _size(text: str) -> str:
    """A quantity written anew from its number and unit, so that no typed character is passed on."""
    try:
        quantity = japanese.read_quantity(text)
    except japanese.Unreadable:
        return ""
    return f"{quantity.value:g}{quantity.unit}"
