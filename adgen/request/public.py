"""requests/<token>.yaml: written from an allow-list of facts, and changed field by field without touching the rest."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

from adgen.inquiry.estimate import Estimate
from adgen.model.request import DAYS_OPEN, FOLDER, Basis, State, is_token
from adgen.plumbing.cache import digest
from adgen.plumbing.folder import Folder
from adgen.problems import AdgenError, Place, problem, unwritable
from adgen.request import private
from adgen.text.decode import decode
from adgen.text.japanese import Quantity
from adgen.trades import trades

DAYS_FEATURED = 14
_DAY = timedelta(days=1)
_HEAD = "# 依頼に合わせたページです。公開されます。お客さまのお名前、ご住所、電話、メールの文は書かないでください。"
_MOST_CASES = 6
_MOST_SIZES = 3
_LARGEST = 100_000
_PLAIN = re.compile(r"[\w一-龥ぁ-んァ-ヶ][\w一-龥ぁ-んァ-ヶー・（）()、。〜㎡,./? -]*")
# Fields that are changed by commands, with every spelling of their keys.
UNTIL = ("期限", "until")
FEATURED = ("先頭に出す期限", "featured_until")
STATE = ("状態", "state")
NOTE = ("一言", "note")


@dataclass(frozen=True)
class Facts:
    """All that a request page may hold; every value comes from the contractor's content or is written anew from a number."""

    trades: tuple[str, ...]
    sizes: tuple[Quantity, ...]
    building: str
    cases: tuple[str, ...]
    estimates: tuple[Estimate, ...]
    questions: tuple[str, ...]


def path_of(site: Path, token: str) -> Path:
    """The file of a request page."""
    return site / FOLDER / f"{token}.yaml"


def as_yaml(facts: Facts, created: date, *, is_featured: bool) -> str:
    """The file of a new request page."""
    lines = [_HEAD, *_list("業種", [trades()[t].label for t in facts.trades])]
    lines += [f"作成日: {created}", f"期限: {created + DAYS_OPEN * _DAY}"]
    lines += [f"先頭に出す期限: {created + DAYS_FEATURED * _DAY}"] if is_featured else []
    lines += _list("数量", [f"{q.value:g}{q.unit}" for q in facts.sizes[:_MOST_SIZES]])
    lines += [f"建物: {_scalar(facts.building)}"] if facts.building else []
    lines += _list("事例", facts.cases[:_MOST_CASES])
    lines += ["概算:", *(line for e in facts.estimates for line in _estimate(e))] if facts.estimates else []
    lines += [*_list("質問", facts.questions), f"状態: {State.open.value}"]
    return "\n".join(lines) + "\n"


def _estimate(found: Estimate) -> Iterator[str]:
    yield f"  - 業種: {_scalar(trades()[found.trade].label)}"
    yield f"    根拠: {Basis[found.basis].value}"
    if found.low is not None and found.high is not None:
        yield f"    下限: {found.low:,}円"
        yield f"    上限: {found.high:,}円"
    yield f"    時点: {found.day}"
    if found.cases:
        yield "    事例:"
        yield from (f"      - {_scalar(case.id)}" for case in found.cases)


def _list(key: str, values: Sequence[str]) -> list[str]:
    return [f"{key}:", *(f"  - {_scalar(value)}" for value in values)] if values else []


def _scalar(text: str) -> str:
    return text if _PLAIN.fullmatch(text) and text == text.strip() else json.dumps(text, ensure_ascii=False)


def save(site: Path, token: str, text: str) -> str:
    """Write the file of a request page; its digest. Raises AdgenError E503."""
    path = path_of(site, token)
    try:
        path.parent.mkdir(exist_ok=True)
    except OSError as error:
        raise AdgenError([unwritable(path.as_posix(), error)]) from None
    private.write(path, text.encode())
    path.chmod(0o644)
    return digest(text.encode())


def load(site: Path, token: str) -> str | None:
    """The text of a request page's file, or None where there is none. Raises AdgenError E450."""
    try:
        data = Folder(site).read(f"{FOLDER}/{token}.yaml", _LARGEST)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _unsafe(site, token, type(error).__name__) from None
    text, _ = decode(data, path_of(site, token).as_posix())
    if text is None:
        raise _unsafe(site, token, "UTF-8")
    return text


def tokens(site: Path) -> tuple[str, ...]:
    """Every request page of a site."""
    names = Folder(site).names(FOLDER) if (site / FOLDER).is_dir() else ()
    return tuple(n.removesuffix(".yaml") for n in names if n.endswith(".yaml") and is_token(n.removesuffix(".yaml")))


def set_field(site: Path, token: str, keys: tuple[str, str], value: str) -> str:
    """Set one field of a request page, "" takes it away; every other line stays. The new digest.

    Raises AdgenError E444 without a page, E450 where the file is written in a way that cannot be changed safely.
    """
    text = load(site, token)
    if text is None:
        raise AdgenError([problem("E444", Place(path_of(site, token).as_posix()), token=token)])
    made = _changed(text, keys, value)
    if _tree(made) != _wanted(_tree(text), keys, value) or _tree(made) is None:
        raise _unsafe(site, token, keys[0])
    return save(site, token, made)


def _changed(text: str, keys: tuple[str, str], value: str) -> str:
    line = re.compile(rf"^(?:{'|'.join(keys)})[ \t]*[:：].*(?:\n|$)", re.MULTILINE)
    new = f"{keys[0]}: {value}\n" if value else ""
    if line.search(text):
        return line.sub(lambda _: new, text, count=1)
    return f"{text if text.endswith(chr(10)) or not text else text + chr(10)}{new}"


def _wanted(tree: Any, keys: tuple[str, str], value: str) -> Any:
    if not isinstance(tree, dict):
        return None
    kept = {k: v for k, v in tree.items() if k not in keys}
    return {**kept, keys[0]: value} if value else kept


def _tree(text: str) -> Any:
    try:
        return yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - every value stays a text
    except yaml.YAMLError:
        return None


def _unsafe(site: Path, token: str, detail: str) -> AdgenError:
    return AdgenError([problem("E450", Place(path_of(site, token).as_posix()), detail=detail)])
