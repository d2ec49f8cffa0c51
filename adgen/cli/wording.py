"""What click says of itself, in Japanese: how a command is used, what was wrong with it, and the headings of --help.

click marks these texts for gettext, which would want a compiled catalogue and a variable of the environment that every program we
start inherits; the names click translates through are set instead. A text that is not in the table stays English.
"""

import sys
from types import ModuleType

import click  # noqa: F401 - its modules are looked up by name

from adgen.cli.language import say

# A text of click 8.5 (of two numbers, the plural) -> ours. Names in braces are click's.
WORDS = {
    "Usage:": "使い方:",
    "Options": "オプション",
    "Positional arguments": "書くもの",
    "Commands": "コマンド",
    "Show this message and exit.": "この説明を見せます",
    "Try '{command} {option}' for help.": "使い方は {command} {option} で見られます。",
    "default: {default}": "既定: {default}",
    "env var: {var}": "環境変数: {var}",
    "required": "必須",
    "(dynamic)": "（そのときに決まります）",
    "deprecated": "古い書き方",
    "DeprecationWarning: The command {name!r} is deprecated.{extra_message}": "{name} は古いコマンドです。{extra_message}",
    "DeprecationWarning: The {param_type} {name!r} is deprecated.{extra_message}": "{name} は古い書き方です。{extra_message}",
    "Error: {message}": "エラー: {message}",
    "No such option {name!r}.": "{name} というオプションはありません。",
    "No such command {name!r}.": "{name} というコマンドはありません。",
    "(Did you mean one of: {possibilities}?)": "似た名前: {possibilities}",
    "Missing command.": "コマンドを書いてください。",
    "Missing argument": "これを書いてください:",
    "Missing option": "このオプションを書いてください:",
    "Missing parameter": "これを書いてください:",
    "Missing parameter: {param_name}": "これを書いてください: {param_name}",
    "Missing {param_type}": "これを書いてください:",
    "Got unexpected extra arguments ({args})": "余分な言葉があります: {args}",
    "Argument {name!r} takes {nargs} values.": "{name} には{nargs}個の値を書いてください。",
    "Takes {nargs} values but {len} were given.": "{nargs}個の値を書いてください（いまは{len}個です）。",
    "{len_type} values are required, but {len_value} were given.": "{len_type}個の値を書いてください（いまは{len_value}個です）。",
    "Option {name!r} requires {nargs} arguments.": "{name} の後ろに値を書いてください。",
    "Option {name!r} does not take a value.": "{name} に値は付けられません。",
    "Value must be an iterable.": "値を並べて書いてください。",
    "Invalid value: {message}": "値が正しくありません。{message}",
    "Invalid value for {param_hint}: {message}": "{param_hint} の値が正しくありません。{message}",
    "Choose from:\n\t{choices}": "次の中から選んでください:\n\t{choices}",
    "{value!r} is not one of {choices}.": "「{value}」は選べません。{choices} の中から選んでください。",
    "{value!r} does not match the formats {formats}.": "「{value}」は読めません。{formats} の形で書いてください。",
    "{value!r} is not a valid {number_type}.": "「{value}」は数として読めません。",
    "{value} is not in the range {range}.": "{value} は使えません。{range} の数を書いてください。",
    "{value!r} is not a valid boolean. Recognized values: {states}": "「{value}」は読めません。書けるもの: {states}",
    "{value!r} is not a valid UUID.": "「{value}」は UUID ではありません。",
    "{name} {filename!r} does not exist.": "「{filename}」が見つかりません。",
    "{name} {filename!r} is a file.": "「{filename}」はファイルです。フォルダを書いてください。",
    "{name} {filename!r} is a directory.": "「{filename}」はフォルダです。ファイルを書いてください。",
    "{name} {filename!r} is not readable.": "「{filename}」を読む権限がありません。",
    "{name} {filename!r} is not writable.": "「{filename}」に書く権限がありません。",
    "{name} {filename!r} is not executable.": "「{filename}」を実行する権限がありません。",
    "Could not open file {filename!r}: {message}": "「{filename}」を開けません: {message}",
    "unknown error": "理由はわかりません",
    "Repeat for confirmation": "確認のため、もう一度入れてください",
    "Error: The two entered values do not match.": "エラー: 2回の入力が違います。",
    "Error: invalid input": "エラー: はいは y、いいえは n で答えてください。",
    "Press any key to continue...": "どれかキーを押すと続けます...",
    "Aborted!": "中断しました。",
}


def modules() -> list[ModuleType]:
    """The modules of click that have texts."""
    return [m for name, m in sorted(sys.modules.items()) if name.startswith("click.") and hasattr(m, "_")]


def speak() -> None:
    """Let click speak the chosen language from now on."""
    for module in modules():
        vars(module).update({"_": _text, "ngettext": _counted})


def _text(text: str) -> str:
    return say(WORDS.get(text, text), text)


def _counted(one: str, many: str, n: int) -> str:
    return say(WORDS.get(many, many), one if n == 1 else many)
