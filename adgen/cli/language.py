"""Japanese first, English on request. The language is known before click reads the options: help texts need it too."""

import os
import sys
from dataclasses import dataclass
from functools import cache
from typing import Literal

Language = Literal["ja", "en"]


@dataclass(frozen=True)
class Speech:
    """A sentence in both languages; str() gives the chosen one."""

    ja: str
    en: str

    def __str__(self) -> str:
        return say(self.ja, self.en)


@cache
def chosen() -> Language:
    """`--lang` anywhere on the command line, else ADGEN_LANG, else Japanese."""
    words = sys.argv[1:]
    for n, word in enumerate(words):
        if (word == "--lang" and words[n + 1 : n + 2] == ["en"]) or word == "--lang=en":
            return "en"
        if word.startswith("--lang"):
            return "ja"
    return "en" if os.environ.get("ADGEN_LANG", "").lower().startswith("en") else "ja"


def say(ja: str, en: str) -> str:
    """The sentence in the chosen language."""
    return en if chosen() == "en" else ja


BUG = Speech(
    "adgen の不具合です。上の文を添えて知らせてください。", "This is a bug in adgen. Please report the lines above."
)
