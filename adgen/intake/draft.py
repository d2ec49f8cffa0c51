"""The case.md of an import: a draft with what the photos tell, and every further field as a line to fill in."""

from collections.abc import Iterator
from datetime import datetime

from adgen.content.declared import fields_of
from adgen.model.work import Case

# What a page needs before it is good, in the order in which it is best thought about.
_TO_FILL = (
    "area", "building", "built", "size", "period", "price", "price_scope",
    "request", "problem", "work", "result", "own_work", "consent",
)  # fmt: skip


def draft(first: datetime, last: datetime, trade: str) -> str:
    """The text of case.md for work done between two moments."""
    day = f"{first.year}年{first.month}月{first.day}日"
    known = [f"題名: {day}からの工事" if first.date() != last.date() else f"題名: {day}の工事"]
    known += [f"業種: {trade}", "公開: いいえ", f"施工年月: {last.year}年{last.month}月"]
    return "\n".join(["---", *_HOW, *known, "", *_lines(), "---", "", ""])


_HOW = (
    "# adgen import が写真から作った下書きです。「公開: はい」に変えるまで、ページには出ません。",
    "# 「#」の行は読まれません。項目の行の「# 」を消し、「:」の後に書いてください。",
)


def _lines() -> Iterator[str]:
    fields = fields_of(Case)
    for key in _TO_FILL:
        says = fields[key].says
        example = f"。例: {says.example}" if says.example else ""
        yield f"# {says.help}{example}"
        yield f"# {says.ja}: "
