"""What adgen publish says was done, or would be."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from adgen.cli.language import say
from adgen.cli.run_json import problem_json
from adgen.problems import Problem

if TYPE_CHECKING:
    from adgen.publish.run import Outcome


def lines(done: "Outcome") -> Iterator[str]:
    """What was done, or would be, to one site."""
    if done.is_dry:
        for sign, files in (("+", done.added), ("~", done.changed)):
            yield from (f"  {sign} {path} ({_kilobytes(size)})" for path, size in files)
        yield from (f"  - {path}" for path in done.deleted)
    counts = (len(done.added), len(done.changed), len(done.deleted))
    sent = _kilobytes(done.bytes)
    if not any(counts):
        yield say(f"{done.site}: 変わりありません（{done.target}）", f"{done.site}: unchanged ({done.target})")
    elif done.is_dry:
        yield say(
            f"{done.site}: 新しく{counts[0]}、書きかえ{counts[1]}、削除{counts[2]}（{sent}）。まだ何も送っていません（{done.target}）",
            f"{done.site}: {counts[0]} to add, {counts[1]} to change, {counts[2]} to delete ({sent}); nothing was sent ({done.target})",
        )
    else:
        yield say(
            f"{done.site}: 公開しました。新しく{counts[0]}、書きかえ{counts[1]}、削除{counts[2]}（{sent}、{done.seconds:.1f}秒、{done.target}）",
            f"{done.site}: published; {counts[0]} added, {counts[1]} changed, {counts[2]} deleted ({sent}, {done.seconds:.1f} s, {done.target})",
        )


def _kilobytes(size: int) -> str:
    return f"{-(-size // 1000):,} KB"


def in_json(done: "Iterable[Outcome]", problems: Iterable[Problem]) -> dict[str, Any]:
    """The run as one object."""
    sites = [
        {
            "site": one.site,
            "target": one.target,
            "dry_run": one.is_dry,
            "added": [{"path": path, "bytes": size} for path, size in one.added],
            "changed": [{"path": path, "bytes": size} for path, size in one.changed],
            "deleted": list(one.deleted),
            "bytes": one.bytes,
            "seconds": round(one.seconds, 3),
        }
        for one in done
    ]
    return {"sites": sites, "problems": list(map(problem_json, problems))}
