"""A record as somebody would type it: Japanese keys, and above each a comment that explains it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from adgen.content.declared import Field, fields_of, needed
from adgen.scaffold.kinds import Answers, Kind, explained
from adgen.text import nodes
from adgen.text.parse import parse

# A line, and the key of the field that it belongs to.
Line = tuple[str, str]


@dataclass(frozen=True)
class Draft:
    """A text, and for each of its lines the key of the field that it belongs to, or ""."""

    text: str
    keys: tuple[str, ...]

    def key_at(self, line: int) -> str:
        """The key of the field on a line, counted from 1."""
        return self.keys[line - 1] if 0 < line <= len(self.keys) else ""


def document(kind: Kind, answers: Answers, *, is_draft: bool, head: str = "") -> Draft:
    """A whole file; `head` is a line for editors. One in Markdown has its fields as front matter."""
    if kind.below and kind.holder:
        listed = [(f"{fields_of(kind.holder)[kind.below].says.ja}:", ""), *item(kind, answers, "  ")]
        return _joined([*_head(head), *listed])
    published = ("published", "いいえ" if is_draft else "はい")
    lines = [*_fields(kind, dict([published]) | dict(answers)), ("", ""), *_others(kind)]
    if kind.file.endswith(".md"):
        lines = [("---", ""), *lines, ("---", "")]
    return _joined([*_head(head), *lines])


def item(kind: Kind, answers: Answers, indent: str) -> list[Line]:
    """The lines of one record of a list."""
    # Empty lines without a key stand between fields; those with one belong to a text.
    lines = [line for line in _fields(kind, answers) if any(line)]
    begin = next(n for n, (text, _) in enumerate(lines) if not text.startswith("#"))
    signs = ("- " if n == begin else "  " for n in range(len(lines)))
    return [((indent + sign + text).rstrip(), key) for sign, (text, key) in zip(signs, lines, strict=True)]


def scalar(text: str) -> list[str]:
    """A value as lines: bare where it reads so, a block where it has several, else in quotes."""
    lines = [line.strip() for line in text.strip().splitlines()]
    if len(lines) > 1 and lines[0]:
        block = ["|", *(f"  {line}" if line else "" for line in lines)]
        if _reads("\n".join(block), "\n".join(lines)):
            return block
    bare = " ".join(text.split())
    return [bare] if len(lines) == 1 and _reads(bare, bare) else [json.dumps(text.strip(), ensure_ascii=False)]


def _reads(typed: str, wanted: str) -> bool:
    tree, problems = parse(f"k: {typed}", "")
    return tree is not None and not problems and str(nodes.plain(tree).get("k")).strip() == wanted


def _fields(kind: Kind, answers: Answers) -> Iterator[Line]:
    wanted = ["published", *kind.asked, "updated"] if not kind.below else kind.asked
    for key in dict.fromkeys(k.partition(".")[0] for k in wanted):
        field = fields_of(kind.record).get(key)
        if field is None:
            continue
        inner = [k for k in kind.asked if k.startswith(f"{key}.")]
        yield "", ""
        if inner:
            yield from _group(field, inner, answers)
        else:
            yield from _one(field, key, answers.get(key, ""))


def _one(field: Field, key: str, typed: str) -> Iterator[Line]:
    yield comment(field), key
    first, *rest = scalar(typed) if typed else [""]
    yield f"{field.says.ja}: {first}".rstrip(), key
    yield from ((line, key) for line in rest)


def _group(field: Field, inner: list[str], answers: Answers) -> Iterator[Line]:
    """A list with one record; without answers an example that only has to be freed of its signs."""
    yield f"# {field.says.help}", ""
    is_told = any(answers.get(key) for key in inner)
    if not is_told and field.record:
        asked = [fields_of(field.record)[key.partition(".")[2]] for key in inner]
        yield from ((line, inner[0]) for line in _listed(field, [f"{f.says.ja}: {f.says.example}" for f in asked]))
        return
    yield f"{field.says.ja}:", inner[0]
    for n, key in enumerate(inner):
        one = fields_of(field.record)[key.partition(".")[2]] if field.record else field
        (above, _), *typed = _one(one, key, answers.get(key, ""))
        yield f"    {above}", key
        yield from ((f"{'    ' if n or m else '  - '}{line}".rstrip(), key) for m, (line, _) in enumerate(typed))


def _example(field: Field) -> Iterator[str]:
    """A field as a comment that reads when it is freed of its signs."""
    if field.record is None or (field.record.shorthand and field.says.example):
        yield f"# {field.says.ja}: {field.says.example}"
        return
    yield from _listed(field, "\n".join(needed(field.record)).split("\n"))


def _listed(field: Field, lines: list[str]) -> Iterator[str]:
    yield f"# {field.says.ja}:"
    yield from (f"#   {'- ' if field.is_list and n == 0 else '  '}{line}" for n, line in enumerate(lines))


def comment(field: Field) -> str:
    """What a field is for, with an example."""
    purpose, sample = explained(field)
    return f"# {purpose}{f'。例: {sample}' if sample else ''}"


def _others(kind: Kind) -> Iterator[Line]:
    """The fields that are not asked for, so that nobody has to look them up."""
    told = {"published", "updated", *(key.partition(".")[0] for key in kind.asked)}
    yield "# ほかに書ける項目。使うときは、行の頭の「# 」を消します", ""
    for field in fields_of(kind.record).values():
        if field.key not in told:
            first, *rest = _example(field)
            yield f"{first}  # {field.says.help}", ""
            yield from ((line, "") for line in rest)


def _head(head: str) -> list[Line]:
    return [(head, "")] if head else []


def _joined(lines: list[Line]) -> Draft:
    kept = [line for n, line in enumerate(lines) if any(line) or (n and lines[n - 1][0] not in ("", "---"))]
    return Draft("\n".join(text for text, _ in kept) + "\n", tuple(key for _, key in kept))
