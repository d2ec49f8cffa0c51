"""What the command line prints: problems, one line per site, a progress bar on a terminal, one summary line last."""

import contextlib
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from adgen.cli import github
from adgen.cli.language import BUG, chosen, say
from adgen.problems import Problem
from adgen.problems.catalogue import explain, grade, is_serious, visible

if TYPE_CHECKING:
    from adgen.build import Report
    from adgen.build.explain import Reason


@dataclass(frozen=True)
class Console:
    """Prints for people. With `to_stderr` nothing goes to stdout, which then belongs to a machine.

    With `on_github` problems are annotations of a workflow run. Warnings with a code of `without` are told only where they made
    a site fail.
    """

    quiet: bool
    verbose: bool
    to_stderr: bool
    on_github: bool = False
    without: frozenset[str] = frozenset()

    def echo(self, text: str, *, err: bool = False) -> None:
        """Print text that may hold what others wrote; in a log of GitHub it is no command to the runner."""
        click.echo(github.tamed(_printable(text)) if self.on_github else _printable(text), err=err)

    def problems(self, problems: Iterable[Problem], *, failed: bool = False) -> None:
        """Every mistake and warning; notes only with --verbose, else their number.

        With --quiet mistakes only, and where a site `failed` the serious warnings that may be why.
        """
        hidden, problems = 0, tuple(p for p in problems if failed or p.is_error or p.code not in self.without)
        to_blame = failed and not any(p.is_error for p in problems)
        for found in problems:
            if grade(found) == "note" and not self.verbose:
                hidden += 1
            elif found.is_error or not self.quiet or (failed and is_serious(found)):
                self._notice(found, failed=to_blame and is_serious(found))
        if hidden and not self.quiet:
            self.echo(
                say(
                    f"ほかにお知らせが{hidden}件あります（-v で見られます）。", f"{hidden} more notes (-v shows them)."
                ),
                err=True,
            )

    def _notice(self, found: Problem, *, failed: bool) -> None:
        if self.on_github:
            click.echo(github.annotation(found, chosen(), failed=failed), err=True)
        else:
            head, _, rest = _printable(explain(found, chosen())).partition("\n")
            click.echo(click.style(head, fg="red" if found.is_error else "yellow") + "\n" + rest, err=True)

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
        self.echo("\n".join([line, *(f"  - {_words(reason)}" for reason in report.reasons)]), err=self.to_stderr)

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
        self.echo(
            say(
                f"{len(built)}サイト{f'（{failed}サイトは失敗）' if failed else ''}{f'（変わりなし{same}）' if same else ''}、{pages}ページができました（写真 新しく{encoded}、前と同じ{cached}、注意{warnings}件、{seconds:.1f}秒）。{opening}",
                f"{len(built)} sites{f' ({failed} failed)' if failed else ''}{f' ({same} unchanged)' if same else ''}, {pages} pages, photos {encoded} encoded, {cached} cached, {warnings} warnings, {seconds:.1f} s. {opening}",
            )
        )

    def bugs(self, reports: "list[Report]") -> None:
        """Mistakes of ours: the first is told in full, for the others are most often the same."""
        found = [r.bug for r in reports if r.bug]
        if found:
            self.echo(found[0], err=True)
            self.echo(str(BUG), err=True)

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


def _words(reason: "Reason") -> str:
    return say(reason.ja, reason.en)


def _printable(text: str) -> str:
    """Names of files need not be valid text, and may hold what moves the cursor of a terminal."""
    return visible(text.encode("utf-8", "backslashreplace").decode())
