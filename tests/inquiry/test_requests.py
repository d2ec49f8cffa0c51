"""Requests of our own with their gold: the figures of docs/requests.md must not fall."""

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from adgen.inquiry import words

BENCHMARKS = Path(__file__).parent.parent.parent / "benchmarks"
# A little below what is measured; the aims of the project are .88, .92, .86, .98, .90, .97 and .01.
FLOORS = {
    "nDCG@5": 0.92,
    "none F1": 0.94,
    "trades macro-F1": 0.87,
    "facts F1": 0.97,
    "timing F1": 0.95,
    "spans hidden": 0.89,
}


@pytest.fixture(scope="module")
def bench() -> Iterator[ModuleType]:
    """benchmarks/requests.py as a module."""
    sys.path.insert(0, str(BENCHMARKS))
    spec = importlib.util.spec_from_file_location("bench_requests", BENCHMARKS / "requests.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    yield module
    sys.path.remove(str(BENCHMARKS))


@pytest.mark.parametrize("name", ["requests", "unseen", "later", "last"])
@pytest.mark.parametrize("with_analyser", [True, False])
def test_figures(bench: ModuleType, name: str, with_analyser: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if not with_analyser:
        monkeypatch.setattr(words, "analyser", lambda: None)
    words.terms.cache_clear()
    gold, paths = bench.load(name)
    contractors = [bench.contractor(path) for path in paths]
    found = bench.measure(gold, [bench.predict_request(line, contractors) for line in gold])
    words.terms.cache_clear()
    floors = FLOORS if with_analyser else FLOORS | {"spans hidden": 0.65}
    assert {k: round(found[k], 3) for k, least in floors.items() if found[k] < least} == {}
    assert found["over-redaction"] <= 0.01


def test_predictions_have_the_shapes_of_the_scorer(bench: ModuleType, tmp_path: Path) -> None:
    gold, paths = bench.load("last")
    line = bench.predict_request(gold[0], [bench.contractor(p) for p in paths])
    assert set(line) == {"id", "trades", "rankings", "none", "fields", "pii"}
    mail = tmp_path / "m.eml"
    mail.write_text("From: a@example.jp\nSubject: x\n\n畳8枚の表替えをお願いします。")
    assert bench.predict_mail(mail)["trades"] == ["tatami"]


def test_a_wrong_prediction_costs(bench: ModuleType) -> None:
    gold, paths = bench.load("last")
    contractors = [bench.contractor(path) for path in paths]
    right = [bench.predict_request(line, contractors) for line in gold]
    wrong = [
        {**p, "trades": ["solar"], "pii": [], "fields": dict.fromkeys(p["fields"], None) | {"quantities": ["9枚"]}}
        for p in right
    ]
    good, bad = bench.measure(gold, right), bench.measure(gold, wrong)
    assert all(bad[k] < good[k] for k in ("trades macro-F1", "facts F1", "spans hidden"))
