"""The proposals on one page that works offline: each photo before and after, and the lines to be written."""

import base64
import html
from collections.abc import Sequence

from adgen.fix import Proposal
from adgen.fix.write import lines
from adgen.model.values import Edit

_DONE = {"rotate": Edit.straightened, "exposure": Edit.brightness}
_STYLE = """
body{font:16px/1.7 sans-serif;margin:2rem auto;max-width:75rem;padding:0 1rem;background:#fff;color:#222}
section{margin:2.5rem 0;break-inside:avoid} h2{font-size:1rem;margin:0 0 .5rem;overflow-wrap:anywhere}
.pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,18rem),1fr));gap:1rem}
figure{margin:0;position:relative} img{width:100%;height:auto;display:block}
figure>div{position:relative}
.upright::after{content:"";position:absolute;inset:0;pointer-events:none;
background:repeating-linear-gradient(90deg,transparent 0 calc(12.5% - 1px),#fff9 calc(12.5% - 1px) 12.5%)}
pre{background:#f4f2ee;padding:.8rem;overflow-x:auto} p{margin:.3rem 0}
"""
_INTRO = (
    "傾きと明るさだけを直した見本です。写真のファイルは変わりません。色や傷、汚れには手を加えません。"
    "よければ --write を付けてもう一度動かすか、下の行を書き足してください。"
    "直した写真には、ページで「加工：…」と出ます。"
)


def fix_page(name: str, proposals: Sequence[Proposal]) -> str:
    """The page as HTML; `name` is that of the contractor."""
    shown = "".join(_section(proposal) for proposal in proposals) or "<p>直したほうがよい写真はありませんでした。</p>"
    title = html.escape(name)
    return (
        '<!doctype html><html lang="ja"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>写真の補正の案｜{title}</title><style>{_STYLE}</style>"
        f"<h1>{title}の写真の補正の案</h1><p>{_INTRO}</p>{shown}</html>\n"
    )


def _section(proposal: Proposal) -> str:
    done = "、".join(_DONE[key].value for key, _ in proposal.values)
    leaning = any(key == "rotate" for key, _ in proposal.values)
    pair = "".join(_figure(*half, leaning) for half in (("いま", proposal.before), ("直したあと", proposal.after)))
    text = html.escape(lines(proposal, is_english=False))
    return (
        f"<section><h2>{html.escape(proposal.photo.path)}</h2><p>{done}</p>"
        f'<div class="pair">{pair}</div><pre>{text}</pre></section>'
    )


def _figure(words: str, data: bytes, leaning: bool) -> str:
    """One half; upright lines over it where the photo leans."""
    kind = ' class="upright"' if leaning else ""
    source = base64.b64encode(data).decode()
    return (
        f'<figure><div{kind}><img src="data:image/jpeg;base64,{source}" alt="{words}"></div>'
        f"<figcaption>{words}</figcaption></figure>"
    )
