"""Output for consoles that cannot show everything: no message may end in a traceback for the sake of a sign."""

import codecs
import io
import sys
import unicodedata

# What the code page of Japanese Windows (cp932) lacks, and what says the same there.
_SIGNS = {
    "✓": "○",
    "✗": "×",
    "⚠": "！",
    "·": "・",
    "–": "-",
    "—": "―",
    "«": "《",
    "»": "》",
    "▶": "→",
    "►": "→",
    "♦": "◆",
    "\N{COMBINING KATAKANA-HIRAGANA VOICED SOUND MARK}": "゛",
    "\N{COMBINING KATAKANA-HIRAGANA SEMI-VOICED SOUND MARK}": "゜",
}


def show_anything() -> None:
    """Let stdout and stderr write a likeness, or a question mark, for what their encoding lacks."""
    codecs.register_error("adgen", _likeness)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="adgen")


def _likeness(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    return "".join(_nearest(sign, error.encoding) for sign in lacking), error.end


def _nearest(sign: str, encoding: str) -> str:
    """The sign of that encoding that says the same; the letter without its accent; a question mark."""
    for near in (_SIGNS.get(sign, ""), unicodedata.normalize("NFKD", sign)[:1]):
        try:
            if near and near.encode(encoding):
                return near
        except UnicodeEncodeError:
            continue
    return "?"
