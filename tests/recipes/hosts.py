"""Stands in for the hosts of docs/recipes on a machine that has none: what is replaced is told here and nowhere else.

- `python -m pip install -r requirements.txt` needs the network and does nothing: adgen is that of the working copy.
- The actions of GitHub are played with copies of folders; an action, a key or a condition that is not known here is refused.
- Machines, images and versions of Python are not looked at.
Everything else of a recipe runs as it stands, in bash, in a clean clone.
"""

import fnmatch
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from adgen.plumbing.cache import digest

ROOT = Path(__file__).parent.parent.parent
RECIPES = ROOT / "docs" / "recipes"
REPLACED = {"python -m pip install -r requirements.txt": ":"}
NETWORK = re.compile(r"\b(pip|curl|wget|npm|npx|apt|apt-get|ssh|scp|rsync)\b")
DAY = "2026-11-20"

# What may stand in a workflow, by place; every action with what may be told to it.
WORKFLOW = {"name", "on", "permissions", "concurrency", "jobs"}
EVENTS = {"push", "pull_request", "schedule", "workflow_call", "workflow_dispatch"}
JOB = {"runs-on", "timeout-minutes", "strategy", "needs", "if", "outputs", "steps", "uses"}
STEP = {"id", "if", "run", "uses", "with", "continue-on-error"}
ACTIONS = {
    "actions/checkout@v4": set[str](),
    "actions/setup-python@v5": {"python-version", "cache"},
    "actions/cache@v4": {"path", "key", "restore-keys"},
    "actions/cache/restore@v4": {"path", "key", "restore-keys"},
    "actions/upload-artifact@v4": {"name", "path", "include-hidden-files", "if-no-files-found"},
    "actions/download-artifact@v4": {"pattern", "path", "merge-multiple"},
}
ALWAYS = "${{ !cancelled() }}"
IS_DUE = "needs.due.outputs.due == 'true'"


def load(path: Path) -> dict[str, Any]:
    """A YAML file with every value as the text that was typed: `on` is no yes."""
    found = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)
    assert isinstance(found, dict)
    return found


def mistakes(workflow: Mapping[str, Any]) -> Iterator[str]:
    """What GitHub, or we, would not take in a workflow."""
    yield from (f"key {key}" for key in workflow.keys() - WORKFLOW)
    yield from (f"no {key}" for key in sorted(WORKFLOW - {"concurrency"} - workflow.keys()))
    yield from (f"event {event}" for event in set(workflow.get("on", ())) - EVENTS)
    if workflow.get("permissions") != {"contents": "read"}:
        yield "more permissions than reading"
    for name, job in workflow.get("jobs", {}).items():
        yield from (f"{name}: key {key}" for key in job.keys() - JOB)
        yield from (
            f"{name}: needs {job['needs']}" for _ in [0] if "needs" in job and job["needs"] not in workflow["jobs"]
        )
        if ("uses" in job) == ("steps" in job and "runs-on" in job and "timeout-minutes" in job):
            yield f"{name}: either uses, or steps with runs-on and timeout-minutes"
        for step in job.get("steps", ()):
            yield from (f"{name}: {mistake}" for mistake in _mistakes_of_step(step))


def _mistakes_of_step(step: Mapping[str, Any]) -> Iterator[str]:
    yield from (f"key {key}" for key in step.keys() - STEP)
    if ("run" in step) == ("uses" in step):
        yield "either run or uses"
    if "uses" in step and step["uses"] not in ACTIONS:
        yield f"unknown action {step['uses']}"
    else:
        yield from (f"with {key}" for key in set(step.get("with", ())) - ACTIONS.get(step.get("uses", ""), set()))
    if step.get("if", ALWAYS) != ALWAYS:
        yield f"unknown condition {step['if']}"
    # What others wrote (a title, the name of a branch) would become part of the script.
    yield from (f"{found} in a script" for found in re.findall(r"github\.[\w.]+", step.get("run", "")))


@dataclass
class Machine:
    """A shell with `adgen` and `python` of the working copy, and a clean clone for each job."""

    place: Path
    origin: Path
    log: str = ""

    def clone(self, name: str) -> Path:
        target = self.place / name
        shutil.rmtree(target, ignore_errors=True)
        subprocess.run(["git", "clone", "-q", str(self.origin), str(target)], check=True)
        return target

    def run(self, script: str, folder: Path, **variables: str) -> bool:
        """Whether all of a script went well; what it printed comes behind the log."""
        for command, instead in REPLACED.items():
            script = script.replace(command, instead)
        assert not NETWORK.search(script), script
        environment = {
            "PATH": f"{self._programs()}:{os.environ['PATH']}", "HOME": str(self.place), "PYTHONPATH": str(ROOT),
            "LANG": "C.UTF-8", "ADGEN_NOW": DAY, "ADGEN_JOBS": "1", **variables,
        }  # fmt: skip
        done = subprocess.run(
            ["bash", "-eo", "pipefail", "-c", script],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        self.log += done.stdout + done.stderr
        return done.returncode == 0

    def _programs(self) -> Path:
        folder = self.place / "bin"
        folder.mkdir(exist_ok=True)
        for name, words in (("adgen", "-m adgen"), ("python", "")):
            (folder / name).write_text(f'#!/bin/sh\nexec "{sys.executable}" {words} "$@"\n')
            (folder / name).chmod(0o755)
        return folder


@dataclass
class GitHub:
    """Runs workflows and keeps what outlives a run: caches and artifacts."""

    machine: Machine
    caches: dict[str, Path] = field(default_factory=dict)
    summary: str = ""

    @property
    def artifacts(self) -> Path:
        return self.machine.place / "artifacts"

    def run(self, name: str) -> dict[str, str]:
        """What became of each job, or of each part of one: success, failure or skipped."""
        workflow = load(RECIPES / "github" / name)
        assert list(mistakes(workflow)) == []
        shutil.rmtree(self.artifacts, ignore_errors=True)
        results: dict[str, str] = {}
        outputs: dict[str, str] = {}
        for job_name, job in workflow["jobs"].items():
            needed = [result for job_of, result in results.items() if job_of.split()[0] == job.get("needs")]
            if not _begins(job.get("if"), outputs, is_well="failure" not in needed):
                results[job_name] = "skipped"
            elif "uses" in job:
                assert "workflow_call" in load(RECIPES / "github" / Path(job["uses"]).name)["on"]
                results.update(self.run(Path(job["uses"]).name))
            else:
                for part in job.get("strategy", {}).get("matrix", {}).get("part", [""]):
                    is_well, told = _Job(self, part).run(job["steps"])
                    results[f"{job_name} {part}".strip()] = "success" if is_well else "failure"
                    outputs |= told
        return results


def _begins(condition: str | None, outputs: Mapping[str, str], *, is_well: bool) -> bool:
    if condition is None:
        return is_well
    assert condition in (ALWAYS, IS_DUE), condition
    return condition == ALWAYS or (is_well and outputs["due"] == "true")


class _Job:
    """One job on one machine; `part` is that of a matrix."""

    def __init__(self, host: GitHub, part: str) -> None:
        self.host, self.part = host, part
        self.folder = host.machine.place / "job"
        self.to_keep: list[tuple[str, str]] = []

    def run(self, steps: list[dict[str, Any]]) -> tuple[bool, dict[str, str]]:
        """Whether it went well, and the outputs of its steps."""
        output, summary = (self.host.machine.place / name for name in ("output.txt", "summary.md"))
        for path in (output, summary):
            path.write_text("")
        is_well = True
        for step in steps:
            if is_well or step.get("if") == ALWAYS:
                done = self._step(step, {"GITHUB_OUTPUT": str(output), "GITHUB_STEP_SUMMARY": str(summary)})
                is_well = is_well and (done or step.get("continue-on-error") == "true")
        for key, cached in self.to_keep if is_well else ():
            kept = self.host.machine.place / "caches" / digest(key.encode())
            shutil.copytree(self.folder / cached, kept)
            self.host.caches[key] = kept
        self.host.summary += summary.read_text("utf-8")
        return is_well, dict(line.split("=", 1) for line in output.read_text().splitlines())

    def _step(self, step: dict[str, Any], variables: dict[str, str]) -> bool:
        if "run" in step:
            return self.host.machine.run(
                self._filled(step["run"]),
                self.folder,
                GITHUB_ACTIONS="true",
                GITHUB_WORKSPACE=str(self.folder),
                **variables,
            )
        told = {key: self._filled(value) for key, value in step.get("with", {}).items()}
        match step["uses"].split("@")[0]:
            case "actions/checkout":
                self.folder = self.host.machine.clone("job")
            case "actions/cache" | "actions/cache/restore" as action:
                self._restore(told, is_kept=action == "actions/cache")
            case "actions/upload-artifact":
                return self._upload(told)
            case "actions/download-artifact":
                for found in sorted(self.host.artifacts.iterdir()):
                    if fnmatch.fnmatch(found.name, told["pattern"]):
                        shutil.copytree(found, self.folder / told["path"], dirs_exist_ok=True)
        return True

    def _restore(self, told: dict[str, str], *, is_kept: bool) -> None:
        keys = [key for key in self.host.caches if key.startswith((told["key"], told["restore-keys"]))]
        found = told["key"] if told["key"] in keys else keys[-1] if keys else None
        if found:
            shutil.copytree(self.host.caches[found], self.folder / told["path"])
        if is_kept and found != told["key"]:
            self.to_keep.append((told["key"], told["path"]))

    def _upload(self, told: dict[str, str]) -> bool:
        """Hidden files are left out unless they are asked for, as the action does; so is what is not there."""
        hidden = None if told.get("include-hidden-files") == "true" else shutil.ignore_patterns(".*")
        target = self.host.artifacts / told["name"]
        paths = [self.folder / line.strip() for line in told["path"].splitlines()]
        for path in (p for p in paths if p.exists()):
            into = target if len(paths) == 1 else target / path.name
            if path.is_dir():
                shutil.copytree(path, into, ignore=hidden)
            else:
                target.mkdir(parents=True, exist_ok=True)
                shutil.copy(path, into)
        return target.exists() or told.get("if-no-files-found") == "ignore"

    def _matching(self, name: str) -> Iterator[Path]:
        """The files under a name, or all below a folder: `sites/**`."""
        found = (self.folder / name.removesuffix("**")).rglob("*") if name.endswith("**") else [self.folder / name]
        return (path for path in found if path.is_file())

    def _filled(self, text: str) -> str:
        def value(match: re.Match[str]) -> str:
            if match[1] == "matrix.part":
                return self.part
            names = re.fullmatch(r"hashFiles\((.+)\)", match[1])
            assert names, match[0]
            found = {p for name in re.findall(r"'([^']+)'", names[1]) for p in self._matching(name)}
            return digest(b"".join(p.read_bytes() for p in sorted(found)))

        return re.sub(r"\$\{\{ (.+?) \}\}", value, text)
