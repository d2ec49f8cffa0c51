"""The requests of a site as a page of the panel: who waits for how long, the page, and the draft to copy. For this machine alone."""

import html
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from urllib.parse import quote

from adgen.inquiry.draft.write import OFFLINE
from adgen.inquiry.ledger import inbox
from adgen.inquiry.ledger.record import Record
from adgen.inquiry.ledger.report import age, grade
from adgen.inquiry.ledger.stages import OVER
from adgen.model.request import page_path
from adgen.problems.catalogue import Language
from adgen.serve import panel
from adgen.serve.own import address
from adgen.serve.stage import Shown
from adgen.trades import trades

_WORDS: dict[Language, dict[str, str]] = {
    "ja": {
        "title": "依頼",
        "private": "お客さまのことが書いてあります。この画面は、このパソコンだけで見られます。",
        "none": "動いている依頼はありません。",
        "over": "終わった依頼",
        "arrived": "届いて{age}",
        "stage": "段階",
        "next": "次にすること",
        "page": "依頼のページを見る",
        "no_page": "この依頼のページはありません。",
        "draft": "返信の下書き",
        "plain": "連絡先とリンクを書けない紹介サイト用の下書き",
        "no_draft": "下書きはありません。",
        "offline": "【ページ未公開】が入っています。ページを公開してから、adgen request draft {token} --online で外してください。",
        "copy": "下書きをコピー",
        "copied": "コピーしました",
        "unread": "読めない依頼の記録",
    },
    "en": {
        "title": "Requests",
        "private": "This is about customers. It is shown on this machine only.",
        "none": "No request is open.",
        "over": "Finished requests",
        "arrived": "arrived {age} ago",
        "stage": "Stage",
        "next": "Next",
        "page": "See the page of this request",
        "no_page": "There is no page for this request.",
        "draft": "Draft of the reply",
        "plain": "Draft for portals that forbid contacts and links",
        "no_draft": "There is no draft.",
        "offline": "It says 【ページ未公開】. Publish the page, then take the mark away: adgen request draft {token} --online",
        "copy": "Copy the draft",
        "copied": "Copied",
        "unread": "Records that cannot be read",
    },
}


# How many of the hours to an answer have passed.
_LATE: dict[Language, Sequence[str]] = {"ja": ("", "注意", "遅れ", "期限切れ"), "en": ("", "soon", "late", "overdue")}


class RequestPages:
    """The page of each site, read anew each time it is asked for: `now` is asked for the age of what waits, `targets` for what is late."""

    def __init__(self, language: Language, now: Callable[[], datetime], targets: Callable[[], Sequence[int]]) -> None:
        self._language, self._now, self._targets = language, now, targets

    def __call__(self, shown: Shown, version: str) -> str:
        """What waits first, the oldest on top; what is over comes last."""
        words = _WORDS[self._language]
        records, problems = inbox.records(shown.folder)
        records.sort(key=lambda r: (not r.is_waiting, r.received, r.token))
        groups = (
            ("title", [r for r in records if r.stage not in OVER]),
            ("over", [r for r in records if r.stage in OVER]),
        )
        body = f'<p class="private">{words["private"]}</p>'
        body += panel.group(words["unread"], problems, self._language) if problems else ""
        for heading, found in groups:
            if found:
                items = "".join(f"<li>{''.join(self._item(shown, record))}</li>" for record in found)
                body += f"<section><h2>{words[heading]} <small>{len(found)}</small></h2><ol>{items}</ol></section>"
        body += "" if records else f"<p>{words['none']}</p>"
        body += f'<script defer src="{address("", "panel.js")}"></script>'
        return panel.framed(
            shown.name, panel.head(shown, "", "requests", self._language) + body, "", self._language, version
        )

    def _item(self, shown: Shown, record: Record) -> Iterator[str]:
        words = _WORDS[self._language]
        now = self._now()
        late = _LATE[self._language][min(grade(record, now, self._targets()), 3)]
        arrived = words["arrived"].format(age=self._said(*age(record.received, now)))
        mark = f' <b class="late">{late}</b>' if late else ""
        yield f'<p class="where">{record.token[:8]} {_e(arrived)}{mark}</p><h3>{_e(_work(record))}</h3>'
        yield f"<p>{words['stage']}: {_e(self._said(record.stage.value, record.stage.name))}</p>"
        if record.next.ja:
            due = f"（{record.due}）" if record.due else ""
            yield f"<p>{words['next']}: {_e(self._said(record.next.ja, record.next.en))}{due}</p>"
        path = page_path(record.token)
        there = path in shown.files
        yield (
            f'<p><a href="/{quote(shown.slug)}/{path}">{words["page"]}</a></p>'
            if there
            else f"<p>{words['no_page']}</p>"
        )
        yield from self._drafts(shown, record)

    def _drafts(self, shown: Shown, record: Record) -> Iterator[str]:
        words = _WORDS[self._language]
        text, plain = (inbox.draft(shown.folder, record.token, name) for name in (inbox.REPLY, inbox.PLAIN))
        if text is None:
            yield f"<p>{words['no_draft']}</p>"
            return
        if OFFLINE in text and record.is_waiting:
            yield f'<p class="offline">{words["offline"].format(token=record.token[:8])}</p>'
        yield self._draft("draft", text, is_open=record.is_waiting)
        if plain is not None and plain != text:
            yield self._draft("plain", plain, is_open=False)

    def _draft(self, name: str, text: str, *, is_open: bool) -> str:
        words = _WORDS[self._language]
        button = f'<button type="button" hidden data-done="{words["copied"]}">{words["copy"]}</button>'
        summary = f"<summary>{words[name]}</summary>"
        return f'<details class="draft"{" open" if is_open else ""}>{summary}{button}<pre>{_e(text)}</pre></details>'

    def _said(self, ja: str, en: str) -> str:
        return ja if self._language == "ja" else en


def _work(record: Record) -> str:
    known = [trades()[trade].label for trade in record.trades if trade in trades()]
    return "、".join(known) or record.title


def _e(text: str) -> str:
    return html.escape(text)
