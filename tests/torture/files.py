"""Files that came through the wrong program, the wrong wire or the wrong hands: bytes into other bytes."""

import codecs
from collections.abc import Callable, Iterator

from tests.torture.ground import Ground
from tests.torture.variants import CASE, REQUEST, SERVICE, YAMLS, Variant

Spoil = Callable[[bytes], bytes]


def _at_half(data: bytes, words: bytes) -> bytes:
    line = data.index(b"\n", len(data) // 2) + 1
    return data[:line] + words + data[line:]


def _encoded(name: str) -> Spoil:
    return lambda data: data.decode().encode(name, "replace")


def _flipped(step: int) -> Spoil:
    return lambda data: bytes(b ^ 0x80 if n % step == step - 1 else b for n, b in enumerate(data))


def _cut(share: float) -> Spoil:
    return lambda data: data[: int(len(data) * share)]


FAULTS: dict[str, Spoil] = {
    **{name: _encoded(name) for name in ("cp932", "euc_jp", "iso2022_jp", "utf-16", "utf-32", "utf-7", "ascii", "gb18030", "utf-16-le")},
    **{f"cut at {share:.0%}": _cut(share) for share in (0.0, 0.001, 0.1, 0.33, 0.5, 0.77, 0.99)},
    **{f"every {step}th byte turned over": _flipped(step) for step in (7, 101, 997)},
    "UTF-8 with BOM": lambda data: codecs.BOM_UTF8 + data,
    "two BOMs": lambda data: codecs.BOM_UTF8 * 2 + data,
    "a BOM in the middle": lambda data: _at_half(data, codecs.BOM_UTF8),
    "a BOM of UTF-16 before UTF-8": lambda data: codecs.BOM_UTF16_BE + data,
    "half of it Shift_JIS": lambda data: data[: data.index(b"\n", len(data) // 2)] + "\n備考: 表示\n".encode("cp932"),
    "Windows line ends": lambda data: data.replace(b"\n", b"\r\n"),
    "old Mac line ends": lambda data: data.replace(b"\n", b"\r"),
    "no last line end": lambda data: data.rstrip(),
    "NULs at the end": lambda data: data + bytes(4096),
    "a NUL in the middle": lambda data: _at_half(data, b"\0\n"),
    "an escape in the middle": lambda data: _at_half(data, b"\x1b[2J\x1b]0;x\x07\n"),
    "NULs alone": lambda data: bytes(len(data)),
    "turned backwards": lambda data: data[::-1],
    "twice": lambda data: data + data,
    "each line twice": lambda data: b"".join(line + line for line in data.splitlines(keepends=True)),
    "two documents": lambda data: data + b"\n---\n" + data,
    "a conflict": lambda data: _at_half(data, b"<<<<<<< HEAD\n=======\n>>>>>>> x\n"),
    "tabs for spaces": lambda data: data.replace(b"  ", b"\t"),
    "full-width spaces": lambda data: data.replace(b"  ", "　".encode()),
    "full-width colons": lambda data: data.replace(b": ", "：".encode()),
    "no spaces": lambda data: data.replace(b" ", b""),
    "spaces before lines": lambda data: b" " + data.replace(b"\n", b"\n "),
    "one line": lambda data: data.replace(b"\n", b" "),
    "typographic quotes": lambda data: data.replace(b'"', "”".encode()),
    "30,000 brackets": lambda data: b"[" * 30_000,
    "30,000 braces": lambda data: b"{a: " * 30_000,
    "30,000 dashes": lambda data: b"- " * 30_000,
    "30,000 question marks": lambda data: b"? " * 30_000,
    "30,000 quotes": lambda data: b'"' * 30_001,
    "30,000 anchors": lambda data: b"".join(b"a%d: &a%d [*a%d]\n" % (n, n, n) for n in range(6_000)),
    "a billion laughs": lambda data: b"a: &a [x,x,x,x,x]\n" + b"".join(b"%c: &%c [%s]\n" % (c, c, b",".join([b"*%c" % (c - 1)] * 9)) for c in range(98, 110)),
    "deep indents": lambda data: b"".join(b" " * n + b"a:\n" for n in range(600)),
    "brackets in the middle": lambda data: _at_half(data, b"x: " + b"[" * 5_000 + b"\n"),
    "10,000 keys": lambda data: data.split(b"\n---")[0] + b"\n" + b"".join(b"k%d: v\n" % n for n in range(10_000)),
    "one long line": lambda data: _at_half(data, b"x: " + b"a" * 200_000 + b"\n"),
    "one long key": lambda data: _at_half(data, b"k" * 5_000 + b": v\n"),
    "256 KB": lambda data: data + b"# " + b"x" * (256 * 1024 - len(data) - 3) + b"\n",
    "more than 256 KB": lambda data: data + b"\n#" * (256 * 1024),
    "3 MB": lambda data: b"a: b\n" * 600_000,
    "200,000 lines": lambda data: b"\n" * 200_000,
    "100,000 colons": lambda data: b": " * 100_000,
    "Word": lambda data: b"PK\x03\x04" + bytes(900),
    "rich text": lambda data: b"{\\rtf1\\ansi " + data,
    "PDF": lambda data: b"%PDF-1.7\n" + data,
    "a picture": lambda data: b"\xff\xd8\xff\xe0" + bytes(600),
    "HTML": lambda data: b"<!doctype html><title>x</title><script>alert(1)</script>\n" + data,
    "JSON": lambda data: b'{"name": "x", "pages": [1, 2, {"a": null}]}',
    "TOML": lambda data: b'[site]\nname = "x"\n',
    "no characters": lambda data: "\ufffe\uffff\n".encode() + data,
    "halves of pairs": lambda data: _at_half(data, b"x: \xed\xa0\x80\xed\xb0\x80\n"),
    "too long a form": lambda data: _at_half(data, b"x: \xc0\xaf\xe0\x80\xaf\n"),
    "front matter never closed": lambda data: data.replace(b"\n---\n", b"\n----\n"),
    "front matter closed twice": lambda data: _at_half(data, b"---\n---\n"),
}  # fmt: skip


def of_files(ground: Ground) -> Iterator[Variant]:
    """Every fault in every file."""
    for path in (*YAMLS, CASE, SERVICE, REQUEST):
        data = (ground.site / path).read_bytes()
        for name, fault in FAULTS.items():
            yield _variant(path, name, fault, data)


def _variant(path: str, name: str, fault: Spoil, data: bytes) -> Variant:
    return Variant("file", f"{path} {name}", lambda ground: ground.put(path, fault(data)))
