"""How well the photo checks find faults on photos that their weights have not seen, by photo_eval.py's own table.

    python benchmarks/photo_eye.py PHOTOS TOOLS WORK SET... [--cache FOLDER]

TOOLS holds photo_eval.py and make_photo_defects.py; WORK receives the pictures they make from PHOTOS; the SETs are those that
train_photo_eye.py was given. The photos fall into folds; each picture is judged with weights, points of warning included, that were
fitted without any picture of the photos of its fold. With `--shipped` the weights of the package are used: only fair on photos that
they were not trained on. Prints photo_eval.py's table, then every figure as k of n with its 95 % interval (Wilson 1927).
"""

import argparse
import csv
import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from train_photo_eye import FOLDS, TASKS, fitted, fold_of, gathered

from adgen.model.picture import PhotoFacts
from adgen.photos.checks import findings, scores
from adgen.photos.checks.declare import Grade
from adgen.photos.checks.learnt import Sum, instead, sums
from adgen.photos.checks.near_duplicate import duplicates
from adgen.photos.checks.slot import Slot
from adgen.photos.inspect import Look, inspect

SEVERITY = {Grade.note: "info", Grade.mild: "warn", Grade.serious: "error"}
FAULTS = {
    "defocus": "blur", "motion": "blur", "dark": "dark", "bright": "bright", "backlit": "backlit", "low_contrast": "low_contrast",
    "colour_cast": "colour_cast", "noise": "noise", "jpeg": "compression", "upscale": "upscaled", "tilt": "tilt",
    "datestamp": "datestamp", "tiny": "too_small", "border": "border", "screenshot": "screenshot", "collage": "collage",
    "sideways": "sideways", "gps": "gps",
}  # fmt: skip
Verdict = dict[str, Any]


def verdict(name: str, facts: PhotoFacts) -> Verdict:
    """One photo in the shape that photo_eval.py reads."""
    found = [
        {"check": f.check, "severity": SEVERITY[f.grade], "score": f.score, "code": f.code, "values": dict(f.values)}
        for f in findings(facts, Slot.thumb)
        if f.code != "W224"
    ]
    return {"file": name, "findings": found, "scores": scores(facts, Slot.thumb)}


def weights(told: argparse.Namespace) -> list[dict[str, Sum]]:
    """The sums of every fold, fitted without its photos."""
    rows = gathered(told.sets, told.cache)
    sources = sorted({row["source"] for row in rows})
    found = []
    for fold in range(FOLDS):
        seen = [row for row in rows if fold_of(row["source"], sources) != fold]
        found.append({name: fitted(seen, name) for name in TASKS})
    return found


def judged(told: argparse.Namespace) -> Iterator[tuple[str, PhotoFacts]]:
    """(neutral name, facts) of every picture of the set."""
    truth = {digest(told.work / "raw" / row["file"]): row["source"] for row in truth_of(told.work)}
    by_fold = [dict(sums())] * FOLDS if told.shipped else weights(told)
    sources = sorted({row["source"] for folder in told.sets for row in csv.DictReader((folder / "truth.csv").open())})
    for path in sorted(told.folder.glob("*.jpg")):
        source = truth[digest(path)]
        with instead(by_fold[fold_of(source, sources) if source in sources else 0]):
            look = inspect(path.read_bytes())
        assert isinstance(look, Look), path
        yield path.name, look.facts


def digest(path: Path) -> str:
    """The digest of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def truth_of(work: Path) -> list[dict[str, str]]:
    """What every picture of the set shows."""
    with (work / "raw" / "truth.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def judge(told: argparse.Namespace) -> None:
    """Write the verdicts on a folder."""
    facts = dict(judged(told))
    verdicts = {name: verdict(name, found) for name, found in facts.items()}
    names = list(facts)
    for pair in duplicates([facts[name].likeness for name in names]):
        verdicts[names[pair.second]]["findings"].append(
            {"check": "near_duplicate", "severity": "warn", "score": pair.score, "other": names[pair.first]}
        )
    told.out.write_text(json.dumps(list(verdicts.values())), "utf-8")
    (told.work / "facts.json").write_text(json.dumps({name: asdict(found) for name, found in facts.items()}), "utf-8")


def interval(k: int, n: int) -> str:
    """`k/n (low-high %)`: Wilson's 95 % interval."""
    if not n:
        return "-"
    z, share = 1.96, k / n
    middle, half = share + z * z / (2 * n), z * (share * (1 - share) / n + z * z / (4 * n * n)) ** 0.5
    low, high = (100 * max(0.0, (middle + sign * half) / (1 + z * z / n)) for sign in (-1, 1))
    return f"{k}/{n} ({low:.0f}-{min(100.0, high):.0f} %)"


def table(told: argparse.Namespace) -> None:
    """Every figure as k of n, as a table for docs/photos.md."""
    rows = truth_of(told.work)
    order = sorted(rows, key=lambda r: hashlib.sha256((str(told.seed) + r["file"]).encode()).hexdigest())
    names = {row["file"]: f"p{n:04d}.jpg" for n, row in enumerate(order)}
    found = {v["file"]: v for v in json.loads((told.work / "verdicts.json").read_text("utf-8"))}

    def warned(row: dict[str, str], check: str) -> bool:
        return any(
            f["check"] == check and (f["severity"] != "info" or check == "gps")
            for f in found[names[row["file"]]]["findings"]
        )

    print(
        "\n| fault | check | severe found | mild found | good photos warned | of them walls | shallow focus |\n|---|---|---|---|---|---|---|"
    )
    for fault, check in FAULTS.items():
        faulty = [r for r in rows if r["defect"] == fault]
        good = [r for r in rows if r["defect"] == "clean"]
        if fault in ("tilt", "sideways"):
            good = [r for r in good if r["kind"] == "building" and "no_verticals" not in r["tags"]]
        groups = [[r for r in faulty if r["strength"] == s] for s in ("severe", "mild")]
        groups += [good, [r for r in good if "plain" in r["tags"]], [r for r in good if "shallow_dof" in r["tags"]]]
        cells = [interval(sum(warned(r, check) for r in group), len(group)) for group in groups]
        print(f"| {fault} | {check} | " + " | ".join(cells) + " |")


def angles(told: argparse.Namespace) -> None:
    """How near the angle of a lean that is told comes to the one the photo was turned by."""
    rows = truth_of(told.work)
    order = sorted(rows, key=lambda r: hashlib.sha256((str(told.seed) + r["file"]).encode()).hexdigest())
    found = {v["file"]: v["findings"] for v in json.loads((told.work / "verdicts.json").read_text("utf-8"))}
    errors = [
        abs(f["values"]["degrees"] - abs(float(row["param"])))
        for n, row in enumerate(order)
        if row["defect"] == "tilt"
        for f in found[f"p{n:04d}.jpg"]
        if f["check"] == "tilt"
    ]
    print(
        f"\nlean within 1 degree of the truth: {interval(sum(e <= 1 for e in errors), len(errors))}, at worst {max(errors):.1f}"
    )


def main() -> None:
    """Run photo_eval.py with this file as its command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("photos", type=Path)
    parser.add_argument("tools", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument("sets", type=Path, nargs="+")
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--reuse", action="store_true", help="keep the pictures of an earlier run")
    parser.add_argument("--shipped", action="store_true", help="judge with the weights of the package")
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--out", type=Path, help=argparse.SUPPRESS)
    told = parser.parse_args()
    if told.folder:
        judge(told)
        return
    again = [sys.executable, *sys.argv, "--folder", "{dir}", "--out", "{out}"]
    command = [
        sys.executable,
        str(told.tools / "photo_eval.py"),
        "--photos",
        str(told.photos),
        "--work",
        str(told.work),
    ]
    command += ["--seed", str(told.seed), "--style-script", str(told.tools / "make_photo_defects.py")]
    subprocess.run([*command, *["--reuse"] * told.reuse, "--cmd", " ".join(again)], check=True)
    table(told)
    angles(told)


if __name__ == "__main__":
    main()
