"""The report on requests as one HTML page that works offline: bars as SVG, no script, nothing about any customer."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from html import escape
from typing import Literal

from adgen.inquiry.ledger.report import Share, Summary

Language = Literal["ja", "en"]
_STYLE = """body{font:16px/1.7 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#222}
h1{font-size:1.4rem}h2{font-size:1.1rem;margin-top:2rem}dl{display:grid;grid-template-columns:auto 1fr;gap:.2rem 1rem}
dt{color:#555}dd{margin:0;font-weight:600}svg{width:100%;height:auto}text{font:13px system-ui,sans-serif;fill:#222}"""
_ROW, _LABEL, _WIDTH, _BAR = 26, 210, 640, 330
_MOST = 12
_CHANNELS = {"mail": "メール", "phone": "電話"}


def report_page(title: str, found: Summary, day: date, language: Language = "ja") -> str:
    """The page."""
    ja = language == "ja"
    plots = (
        ("業種ごとの 契約÷返信済" if ja else "Contracts of answered requests, by trade", found.by_trade),
        (
            "返信までの時間ごとの 契約÷返信済（時間）"
            if ja
            else "Contracts of answered requests, by hours to the reply",
            found.by_time,
        ),
        (
            "受け方ごとの 契約÷返信済" if ja else "Contracts of answered requests, by channel",
            tuple(replace(s, label=_CHANNELS.get(s.label, s.label)) if ja else s for s in found.by_channel),
        ),
        ("様子ごとの 契約÷返信済" if ja else "Contracts of answered requests, by mood", found.by_temperature),
    )
    body = [f"<h1>{escape(title)}</h1><p>{day}</p><dl>"]
    body += [f"<dt>{escape(label)}</dt><dd>{escape(value)}</dd>" for label, value in numbers(found, language)]
    body += ["</dl>", *(f"<h2>{escape(head)}</h2>{plot(shares)}" for head, shares in plots if shares)]
    if found.care:
        body.append(f"<h2>{'点検の時期が来た工事' if ja else 'After-care that is due'}</h2><ul>")
        body += [f"<li>{c.day} {escape(c.ja if ja else c.en)}（{t[:8]}）</li>" for t, c in found.care]
        body.append("</ul>")
    return (
        f'<!doctype html><html lang="{language}"><meta charset="utf-8"><meta name="robots" content="noindex">'
        f'<meta name="viewport" content="width=device-width"><title>{escape(title)}</title><style>{_STYLE}</style>'
        f"<main>{''.join(body)}</main></html>\n"
    )


def numbers(found: Summary, language: Language = "ja") -> Iterator[tuple[str, str]]:
    """The figures with their names, for the terminal too."""
    ja = language == "ja"
    yield ("依頼" if ja else "requests"), f"{found.requests}"
    yield ("返信待ち" if ja else "waiting"), f"{found.waiting}"
    if found.oldest_hours is not None:
        yield ("いちばん古い返信待ち" if ja else "oldest of them"), _hours(found.oldest_hours, language)
    yield ("返信済" if ja else "answered"), f"{found.replied}"
    for share in found.within:
        yield (f"{share.label}時間以内の返信" if ja else f"answered within {share.label} h"), _part(share)
    if found.median_hours is not None:
        yield ("返信までの時間（中央）" if ja else "median time to the reply"), _hours(found.median_hours, language)
    yield ("事例の入ったページを添えた返信" if ja else "replies with a page that has cases"), _part(found.with_case)


def _hours(hours: float, language: Language) -> str:
    return f"{hours:.1f}時間" if language == "ja" else f"{hours:.1f} h"


def _part(share: Share) -> str:
    return f"{share.won}/{share.of}" + (f"（{round(100 * share.won / share.of)}%）" if share.of else "")


def plot(shares: Sequence[Share]) -> str:
    """A bar for each share: how many of how many, with the number beside it, since a bar alone hides how few there are."""
    rows = list(shares)[:_MOST]
    height = _ROW * len(rows) + 6
    bars = "".join(_bar(share, 4 + _ROW * number) for number, share in enumerate(rows))
    told = "、".join(f"{s.label} {_part(s)}" for s in rows)
    return f'<svg viewBox="0 0 {_WIDTH} {height}" role="img" aria-label="{escape(told, quote=True)}">{bars}</svg>'


def _bar(share: Share, top: int) -> str:
    width = round(_BAR * share.won / share.of) if share.of else 0
    return (
        f'<text x="{_LABEL - 8}" y="{top + 15}" text-anchor="end">{escape(share.label)}</text>'
        f'<rect x="{_LABEL}" y="{top}" width="{_BAR}" height="18" fill="#eee"/>'
        f'<rect x="{_LABEL}" y="{top}" width="{width}" height="18" fill="#2f6b4f"/>'
        f'<text x="{_LABEL + _BAR + 8}" y="{top + 15}">{_part(share)}</text>'
    )
