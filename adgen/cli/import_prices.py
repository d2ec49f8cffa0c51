"""adgen import prices"""

import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from adgen.cli.language import say
from adgen.cli.options import FOLDER, TOKYO, flag, language, option, sites_folder
from adgen.cli.output import Console
from adgen.cli.places import find_sites, open_workplace
from adgen.problems import AdgenError, Place, problem, unwritable

if TYPE_CHECKING:
    from adgen.intake.price_rows import Asked
    from adgen.intake.prices import ServicePrices
    from adgen.intake.tables import Table


@click.command(
    "import prices",
    help=say(
        "料金表 FILE（Excel の .xlsx、CSV）を、SITE の業務内容の料金に取り込みます。ほかの文章は変わりません。",
        "Take a price list FILE (.xlsx or CSV) into the services of a site. All else in them stays.",
    ),
)
@click.argument("file", type=FOLDER, metavar="FILE", required=False)
@option("--site", metavar="SITE", ja="料金を入れるサイトの名前", en="the site that gets them")
@option("--service", metavar="NAME", ja="業種の書いていない行を入れる業務", en="the service of rows that name no trade")
@option(
    "--tax",
    type=click.Choice(["10", "included"]),
    ja="10: 税抜の金額に10%を足す。included: 表に書いていないが、金額は税込",
    en="10: add 10% to amounts before tax; included: tax is in them, though the list does not say so",
)
@flag("--update", ja="もうある項目の金額も直す", en="change the amounts of items that stand there too")
@flag("--yes", ja="たずねずに取り込む", en="do not ask")
@flag("--dry-run", ja="取り込まずに、どうなるかだけを見せる", en="only show what would be done")
@sites_folder()
@language()
def command(
    file: Path | None,
    site: str | None,
    service: str | None,
    tax: "Asked",
    *,
    update: bool,
    yes: bool,
    dry_run: bool,
    sites_dir: Path | None,
) -> int:
    """Read the list, show what it changes, and write it."""
    if file is None or not site:
        raise click.UsageError(say("料金表のファイルと --site を書いてください", "name a file, and a site with --site"))
    console = Console(quiet=False, verbose=True, to_stderr=False)
    asks = not yes and not dry_run and sys.stdin.isatty()
    try:
        from adgen.intake.tables import read_tables

        place = open_workplace(Path(), sites_dir, None, None, strict=False, no_index=True)
        (folder,) = find_sites(place, (site,))
        tables = read_tables(file)
        if asks and not tax:
            tax = _asked_for_tax(tables)
        placed = _placed(folder, tables, service or "", tax, file, console)
        changed = sum(len(one.changed) for one in placed)
        if changed and asks and not update:
            update = click.confirm(
                say(f"金額の違う{changed}件も直しますか", f"Change those {changed} amounts too?"), default=False
            )
        if dry_run or not _is_wanted(placed, update=update, asks=asks, yes=yes):
            click.echo(say("何も書いていません。", "Nothing was written."))
            return 0
        return _write(folder, placed, console, updates=update)
    except AdgenError as error:
        console.problems(error.problems)
    except OSError as error:
        console.problems([unwritable(str(error.filename or ""), error)])
    return 1


def _asked_for_tax(tables: "tuple[Table, ...]") -> "Asked":
    """What the contractor says of tax, when the list does not."""
    from adgen.intake.columns import find_columns

    said = {columns.tax for table in tables if (columns := find_columns(table))}
    if "" in said and click.confirm(
        say("料金表の金額は、税込ですか", "Is tax in the amounts of the list?"), default=True
    ):
        return "included"
    if not said & {"", "before"}:
        return None
    question = say("税抜の金額に、10%を足して税込にしますか", "Add 10% tax to amounts before tax?")
    return "10" if click.confirm(question, default=True) else None


def _placed(
    folder: Path, tables: "tuple[Table, ...]", usual: str, tax: "Asked", file: Path, console: Console
) -> "list[ServicePrices]":
    """What would change, told. Raises AdgenError."""
    from adgen.content.load import load_site
    from adgen.intake.price_rows import read_rows, told
    from adgen.intake.prices import place_prices

    services = load_site(folder)[0].services
    if usual and usual not in {entry.slug for entry in services}:
        names = "、".join(entry.slug for entry in services)
        raise AdgenError([problem("E586", Place(f"{folder.as_posix()}/services"), name=usual, names=names)])
    rows, refused, problems = read_rows(tables, tax, file.as_posix())
    placed, homeless = place_prices(rows, services, usual)
    for line in _lines(placed):
        click.echo(line)
    console.problems([*problems, *told([*refused, *homeless], file.as_posix())])
    return placed


def _lines(placed: "list[ServicePrices]") -> Iterator[str]:
    """The plan, for reading."""
    for one in placed:
        yield f"services/{one.service.slug}.md  {one.service.record.title}"
        for row in one.added:
            amount = f"{row.values['label']}  {row.values['price']}／{row.values['unit']}"
            plus = say(f"（税抜 {row.before_tax} に10%）", f" ({row.before_tax} and 10%)") if row.before_tax else ""
            number = row.where.row.number
            yield say(f"  足します: {number}行目  ", f"  added: row {number}  ") + amount + plus
        for change in one.changed:
            yield say("  金額が違います: ", "  another amount: ") + f"{change.label}  {change.old} → {change.new}"
        if one.same:
            yield say(f"  同じです: {one.same}件", f"  the same: {one.same}")


def _is_wanted(placed: "list[ServicePrices]", *, update: bool, asks: bool, yes: bool) -> bool:
    """Whether there is something to write and the contractor says yes; where nobody can be asked, how to say it."""
    changed = any(one.changed for one in placed)
    if changed and not update:
        click.echo(say("もうある項目の金額は、--update を付けると直します。", "--update changes the amounts, too."))
    if not any(one.added for one in placed) and not (changed and update):
        return False
    if asks:
        return click.confirm(say("このとおりに取り込みますか", "Import them so?"), default=True)
    if not yes:
        click.echo(say("取り込むには、--yes を付けて動かしてください。", "Run again with --yes to import them."))
    return yes


def _write(folder: Path, placed: "list[ServicePrices]", console: Console, *, updates: bool) -> int:
    from adgen.intake.record import new_record
    from adgen.intake.write_prices import write_prices

    added, changed, problems = write_prices(folder, placed, new_record(datetime.now(TOKYO)), updates=updates)
    console.problems(problems)
    if added or changed:
        click.echo(
            say(
                f"料金を{added}件足し、{changed}件直しました。取り消すときは adgen import --undo です。",
                f"{added} prices added, {changed} changed. adgen import --undo takes it back.",
            )
        )
    if changed:
        click.echo(
            say(
                "直した項目の「適用日」と「根拠」が古くなっていないか、見直してください。",
                "See whether 'valid_from' and 'basis' of the changed items still hold.",
            )
        )
    return int(bool(problems))
