"""Fits the weighted sums of the photo checks and writes adgen/photos/checks/learnt.json.

    python benchmarks/train_photo_eye.py SET... [--cache FOLDER] [--out learnt.json]

A SET is a folder of JPEGs with truth.csv (file, source, defect, strength, param, kind, tags, pair), as make_photo_faults.py writes
it. Each check gets a logistic regression with an L2 penalty, fitted by Newton's method on the marks of its faults against good
photos. The point where it warns comes from values out of fold, split by source photo: half-way between good and faulty photos
where there is a gap, else where 1 % of the good ones lie beyond (more for dark, colour_cast and sideways). The same sets give the same file with the same numpy.
"""

import argparse
import csv
import datetime
import json
import shlex
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from adgen.photos.checks import compression, sideways
from adgen.photos.checks.colours import light_colour
from adgen.photos.checks.edges import sharpness
from adgen.photos.checks.exposure import exposure
from adgen.photos.checks.learnt import BENDS, FARTHEST, Sum, Term
from adgen.photos.checks.view import View
from adgen.photos.inspect import view_of

Array = NDArray[Any]
Row = dict[str, Any]
FOLDS = 7
SERIOUS_VALUE = 1.5  # scores 0.8
# Where a check could find nearly all mild faults, it leaves these rather than alarm over good photos.
_MILD_LEFT = 0.2


@dataclass(frozen=True)
class Task:
    """What a check learns from: its measures and the faults it must find.

    `penalty` is that of the regression, `alarms` the share of good photos that may lie beyond the point of warning, and
    `is_bent` says whether the weight of a measure may change along its range.
    """

    measures: Callable[[View], Mapping[str, float]]
    faults: tuple[str, ...]
    penalty: float = 3.0
    alarms: float = 0.01
    is_bent: bool = False


TASKS = {
    "blur": Task(sharpness, ("defocus", "motion"), 10.0),
    "upscaled": Task(sharpness, ("upscale",)),
    "dark": Task(exposure, ("dark",), alarms=0.015, is_bent=True),
    "bright": Task(exposure, ("bright",), is_bent=True),
    "backlit": Task(exposure, ("backlit",), is_bent=True),
    "low_contrast": Task(exposure, ("low_contrast",), is_bent=True),
    "colour_cast": Task(light_colour, ("colour_cast",), 30.0, 0.02),
    "compression": Task(compression.steps, ("jpeg",)),
    "sideways": Task(sideways.measures, ("sideways",), 10.0, 0.04),
}


def rows_of(folder: Path) -> list[Row]:
    """The rows of truth.csv with the path of each picture."""
    with (folder / "truth.csv").open(encoding="utf-8") as file:
        return [{**row, "path": folder / row["file"]} for row in csv.DictReader(file)]


def measured(row: Row, cache: Path | None) -> dict[str, Mapping[str, float]]:
    """The measures of one picture for every check that learns from it; kept in `cache` when there is one."""
    kept = cache / f"{row['path'].parent.name}__{row['path'].stem}.json" if cache else None
    if kept and kept.exists():
        found: dict[str, Mapping[str, float]] = json.loads(kept.read_text())
        return found
    view = view_of(row["path"].read_bytes())
    names = [name for name, task in TASKS.items() if row["defect"] in ("clean", *task.faults)]
    found = {name: dict(view.once(TASKS[name].measures)) for name in names}
    if kept:
        kept.write_text(json.dumps(found, default=float))
    return found


def gathered(folders: Iterable[Path], cache: Path | None) -> list[Row]:
    """Every row that a check learns from, with its measures."""
    faults = {"clean", *(fault for task in TASKS.values() for fault in task.faults)}
    if cache:
        cache.mkdir(parents=True, exist_ok=True)
    return [
        {**row, "measures": measured(row, cache)}
        for folder in folders
        for row in rows_of(folder)
        if row["defect"] in faults
    ]


def fold_of(source: str, sources: list[str]) -> int:
    """The fold of a source photo: a fixed shuffle of all of them."""
    order = np.random.default_rng(4).permutation(len(sources))
    return int(order[sources.index(source)]) % FOLDS


def chosen(rows: list[Row], name: str) -> list[Row]:
    """The rows a check learns from."""
    task = TASKS[name]
    return [row for row in rows if row["defect"] in ("clean", *task.faults)]


def fitted(rows: list[Row], name: str) -> Sum:
    """The weighted sum of a check from rows with measures, its points of warning set by folds inside these rows."""
    every = chosen(rows, name)
    rows = [row for row in every if row["measures"].get(name)]
    silent = sum(row["defect"] == "clean" for row in every) - sum(row["defect"] == "clean" for row in rows)
    names = sorted({key for row in rows for key in row["measures"][name]})
    values = np.array([[row["measures"][name].get(key, np.nan) for key in names] for row in rows], float)
    is_fault = np.array([row["defect"] != "clean" for row in rows])
    is_severe = np.array([row["strength"] == "severe" for row in rows])
    sources = sorted({row["source"] for row in rows})
    folds = np.array([fold_of(row["source"], sources) for row in rows])
    raw, unseen = _sum(values, is_fault, names, TASKS[name]), np.zeros(len(rows))
    for fold in range(FOLDS):
        train, test = folds != fold, folds == fold
        one = _sum(values[train], is_fault[train], names, TASKS[name])
        unseen[test] = [one.value(row["measures"][name]) for row, is_in in zip(rows, test, strict=True) if is_in]
    good = np.concatenate([unseen[~is_fault], np.full(silent, unseen.min())])
    warns, serious = _points(TASKS[name].alarms, good, unseen[is_fault & ~is_severe], unseen[is_fault & is_severe])
    stretch = SERIOUS_VALUE / (serious - warns)
    terms = (Term(t.measure, t.mean, t.spread, tuple(round(w * stretch, 5) for w in t.weights)) for t in raw.terms)
    below = SERIOUS_VALUE / (warns - float(np.median(good))) / stretch
    return Sum(tuple(terms), round((raw.bias - warns) * stretch, 5), round(below, 5))


def _points(alarms: float, good: Array, mild: Array, severe: Array) -> tuple[float, float]:
    """Where the check warns and where it becomes serious."""
    all_faults = np.concatenate([mild, severe])
    least = float(np.quantile(all_faults, 0.05))
    most = float(np.quantile(good, 1 - alarms))
    # Good photos that nobody has seen yet lie a little farther out than those we have.
    warns = (most + least) / 2 if least > most else most + 0.1 * float(good.std())
    if len(mild):
        warns = max(warns, float(np.quantile(mild, _MILD_LEFT)))
    milder = float(np.median(mild)) if len(mild) else float(np.quantile(severe, 0.2))
    serious = max((milder + float(np.median(severe))) / 2, float(good.max()) + 0.5)
    return warns, max(serious, warns + 0.5)


def _sum(values: Array, is_fault: Array, names: list[str], task: Task) -> Sum:
    """Logistic regression with both classes weighing the same; measures that could not be taken count as the mean."""
    mean, spread = np.nanmean(values, 0), np.nanstd(values, 0) + 1e-6
    scaled = np.clip(np.nan_to_num((values - mean) / spread), -FARTHEST, FARTHEST)
    bends = [np.maximum(scaled - bend, 0) for bend in BENDS] if task.is_bent else []
    x = np.column_stack([scaled, *bends, np.ones(len(scaled))])
    weight = np.where(is_fault, 0.5 / is_fault.mean(), 0.5 / (1 - is_fault.mean()))
    ridge = np.diag([task.penalty] * (x.shape[1] - 1) + [1e-6])
    beta = np.zeros(x.shape[1])
    for _ in range(40):
        chance = 1 / (1 + np.exp(-np.clip(x @ beta, -30, 30)))
        slope = x.T @ (weight * (chance - is_fault)) + ridge @ beta
        curve = (x * (weight * chance * (1 - chance))[:, None]).T @ x + ridge
        step = np.linalg.solve(curve, slope)
        beta -= step
        if np.abs(step).max() < 1e-7:
            break
    weights = beta[:-1].reshape(-1, len(names)).T
    terms = zip(names, mean, spread, weights, strict=True)
    return Sum(tuple(Term(n, float(f"{m:.5g}"), float(f"{s:.5g}"), tuple(w)) for n, m, s, w in terms), float(beta[-1]))


def as_json(sums: Mapping[str, Sum], told: Mapping[str, Any]) -> str:
    """The file of weights, one term a line."""
    lines = []
    for name, one in sums.items():
        terms = ",\n".join(f"   {json.dumps([t.measure, t.mean, t.spread, *t.weights])}" for t in one.terms)
        lines.append(f'  "{name}": {{"bias": {one.bias}, "below": {one.below}, "terms": [\n{terms}]}}')
    head = json.dumps(told, ensure_ascii=False, indent=1)[:-2]
    return head + ',\n "sums": {\n' + ",\n".join(lines) + "\n }\n}\n"


def main() -> None:
    """Measure, fit, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", type=Path, nargs="+")
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--out", type=Path, default=Path("adgen/photos/checks/learnt.json"))
    told = parser.parse_args()
    rows = gathered(told.sets, told.cache)
    sums = {name: fitted(rows, name) for name in TASKS}
    words = {
        "made": datetime.date.today().isoformat(),
        "by": shlex.join(["python", "benchmarks/train_photo_eye.py", *(folder.name for folder in told.sets)]),
        "from": f"{len(rows)} pictures of {len({row['source'] for row in rows})} photos",
        "numpy": np.__version__,
        "term": "measure, mean and spread over the training pictures, weight, change of weight at each bend",
    }
    told.out.write_text(as_json(sums, words), "utf-8")
    print(f"{told.out}: {words['from']}", file=sys.stderr)


if __name__ == "__main__":
    main()
