"""Writes the items of a price list into the files of their services; every other character of them stays."""

from collections.abc import Sequence
from pathlib import Path

from adgen.content.declared import spellings
from adgen.content.source import File, open_file, replace_yaml
from adgen.intake import record
from adgen.intake.price_rows import Priced
from adgen.intake.prices import ServicePrices
from adgen.model.work import PriceItem, Service
from adgen.plumbing.cache import digest
from adgen.problems import Place, Problem, problem
from adgen.text import amend
from adgen.text.marks import Unsafe


def write_prices(
    site: Path, placed: Sequence[ServicePrices], log: Path, *, updates: bool
) -> tuple[int, int, list[Problem]]:
    """(items added, amounts changed, files that could not be written with safety). `log` notes how the files were before.

    Amounts that are others now are only written with `updates`. Raises OSError.
    """
    files: list[record.Written] = []
    problems = []
    added = changed = 0
    try:
        for one in placed:
            path = one.service.places().file.removeprefix(f"{site.as_posix()}/")
            try:
                file = open_file(site, path)
                text = _amended(file, one, updates=updates)
            except Unsafe as why:
                problems.append(problem("E589", Place((site / path).as_posix()), why=why.ja, why_en=why.en))
                continue
            if text != file.yaml:
                replace_yaml(site / path, file, text)
                made = digest((file.before + text + file.after).encode())
                files.append(record.Written(path, made, before=file.data.decode()))
                added, changed = added + len(one.added), changed + len(one.changed) * updates
    finally:
        if files:
            record.save(log, record.Record(site.resolve().as_posix(), tuple(files), ()))
    return added, changed, problems


def _amended(file: File, one: ServicePrices, *, updates: bool) -> str:
    """The YAML with the amounts changed from the bottom up, so that the places above stay true, and the new items."""
    text = file.yaml
    for change in sorted(one.changed if updates else (), key=lambda c: c.place, reverse=True):
        text = amend.replace(text, change.place.line - file.above, change.place.column, change.new)
    if not one.added:
        return text
    english = file.is_english
    keys = spellings(Service, "prices", is_english=english)
    return amend.extend(text, keys, [_values(row, english) for row in one.added])


def _values(row: Priced, is_english: bool) -> amend.Values:
    return tuple((spellings(PriceItem, key, is_english=is_english)[0], value) for key, value in row.values.items())
