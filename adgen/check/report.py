"""What is told of a checked site, in either language: the next steps, and everything as data."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from typing import Any

from adgen.check import Checked
from adgen.check.criteria import Section
from adgen.check.hosting import HOSTS, Size
from adgen.check.score import Judged, fulfilled, in_section, ranked, score
from adgen.problems import Problem
from adgen.problems.catalogue import Language, cure, is_serious, message

NEXT = 3
# Serious warnings of which a criterion speaks: on photos, and that there is neither a case nor a service.
_JUDGED = ("W2", "W144")

# A site with what the sentences of its criteria may name.
Named = tuple[Checked, Mapping[str, str]]


@dataclass(frozen=True)
class Step:
    """One thing to do: the id of its criterion or the code of a mistake, the sentence, and what it takes, if that is known."""

    id: str
    sentence: str
    effort: str = ""


def site_values(checked: Checked, argument: str) -> Mapping[str, str]:
    """What the sentences of all criteria may name; `argument` is the site as commands take it."""
    return {"folder": checked.folder, "site": argument}


def next_steps(checked: Checked, values: Mapping[str, str], language: Language) -> tuple[Step, ...]:
    """The next three things to do: mistakes and serious warnings first, then what is worth most for the least effort, one of each kind."""
    return tuple(islice(_steps(checked, values, language), NEXT))


def _steps(checked: Checked, values: Mapping[str, str], language: Language) -> Iterator[Step]:
    stop = "。" if language == "ja" else "; "
    for found in sorted(filter(_is_urgent, checked.problems), key=lambda p: not p.is_error):
        yield Step(found.code, f"{found.place}: {message(found, language)}{stop}{cure(found, language)}")
    for judged in ranked(checked.judged):
        effort = judged.criterion.effort.words.say(language)
        yield Step(judged.criterion.id, next(judged.sentences(language, values)), effort)


def _is_urgent(found: Problem) -> bool:
    """Whether it comes before all criteria."""
    return found.is_error or (is_serious(found) and not found.code.startswith(_JUDGED))


def counts(checked: Checked) -> tuple[int, int, int]:
    """How many mistakes, serious warnings and other warnings there are, notes among the last."""
    errors = sum(p.is_error for p in checked.problems)
    serious = sum(is_serious(p) for p in checked.problems) - errors
    return errors, serious, len(checked.problems) - errors - serious


def sections_of(checked: Checked) -> Iterator[tuple[Section, tuple[Judged, ...]]]:
    """Each part with its criteria; parts of which nothing is asked are left out."""
    for section in Section:
        found = in_section(checked.judged, section)
        if found:
            yield section, found


def as_json(checked: Checked, values: Mapping[str, str], language: Language) -> dict[str, Any]:
    """One site as data; its problems are added by who prints them."""
    is_judged = bool(checked.judged)
    return {
        "site": checked.site,
        "folder": checked.folder,
        "name": checked.name,
        "judged": is_judged,
        "score": score(checked.judged) if is_judged else None,
        "met": fulfilled(checked.judged),
        "asked": len(checked.judged),
        "next": [asdict(step) for step in next_steps(checked, values, language)],
        "sections": [
            {
                "id": section.name,
                "name": section.value.say(language),
                "met": fulfilled(found),
                "asked": len(found),
                "criteria": [_criterion(judged, values, language) for judged in found],
            }
            for section, found in sections_of(checked)
        ],
        "links": _links(checked),
        "files": checked.files,
    }


def output_json(size: Size | None, language: Language) -> dict[str, Any]:
    """The numbers of the output folder beside what hosts allow."""
    hosts = [
        {"name": host.name, "limits": dict(host.limits), "source": host.source, "terms": host.terms.say(language)}
        for host in HOSTS
    ]
    return {"output": asdict(size) if size else None, "hosts": hosts}


def worst(sites: Sequence[Named]) -> Named | None:
    """The site that has most to gain: one with mistakes, else that of the lowest score; None where none lacks anything."""
    lacking = [(c, values) for c, values in sites if counts(c)[0] or ranked(c.judged)]
    return min(lacking, key=lambda named: (not counts(named[0])[0], score(named[0].judged)), default=None)


def _criterion(judged: Judged, values: Mapping[str, str], language: Language) -> dict[str, Any]:
    row, found = judged.criterion, judged.tally
    return {
        "id": row.id,
        "name": row.name.say(language),
        "have": found.have,
        "of": found.of,
        "weight": row.weight,
        "effort": row.effort.name,
        "todo": list(judged.sentences(language, values)),
    }


def _links(checked: Checked) -> dict[str, Any] | None:
    links = checked.links
    if links is None:
        return None
    return {
        "internal": links.internal,
        "external": [{"address": a, "pages": list(p)} for a, p in links.external.items()],
    }
