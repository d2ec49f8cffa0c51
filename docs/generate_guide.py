"""Writes the generated parts of the guide in ja/: every code with its cure, and every command. What stands by hand above stays."""

import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import click

from adgen.cli import cli
from adgen.problems.catalogue import catalogue

GUIDE = Path(__file__).parent / "ja"
HERE = "<!-- ここから下は make docs が書きます -->"
# What a contractor was doing, by the numbers of the codes.
CHAPTERS = {
    range(100, 200): "文章や項目を書いているとき",
    range(200, 216): "写真を入れているとき",
    range(216, 300): "写真の写りを言われたとき",
    range(300, 400): "法律と承諾",
    range(400, 440): "依頼のページを作っているとき",
    range(440, 500): "依頼のメールと返信",
    range(500, 520): "ページを作っているとき",
    range(520, 540): "書きながら見ているとき（adgen serve）",
    range(540, 560): "新しいファイルを作っているとき（adgen new）",
    range(560, 580): "写真を取り込んでいるとき（adgen import）",
    range(580, 590): "料金表を取り込んでいるとき",
    range(590, 600): "パソコンを調べているとき",
    range(600, 610): "見た目のひな形を自分で作っているとき",
    range(610, 620): "ページの見え方と重さ",
    range(620, 700): "公開の前に確かめているとき",
    range(700, 800): "公開しているとき（adgen publish）",
    range(800, 1000): "そのほか",
}
# What stands for a value; of some messages the value is the whole sentence.
VALUES = {"label": "項目", "key": "項目", "example": "（画面に出る例）"}
SENTENCES = {"E102": {"what": "記号が全角です、など", "fixed": "工期: 1日"}}
_SAME_EVERYWHERE = {"--lang"}


def cures(head: str) -> str:
    """komattara.md: what stands by hand above, and below every code with its cure, by what one was doing."""
    rows = [head.partition(HERE)[0] + HERE]
    codes = sorted(catalogue(), key=lambda code: (code[1:], code))
    for numbers, title in CHAPTERS.items():
        if found := [code for code in codes if int(code[1:]) in numbers]:
            rows.append(f"\n### {title}\n\n| 番号 | 知らせ | 直し方 |\n|---|---|---|")
            rows += [_row(code) for code in found]
    return "\n".join(rows) + "\n"


def _row(code: str) -> str:
    said = defaultdict(lambda: "…", {**VALUES, **SENTENCES.get(code, {})})
    words = (catalogue()[code][k].format_map(said) for k in ("ja", "ja_cure"))
    cells = " | ".join(" ".join(text.replace("|", "\\|").replace("<", "&lt;").split()) for text in words)
    return f'| <a id="{code.lower()}"></a>{code} | {cells} |'


def commands(head: str) -> str:
    """meirei.md: what stands by hand above, and below every command and option, as --help tells them."""
    rows = [head.partition(HERE)[0] + HERE]
    for name, command in _below(cli, ""):
        context = click.Context(command, info_name=f"adgen {name}")
        rows.append(f"\n## adgen {name}\n\n`{' '.join(_usage(context, command, name))}`\n\n{_cell(command.help or '')}")
        options = [o for o in command.params if isinstance(o, click.Option) and not _SAME_EVERYWHERE & set(o.opts)]
        if options:
            rows.append("\n| 付けるもの | 何をするか |\n|---|---|")
            rows += [f"| {_spelled(option, context)} | {_cell(option.help or '')} |" for option in options]
    return "\n".join(rows) + "\n"


def _below(group: click.Group, path: str) -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from _below(command, f"{path}{name} ")
        elif command:
            yield path + name, command


def _usage(context: click.Context, command: click.Command, name: str) -> list[str]:
    arguments = [p.make_metavar(context) for p in command.params if isinstance(p, click.Argument)]
    return ["adgen", name, *arguments]


def _spelled(option: click.Option, context: click.Context) -> str:
    names = "、".join(f"`{name}`" for name in (*option.opts, *option.secondary_opts))
    return names if option.is_flag else _cell(f"{names} {option.make_metavar(context)}")


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").replace("<", "&lt;").split())


def write(folder: Path) -> None:
    """Write both pages into `folder`."""
    for name, page in {"komattara.md": cures, "meirei.md": commands}.items():
        (folder / name).write_text(page((GUIDE / name).read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else GUIDE)
