"""The report as one page that works offline: what to do next, part by part what is lacking, and everything that was found."""

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from adgen.check import Checked
from adgen.check.hosting import HOSTS, KINDS, Size, told, weight
from adgen.check.report import counts, next_steps, sections_of
from adgen.check.score import Judged, fulfilled, score
from adgen.problems import Problem
from adgen.problems.catalogue import catalogue, cure, message

_GRADES = (("error", "まちがい"), ("serious", "重い注意"), ("mild", "注意"), ("note", "お知らせ"))
_COMMAND = re.compile("adgen [ -~]*[!-~]")
_STYLE = """
:root{color-scheme:light;--ink:#222;--soft:#5c5c5c;--line:#d9d4ca;--good:#2f6b4f;--error:#b3261e;--serious:#b3261e;--mild:#8a5a00;--note:#33658a}
*{box-sizing:border-box} body{font:16px/1.75 sans-serif;margin:0 auto;max-width:62rem;padding:1.5rem 1rem 4rem;background:#fff;color:var(--ink);overflow-wrap:anywhere}
h1{font-size:1.5rem;line-height:1.4;margin:0 0 .25rem} h2{font-size:1.3rem;line-height:1.4;margin:3rem 0 .5rem} h3{font-size:1.05rem;margin:2rem 0 .5rem} p{margin:.25rem 0}
.soft{color:var(--soft);font-size:.9rem} table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
th,td{text-align:left;vertical-align:top;padding:.5rem .75rem .5rem 0;border-top:1px solid var(--line);font-weight:normal} td:nth-child(n+3){white-space:nowrap} th{color:var(--soft);font-size:.85rem}
.points{font-size:2.5rem;line-height:1;font-weight:bold} .points small{font-size:1rem;font-weight:normal;color:var(--soft)}
.bar{height:.5rem;background:#eceae5;border-radius:.25rem;overflow:hidden;margin:.4rem 0} .bar i{display:block;height:100%;background:var(--good)}
ol.next{margin:0;padding:0;list-style:none;counter-reset:n;display:grid;gap:.75rem}
ol.next li{counter-increment:n;border:1px solid var(--line);border-left:4px solid var(--good);border-radius:.25rem;padding:.75rem 1rem .75rem 3rem;position:relative}
ol.next li::before{content:counter(n);position:absolute;left:1rem;font-size:1.4rem;line-height:1.6;font-weight:bold;color:var(--good)}
ol.next li,details p{white-space:pre-wrap}
.effort{display:inline-block;font-size:.85rem;color:var(--soft)}
.parts{display:grid;align-items:start;gap:1rem;grid-template-columns:repeat(auto-fit,minmax(min(100%,20rem),1fr))}
code{font:.9em/1.6 monospace;background:#f3f1ec;padding:.1rem .3rem;border-radius:.2rem}
.part{border:1px solid var(--line);border-radius:.25rem;padding:.75rem 1rem} .part h4{margin:0;font-size:1rem;display:flex;justify-content:space-between;gap:1rem}
.part ul{margin:.5rem 0 0;padding:0;list-style:none} .part li{padding:.15rem 0 .15rem 1.5rem;position:relative}
.part li::before{content:"○";position:absolute;left:0;color:var(--good)} .part li.lacks::before{content:"×";color:var(--mild)}
details{margin:.1rem 0 .3rem} summary{cursor:pointer;color:var(--soft);font-size:.9rem;padding:.35rem 0} details p{font-size:.9rem;margin:.4rem 0}
ul.found{margin:0;padding:0;list-style:none} ul.found li{margin:0 0 .9rem;padding-left:.8rem;border-left:4px solid var(--note)}
ul.found .error,ul.found .serious{border-color:var(--error)} ul.found .mild{border-color:var(--mild)} a{color:var(--note)}
@media print{@page{size:A4;margin:14mm} body{padding:0;font-size:10.5pt} .part,ol.next li{break-inside:avoid}}
"""


def report_page(
    sites: Sequence[tuple[Checked, Mapping[str, str]]], around: Sequence[Problem], size: Size | None, today: date
) -> str:
    """The page as HTML; `around` are the problems that belong to no site, `size` is that of the output folder."""
    summary = _summary([checked for checked, _ in sites]) if len(sites) > 1 else ""
    parts = "".join(_site(checked, values) for checked, values in sites)
    return (
        '<!doctype html><html lang="ja"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        '<meta name="robots" content="noindex"><meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>ページの点検</title><style>{_STYLE}</style><h1>ページの点検</h1>"
        f'<p class="soft">{today.year}年{today.month}月{today.day}日。お客さまが頼む先を決めるときに見る所を、重みを付けて数えています。点数はページには出ません。</p>'
        f"{summary}{parts}{_around(around)}{_hosting(size)}</html>\n"
    )


def _summary(sites: Sequence[Checked]) -> str:
    rows = "".join(
        f'<tr><td><a href="#{_e(c.site)}">{_e(c.name)}</a><td>{score(c.judged) if c.judged else "—"}<td>{errors}<td>{serious + rest}'
        for c in sites
        for errors, serious, rest in [counts(c)]
    )
    return f"<table><tr><th>サイト<th>充実度<th>まちがい<th>注意{rows}</table>"


def _site(checked: Checked, values: Mapping[str, str]) -> str:
    steps = "".join(
        f'<li>{_sentence(step.sentence)}\n<span class="effort">{_e(step.effort)}</span></li>'
        for step in next_steps(checked, values, "ja")
    )
    doing = f'<h3>次にやること</h3><ol class="next">{steps}</ol>' if steps else "<p>足りないものはありません。</p>"
    sections = "".join(_section(s.value.ja, found, values) for s, found in sections_of(checked))
    parts = f'<h3>部分ごとの充実度</h3><div class="parts">{sections}</div>' if sections else ""
    return (
        f'<section id="{_e(checked.site)}"><h2>{_e(checked.name)}</h2>{_points(checked)}{doing}{parts}'
        f"{_found(checked.problems)}{_links(checked)}</section>"
    )


def _points(checked: Checked) -> str:
    if not checked.judged:
        return "<p>まちがいを直すと、充実度が出ます。</p>"
    points, met = score(checked.judged), fulfilled(checked.judged)
    return (
        f'<p class="points">{points}<small> 点（100点満点）</small></p>{_bar(points)}'
        f'<p class="soft">{len(checked.judged)}項目のうち{met}項目がそろっています。</p>'
    )


def _bar(percent: int) -> str:
    return f'<div class="bar"><i style="width:{percent}%"></i></div>'


def _section(name: str, found: Sequence[Judged], values: Mapping[str, str]) -> str:
    rows = "".join(_criterion(judged, values) for judged in found)
    count = f"{fulfilled(found)}/{len(found)}"
    return (
        f'<div class="part"><h4><span>{name}</span><span>{count}</span></h4>{_bar(score(found))}<ul>{rows}</ul></div>'
    )


def _criterion(judged: Judged, values: Mapping[str, str]) -> str:
    found = judged.tally
    number = f" {found.have}/{found.of}" if found.of > 1 else ""
    sentences = "".join(f"<p>{_sentence(sentence)}</p>" for sentence in judged.sentences("ja", values))
    more = f"<details><summary>どうすればよいか</summary>{sentences}</details>" if sentences else ""
    return f"<li{' class=lacks' if more else ''}>{_e(judged.criterion.name.ja)}{number}{more}</li>"


def _found(problems: Sequence[Problem]) -> str:
    return "".join(
        f'<h3>{name}（{len(told)}件）</h3><ul class="found">{"".join(_problem(p, grade) for p in told)}</ul>'
        for grade, name in _GRADES
        if (told := [p for p in problems if _grade(p) == grade])
    )


def _grade(found: Problem) -> str:
    return "error" if found.is_error else catalogue()[found.code].get("grade", "mild")


def _problem(found: Problem, grade: str) -> str:
    return (
        f'<li class="{grade}">{_e(message(found))}<br>{_e(cure(found))}<br>'
        f'<span class="soft">{_e(str(found.place))} [{found.code}]</span></li>'
    )


def _links(checked: Checked) -> str:
    if not checked.links or not checked.links.external:
        return ""
    rows = "".join(_external(address, pages) for address, pages in checked.links.external.items())
    return f"<h3>外のアドレス（{len(checked.links.external)}か所）</h3><p>開けるかどうかは調べていません。ときどき押してみてください。</p><ul>{rows}</ul>"


def _external(address: str, pages: Sequence[str]) -> str:
    more = f" ほか{len(pages) - 1}ページ" if len(pages) > 1 else ""
    return f'<li><a href="{_e(address)}" rel="noopener noreferrer">{_e(address)}</a> <span class="soft">{_e(pages[0])}{more}</span></li>'


def _around(problems: Sequence[Problem]) -> str:
    return f"<h2>サイトのまわり</h2>{_found(problems)}" if problems else ""


def _hosting(size: Size | None) -> str:
    rows = "".join(_rows(size))
    now = (
        f"<p>いま出力先にあるもの: {size.files:,}ファイル、合計{weight(size.total)}。いちばん大きいのは {_e(size.largest_file)}（{weight(size.largest)}）です。</p>"
        if size
        else "<p>まだページがないので、上限とは比べていません。</p>"
    )
    head = "<tr><th>公開先<th>数えるもの<th>上限<th>いま"
    terms = "".join(f'<li>{host.name}: {host.terms.ja}。<span class="soft">{host.source}</span></li>' for host in HOSTS)
    return f"<h2>公開先の上限</h2>{now}<table>{head}{rows}</table><ul>{terms}</ul>"


def _rows(size: Size | None) -> Iterator[str]:
    for host in HOSTS:
        for kind, limit in host.limits.items():
            now = told(kind, getattr(size, kind)) if size else "—"
            yield f"<tr><td>{host.name}<td>{KINDS[kind][0].ja}<td>{told(kind, limit)}<td>{now}"


def _sentence(text: str) -> str:
    """A sentence with its commands marked as something to type."""
    return _COMMAND.sub(lambda found: f"<code>{found[0]}</code>", _e(text))


def _e(text: str) -> str:
    return html.escape(text)
