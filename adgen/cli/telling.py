"""What is told of many sites while they are built: a thousand lines of „unchanged“ would hide the one that matters."""

import contextlib
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import click

from adgen.cli.language import say
from adgen.cli.output import Console
from adgen.problems.catalogue import visible

if TYPE_CHECKING:
    from adgen.build import Report

# So many sites can be told one by one.
FEW = 20
_STEPS = 10

Tell = Callable[["Report"], None]


@contextlib.contextmanager
def telling(console: Console, total: int, left: int) -> Iterator[Tell]:
    """What tells the report of each site, in their order; `left` of the `total` sites are not known to be unchanged.

    Of more than twenty sites those that fail are told as always, the others when they are built and no more than twenty.
    Warnings of the rest are counted, how far it has come is said now and then, and who failed is said once more at the end.
    With --verbose every site is told.
    """
    if console.verbose or total <= FEW:
        yield console.site
        return
    crowd = _Crowd(console, left)
    with crowd.bar():
        yield crowd.tell
    crowd.conclude()


class _Crowd:
    def __init__(self, console: Console, left: int) -> None:
        self.console, self.left = console, left
        self.done = 0
        self.silent: Counter[str] = Counter()
        self.failed: list[str] = []
        self.advance: Callable[[], None] = lambda: None

    def tell(self, report: "Report") -> None:
        if not report.is_built:
            self.failed.append(report.site)
        if not report.is_built or (report.is_new and self.left <= FEW):
            self.console.site(report)
        else:
            self.silent.update(p.code for p in report.problems)
        if report.is_new:
            self.done += 1
            self.advance()

    @contextlib.contextmanager
    def bar(self) -> Iterator[None]:
        """A bar on a terminal, elsewhere a line after every tenth of the sites."""
        if self.console.quiet or self.left <= FEW:
            yield
        elif not sys.stderr.isatty():
            self.advance = self._line
            yield
        else:
            from rich.console import Console as RichConsole
            from rich.progress import MofNCompleteColumn, Progress

            columns = (*Progress.get_default_columns(), MofNCompleteColumn())
            with Progress(*columns, console=RichConsole(stderr=True), transient=True) as bar:
                task = bar.add_task(say("サイト", "sites"), total=self.left)
                self.advance = lambda: bar.advance(task)
                yield

    def _line(self) -> None:
        steps = [self.left * n // _STEPS for n in range(1, _STEPS)]
        if self.done in steps:
            click.echo(say(f"{self.done}/{self.left}サイト", f"{self.done}/{self.left} sites"), err=True)

    def conclude(self) -> None:
        """The warnings that were not told, by code, and who failed: their own words may have scrolled away."""
        if self.silent and not self.console.quiet:
            ja = "、".join(f"{code} {n}件" for code, n in sorted(self.silent.items()))
            en = ", ".join(f"{code} {n}" for code, n in sorted(self.silent.items()))
            click.echo(
                say(
                    f"ほかの注意とお知らせ: {ja}（-v で見られます）", f"Other warnings and notes: {en} (-v shows them)"
                ),
                err=True,
            )
        if self.failed:
            more = len(self.failed) - FEW
            ja = "、".join(self.failed[:FEW]) + (f" ほか{more}サイト" if more > 0 else "")
            en = ", ".join(self.failed[:FEW]) + (f" and {more} more" if more > 0 else "")
            click.echo(visible(say(f"作れなかったサイト: {ja}", f"Sites not built: {en}")), err=True)
