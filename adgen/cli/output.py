"""What the command line prints: problems, one line per site, a progress bar on a terminal, one summary line last."""

import contextlib
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from adgen.cli.language import BUG, chosen, say
from adgen.problems import Problem
from adgen.problems.catalogue import catalogue, cure, explain, is_serious, message, visible

if TYPE_CHECKING:
    from adgen.build import Report
    from adgen.build.explain import Reason


@dataclass(frozen=True)
class Console:
    """Prints for people. With `to_stderr` nothing goes to stdout, which then belongs to a machine."""

    quiet: bool
    verbose: bool
    to_stderr: bool

    def problems(self, problems: Iterable[Problem], *, failed: bool = False) -> None:
        """Every mistake and warning; notes only with --verbose, else their number.

        With --quiet mistakes only, and where a site `failed` the serious warnings that may be why.
        """
        hidden = 0
        for found in problems:
            if _is_note(found) and not self.verbose:
                hidden += 1
            elif found.is_error or not self.quiet or (failed and is_serious(found)):
                click.echo(_coloured(found, explain(found, chosen())), err=True)
        if hidden and not self.quiet:
            click.echo(
                say(
                    f"ほかにお知らせが{hidden}件あります（-v で見られます）。", f"{hidden} more notes (-v shows them)."
                ),
                err=True,
            )

    def site(self, report: "Report") -> None:
        """The problems of a site and its line."""
        self.problems(report.problems, failed=not report.is_built)
        if self.quiet:
            return
        if report.is_built and not report.is_new:
            line = say(f"{report.site}: 変わりありません", f"{report.site}: unchanged")
        elif report.is_built:
            warnings = len(report.problems)
            line = say(
                f"{report.site}: {report.pages}ページ、写真{report.encoded + report.cached}ファイル（新しく{report.encoded}）、注意{warnings}件",
                f"{report.site}: {report.pages} pages, {report.encoded + report.cached} photo files ({report.encoded} new), {warnings} warnings",
            )
        elif report.bug:
            line = say(
                f"{report.site}: adgen の不具合で作れませんでした。前のページがあれば、そのままです",
                f"{report.site}: not built because of a bug in adgen; its old pages are untouched",
            )
        else:
            errors = sum(p.is_error for p in report.problems)
            serious = sum(is_serious(p) for p in report.problems)
            ja, en = (
                (f"まちがいが{errors}件", f"{errors} mistakes")
                if errors
                else (f"重い注意が{serious}件", f"{serious} serious warnings")
            )
            line = say(
                f"{report.site}: {ja}あるので作れませんでした。前のページがあれば、そのままです",
                f"{report.site}: not built, {en}; its old pages are untouched",
            )
        told = "\n".join([line, *(f"  - {_words(reason)}" for reason in report.reasons)])
        click.echo(visible(told), err=self.to_stderr)

    def summary(self, reports: "list[Report]", output: Path, seconds: float) -> None:
        """The last line: what was made and what to open."""
        if self.quiet:
            return
        built = [r for r in reports if r.is_built]
        pages, encoded = sum(r.pages for r in built), sum(r.encoded for r in built)
        cached, warnings = sum(r.cached for r in built), sum(len(r.problems) for r in built)
        target = built[0].target if len(built) == 1 else output.as_posix()
        opening = say(f"{target}/index.html を開いてください。", f"Open {target}/index.html.") if built else ""
        failed, same = len(reports) - len(built), sum(not r.is_new for r in built)
        click.echo(
            say(
                f"{len(built)}サイト{f'（{failed}サイトは失敗）' if failed else ''}{f'（変わりなし{same}）' if same else ''}、{pages}ページができました（写真 新しく{encoded}、前と同じ{cached}、注意{warnings}件、{seconds:.1f}秒）。{opening}",
                f"{len(built)} sites{f' ({failed} failed)' if failed else ''}{f' ({same} unchanged)' if same else ''}, {pages} pages, photos {encoded} encoded, {cached} cached, {warnings} warnings, {seconds:.1f} s. {opening}",
            )
        )

    def bugs(self, reports: "list[Report]") -> bool:
        """Whether there were mistakes of ours; the first is told in full, for the others are most often the same."""
        found = [r.bug for r in reports if r.bug]
        if found:
            click.echo(visible(found[0]), err=True)
            click.echo(BUG, err=True)
        return bool(found)

    @contextlib.contextmanager
    def progress(self, name: str) -> Iterator[Callable[[int, int], None]]:
        """A progress bar for the photos of a site, on a terminal only."""
        if self.quiet or not sys.stderr.isatty():
            yield lambda done, of: None
            return
        from rich.console import Console as RichConsole
        from rich.progress import Progress

        with Progress(console=RichConsole(stderr=True), transient=True) as bar:
            task = bar.add_task(name, total=None)
            yield lambda done, of: bar.update(task, completed=done, total=of)


def as_json(reports: "list[Report]", notes: Iterable[Problem], seconds: float) -> dict[str, Any]:
    """The run as one object."""
    return {
        "sites": [
            {
                "site": r.site,
                "folder": r.folder,
                "target": r.target,
                "built": r.is_built,
                "unchanged": not r.is_new,
                "pages": r.pages,
                "photos": {"encoded": r.encoded, "cached": r.cached},
                "seconds": round(r.seconds, 3),
                "reasons": [{"kind": w.kind, "message": _words(w), "files": w.files} for w in r.reasons],
                "problems": [_problem_json(p) for p in r.problems],
            }
            for r in reports
        ],
        "problems": [_problem_json(p) for p in notes],
        "built": sum(r.is_built for r in reports),
        "failed": sum(not r.is_built for r in reports),
        "seconds": round(seconds, 3),
    }


def _problem_json(found: Problem) -> dict[str, Any]:
    place = found.place
    return {
        "code": found.code,
        "grade": "error" if found.is_error else catalogue()[found.code].get("grade", "mild"),
        "file": place.file,
        "line": place.line or None,
        "column": place.column or None,
        "message": message(found, chosen()),
        "cure": cure(found, chosen()),
    }


def _words(reason: "Reason") -> str:
    return say(reason.ja, reason.en)


def _is_note(found: Problem) -> bool:
    return catalogue()[found.code].get("grade") == "note"


def _coloured(found: Problem, text: str) -> str:
    head, _, rest = text.partition("\n")
    return click.style(head, fg="red" if found.is_error else "yellow") + "\n" + rest
