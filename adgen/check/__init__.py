"""`adgen check`: what build would say, how full the page is, where its links lead, and what should not leave the machine.

Nothing is written but the caches of photos.
"""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from adgen.build import DEAD_LINKS, Settings, Tools, dressed, unchanged_site
from adgen.build.reading import read_site, site_address
from adgen.check import repository
from adgen.check.criteria import Seen
from adgen.check.links import Links, check_links
from adgen.check.score import Judged, judge
from adgen.inquiry.ledger.inbox import INBOX
from adgen.model.request import FOLDER
from adgen.plan import Plan, make_plan
from adgen.plumbing.cache import digest
from adgen.plumbing.synced import service_of
from adgen.plumbing.tree import read_manifest
from adgen.problems import AdgenError, Place, Problem, in_order, problem


@dataclass(frozen=True)
class Checked:
    """One site: what the build says of it, what it is judged by, its links, and how many files it will have.

    With a mistake in its files a site is not judged, for nobody knows what it will hold: `judged` is empty and `links` None.
    """

    site: str
    folder: str
    name: str
    problems: tuple[Problem, ...]
    judged: tuple[Judged, ...] = ()
    links: Links | None = None
    files: int = 0


def check_site(
    folder: Path, target: Path, settings: Settings, tools: Tools, clashes: Sequence[Problem] = ()
) -> Checked:
    """Everything there is to say of the site in `folder`, which the build would write into `target`."""
    around = [*clashes, *repository.check_site(folder), *_synced(folder)]
    try:
        ends = (read_manifest(target) or {}).get("campaigns", {})
        reading = read_site(folder, replace(settings, strict=False), tools, ends)
        site = reading.site
        base = site_address(site, settings.base_url)
        theme, renderer = dressed(reading.overlay, settings)
        plan = make_plan(site, reading.facts, theme, base, settings.today, reading.verdicts)
        pages = {page.path: renderer.render(page.template, page.values) for page in plan.pages}
    except AdgenError as error:
        return Checked(target.name, folder.as_posix(), folder.name, in_order([*error.problems, *around]))
    links = check_links(site, plan, pages, base)
    # What a built page weighs is known from the last build alone, as long as it stands as it would come out.
    last = unchanged_site(folder, target, settings, tools.index)
    told = last.problems if last else reading.problems
    # Here they are mistakes.
    told = tuple(p for p in told if p.code not in DEAD_LINKS)
    problems = in_order([*told, *_leaks(folder, plan, pages, tools), *links.problems, *around])
    seen = Seen(site, reading.facts, reading.verdicts, problems, settings.today)
    files = len(plan.pages) + len(plan.files) + sum(len(job.renditions) for job in plan.pictures)
    return Checked(target.name, folder.as_posix(), site.profile.name, problems, judge(seen), links, files)


def _leaks(folder: Path, plan: Plan, pages: Mapping[str, str], tools: Tools) -> Iterator[Problem]:
    """What the gate of the build would find: the texts are laid out for it in a folder that goes at once."""
    from adgen.build.gate import search_leaks

    if not any((folder / name).is_dir() for name in (INBOX, FOLDER)):
        return
    files = {**{path: text.encode() for path, text in pages.items()}, **plan.files}
    with tempfile.TemporaryDirectory() as place:
        root = Path(place)
        for path, data in files.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(data)
        yield from search_leaks(root, {path: digest(data) for path, data in files.items()}, folder, tools.index)


def _synced(folder: Path) -> Iterator[Problem]:
    inbox = folder / INBOX
    service = service_of(inbox.resolve()) if inbox.is_dir() else ""
    if service:
        yield problem("W640", Place(inbox.as_posix()), service=service)
