"""A telephone call as a memo: labelled lines, which are read as a portal's mail is."""

from collections.abc import Mapping
from datetime import datetime

# Field of the form -> the label under which it is understood.
FIELDS: Mapping[str, str] = {
    "title": "件名",
    "name": "お名前",
    "tel": "電話番号",
    "place": "地域",
    "building": "建物",
    "size": "広さ",
    "when": "希望時期",
    "budget": "ご予算",
    "memo": "ご依頼内容",
}


def as_text(form: Mapping[str, str], now: datetime) -> bytes:
    """The memo as text; the moment of the call makes it a request of its own."""
    lines = [f"{label}：{form[key].strip()}" for key, label in FIELDS.items() if form.get(key, "").strip()]
    return "\n".join([*lines, f"受付日時：{now:%Y-%m-%d %H:%M:%S}"]).encode()
