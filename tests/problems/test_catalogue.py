"""Every code has its words, every word its value, and every code is told somewhere."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from adgen.problems.catalogue import catalogue, message_table

PACKAGE = Path(__file__).parent.parent.parent / "adgen"
CODE = re.compile(r"[EW]\d{3}")
WORDS = ("ja", "ja_cure", "en", "en_cure")
# Of a field the reader tells these, whatever the mistake.
OF_A_FIELD = {"label", "key", "example", "value"}


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Every call in the package, with the file and line on which it stands."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                yield f"{path.relative_to(PACKAGE)}:{node.lineno}", node


def named(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


def placeholders(code: str) -> set[str]:
    return {name for words in WORDS for _, name, _, _ in Formatter().parse(catalogue()[code][words]) if name}


def used_codes() -> set[str]:
    source = "".join(path.read_text("utf-8") for path in PACKAGE.rglob("*.py"))
    return set(re.findall(r"\"([EW]\d{3})\"", source))


@pytest.mark.parametrize("code", catalogue())
def test_words_in_both_languages(code: str) -> None:
    words = catalogue()[code]
    assert CODE.fullmatch(code)
    assert set(words) - {"grade"} == set(WORDS)
    assert all(words[kind].strip() == words[kind] != "" for kind in WORDS)
    assert not words["ja"].endswith("。"), "the place and the code stand around it"
    assert words.get("grade") in ({None, "serious", "mild", "note"} if code[0] == "W" else {None})


def test_every_code_is_told_somewhere_and_has_words() -> None:
    assert used_codes() - set(catalogue()) == set()
    assert set(catalogue()) - used_codes() == set()


def test_a_problem_has_every_value_that_its_words_name() -> None:
    lacking = []
    for where, call in calls():
        typed = [a.value for a in call.args if isinstance(a, ast.Constant)]
        codes = [code for code in typed if isinstance(code, str) and CODE.fullmatch(code)]
        given = {word.arg for word in call.keywords}
        if named(call) == "Unreadable" and where.startswith(("text/", "model/")):
            given |= OF_A_FIELD
        elif named(call) not in ("problem", "_at_photo"):
            continue
        if None not in given:
            lacking += [f"{where}: {code} {name}" for code in codes for name in placeholders(code) - given]
    assert lacking == []


def test_every_code_is_in_the_table() -> None:
    assert {code[1] for code in catalogue()} <= set("1234567")
    assert all(f"| {code} | " in message_table() for code in catalogue())
