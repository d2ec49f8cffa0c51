"""What `adgen check` prints for people."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from adgen.cli.language import chosen, say
from adgen.cli.output import Console
from adgen.problems import Problem
from adgen.problems.catalogue import columns, is_serious

if TYPE_CHECKING:
    from adgen.check import Checked
    from adgen.check.hosting import Size

# So many addresses are told without --verbose.
_LISTED = 5


@dataclass(frozen=True)
class Found:
    """What was looked at: the sites with how commands call each, what lies around them, and the output folder."""

    sites: "Sequence[tuple[Checked, Mapping[str, str]]]"
    around: Sequence[Problem]
    size: "Size | None"
    output: Path
    strict: bool

    @property
    def problems(self) -> list[Problem]:
        return [*(p for checked, _ in self.sites for p in checked.problems), *self.around]

    @property
    def is_failure(self) -> bool:
        return any(map(self.fails, self.problems))

    def fails(self, found: Problem) -> bool:
        """Whether it is a mistake, or of what is looked at strictly a serious warning."""
        return found.is_error or (self.strict and is_serious(found))


def tell(found: Found, console: Console, html_file: Path | None) -> None:
    """Everything of one site; of several a line each and the one with most to gain."""
    from adgen.check.report import worst

    if len(found.sites) == 1:
        checked, values = found.sites[0]
        console.problems(found.problems, failed=found.is_failure)
        lines = [
            *_parts(checked, values, console),
            *_outside(checked, console),
            *_size(found, console),
            *_next(checked, values),
        ]
    else:
        are_all = console.verbose or console.on_github
        told = [p for p in found.problems if found.fails(p) or are_all or p in found.around]
        console.problems(told, failed=found.is_failure)
        lines = [_line(checked) for checked, _ in found.sites]
        lines += _size(found, console)
        last = worst(found.sites)
        if last:
            checked, values = last
            lines += ["", say(f"いちばん直しがいのあるサイト: {checked.name}", f"Most to gain: {checked.name}")]
            lines += _next(checked, values)
            again = f"adgen check {values['site']}"
            lines.append(say(f"くわしくは {again} で見られます。", f"{again} tells more."))
    if html_file:
        lines.append(say(f"{html_file} を開くと、ページで見られます。", f"Open {html_file} to see it as a page."))
    console.echo("\n".join(lines))


def _called(checked: "Checked") -> str:
    return Path(checked.folder).name


def _line(checked: "Checked") -> str:
    """A site in one line."""
    from adgen.check.report import counts
    from adgen.check.score import fulfilled, score

    errors, serious, rest = counts(checked)
    told = say(
        f"まちがい{errors}件、重い注意{serious}件、注意とお知らせ{rest}件",
        f"{errors} mistakes, {serious} serious warnings, {rest} warnings and notes",
    )
    if not checked.judged:
        return say(
            f"{_called(checked)}: {told}。まちがいを直すと、充実度が出ます",
            f"{_called(checked)}: {told}; it is judged once they are mended",
        )
    met, asked, points = fulfilled(checked.judged), len(checked.judged), score(checked.judged)
    return say(
        f"{_called(checked)}: 充実度{points}点（{asked}項目のうち{met}項目）、{told}",
        f"{_called(checked)}: {points} of 100 ({met} of {asked} criteria), {told}",
    )


def _parts(checked: "Checked", values: Mapping[str, str], console: Console) -> Iterator[str]:
    """The site part by part, with what is lacking."""
    from adgen.check.report import sections_of
    from adgen.check.score import fulfilled

    yield _line(checked) if checked.name == _called(checked) else f"{checked.name}  {_line(checked)}"
    wide = max((columns(s.value.say(chosen())) for s, _ in sections_of(checked)), default=0)
    for section, found in sections_of(checked):
        name = section.value.say(chosen())
        yield f"  {name}{' ' * (wide - columns(name))}  {fulfilled(found)}/{len(found)}"
        for judged in found:
            have, of = judged.tally.have, judged.tally.of
            if judged.tally.gaps or console.verbose:
                mark = "×" if judged.tally.gaps else "○"
                yield f"    {mark} {judged.criterion.name.say(chosen())}{f' {have}/{of}' if of > 1 else ''}"


def _outside(checked: "Checked", console: Console) -> Iterator[str]:
    """Addresses outside, which nobody has tried."""
    if checked.links is None:
        return
    addresses = list(checked.links.external)
    count, inside = len(addresses), checked.links.internal
    shown = addresses if console.verbose else addresses[:_LISTED]
    yield say(
        f"リンクと写真: サイトの中{inside}か所。外のアドレス{count}か所（開けるかどうかは調べません）",
        f"Links and photos: {inside} inside; {count} addresses outside, which are not fetched",
    )
    yield from (f"  {address}" for address in shown)
    if len(shown) < count:
        yield say(f"  ほか{count - len(shown)}か所（-v で見られます）", f"  and {count - len(shown)} more (-v)")


def _size(found: Found, console: Console) -> Iterator[str]:
    """The numbers of the output folder beside the limits of hosts."""
    from adgen.check.hosting import HOSTS, KINDS, told, weight

    if found.size is None:
        yield say(
            f"{found.output} にまだページがないので、公開先の上限とは比べていません。",
            f"Nothing stands in {found.output} yet to compare with limits of hosts.",
        )
        return
    size = found.size
    yield say(
        f"{found.output}: {size.files:,}ファイル、合計{weight(size.total)}、いちばん大きいもの{weight(size.largest)}",
        f"{found.output}: {size.files:,} files, {weight(size.total)}, the largest {weight(size.largest)}",
    )
    for host in HOSTS if console.verbose else ():
        limits = say("、", ", ").join(f"{KINDS[k][0].say(chosen())} {told(k, n)}" for k, n in host.limits.items())
        yield say(f"  {host.name} の上限: {limits}（{host.terms.ja}）", f"  {host.name}: {limits} ({host.terms.en})")


def _next(checked: "Checked", values: Mapping[str, str]) -> Iterator[str]:
    from adgen.check.report import next_steps

    steps = next_steps(checked, values, chosen())
    if not steps:
        yield say("足りないものはありません。", "Nothing is lacking.")
        return
    yield say(f"次にやること{len(steps)}つ" if len(steps) > 1 else "次にやること", "What to do next")
    for n, step in enumerate(steps, 1):
        effort = say(f"【{step.effort}】", f"[{step.effort}] ") if step.effort else ""
        yield f"  {n}. {effort}" + step.sentence.replace("\n", "\n       ")
