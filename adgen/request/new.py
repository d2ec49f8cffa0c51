"""A request into content, private record and draft: everything but the build, which is the ordinary one."""

from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from adgen.build.reading import site_address
from adgen.inquiry.draft.values import Mode, Situation, fitting_mode, work_questions
from adgen.inquiry.ledger import inbox
from adgen.inquiry.ledger.record import Record, Step
from adgen.inquiry.ledger.stages import Stage
from adgen.model.request import page_path
from adgen.model.workspace import Portal
from adgen.plumbing.cache import digest
from adgen.problems import Place, Problem, problem
from adgen.request import photos, private, public
from adgen.request.bid import Arrival, Bid
from adgen.request.personal import personal_of
from adgen.request.reply import Reply, portal_of, reply, store

# No house has more of anything; what does is a slip or a joke.
_LARGEST_SIZE = 10_000


@dataclass(frozen=True)
class Wanted:
    """What the contractor decided: the mode (None: by fit), whether his home page is led by the trade, addresses, portals, the day."""

    mode: Mode | None
    is_featured: bool
    base_url: str
    portals: tuple[Portal, ...]
    now: datetime
    is_online: bool = False


@dataclass(frozen=True)
class Made:
    """What came of a request at one contractor; `path` is None where no page is made, as for work that is not his."""

    token: str
    folder: Path
    mode: Mode
    home: str
    page: str
    path: Path | None
    reply: Reply
    is_update: bool
    problems: tuple[Problem, ...]
    featured_until: date | None = None


def plan(came: Arrival, made: Bid, wanted: Wanted) -> Made:
    """What would be made, without writing anything."""
    before = inbox.of_message(made.folder, came.letter.message_id)
    token = before.token if before else private.new_token()
    mode = wanted.mode or fitting_mode(made.fit)
    has_page = mode != "decline" and bool(made.fit.own_trades)
    home = site_address(made.site, wanted.base_url)
    page = f"{home.rstrip('/')}/{page_path(token)}" if home and has_page else home
    portal = portal_of(came.letter, wanted.portals)
    # Without a page of its own the reply leads to the home page, which stands already.
    is_online = wanted.is_online or bool(before and before.online) or not has_page
    drafted = reply(came, made, mode, page, wanted.now, portal, is_online=is_online)
    path = public.path_of(made.folder, token) if has_page else None
    until = wanted.now.date() + timedelta(days=public.DAYS_FEATURED) if has_page and wanted.is_featured else None
    folder = inbox.folder_of(made.folder, token)
    return Made(token, folder, mode, home, page, path, drafted, bool(before), (), until)


def carry_out(came: Arrival, made: Bid, planned: Made, wanted: Wanted) -> Made:
    """Write the private files, then the request page. Raises AdgenError where nothing can be written."""
    site, token = made.folder, planned.token
    before = inbox.of_message(site, came.letter.message_id)
    folder = private.open_inbox(site, token)
    private.write(folder / inbox.LETTER, came.data)
    names, problems = photos.keep(came.letter.photos, folder)
    store(planned.reply, folder)
    written, told = _page(site, came, made, planned, wanted, before)
    fresh = _record(came, made, planned, names)
    if before:
        fresh = replace(fresh, received=before.received, steps=before.steps, online=before.online or wanted.is_online)
    else:
        steps = (Step(Stage.new, came.received), Step(Stage.draft, wanted.now))
        fresh = replace(fresh, steps=steps, online=wanted.is_online)
    private.save(site, replace(fresh, written=written))
    return replace(planned, problems=(*problems, *told))


def _page(
    site: Path, came: Arrival, made: Bid, planned: Made, wanted: Wanted, before: Record | None
) -> tuple[str, list[Problem]]:
    """(digest of the page's file as adgen wrote it, what is told): a file that was changed by hand is left as it is."""
    if planned.path is None:
        return "", []
    there = public.load(site, planned.token)
    if there is not None and before and digest(there.encode()) != before.written:
        return before.written, [problem("W444", Place(planned.path.as_posix()))]
    created = before.steps[0].at.date() if before and before.steps else wanted.now.date()
    text = public.as_yaml(facts_of(came, made, wanted.now), _created(there) or created, is_featured=wanted.is_featured)
    return public.save(site, planned.token, text), []


def _created(text: str | None) -> date | None:
    """The day on which a page was made first, from its own file."""
    for line in (text or "").splitlines():
        if line.startswith("作成日: "):
            return date.fromisoformat(line.removeprefix("作成日: "))
    return None


def facts_of(came: Arrival, made: Bid, now: datetime) -> public.Facts:
    """The allow-list: trades of the contractor, sizes as numbers, the kind of building, own cases, prices and questions."""
    here = Situation(made.site, came.inquiry, made.fit, made.matches, made.estimates, "", "", False, now)
    own = made.fit.own_trades
    return public.Facts(
        trades=own,
        sizes=tuple(q for q in came.inquiry.sizes if 0 < q.value < _LARGEST_SIZE),
        building=came.inquiry.building,
        cases=tuple(m.case.id for m in made.own_cases if m.trade in own),
        estimates=tuple(e for e in made.estimates if e.trade in own),
        questions=work_questions(here),
    )


def _record(came: Arrival, made: Bid, planned: Made, names: tuple[str, ...]) -> Record:
    letter, inquiry = came.letter, came.inquiry
    known = personal_of(letter)
    return Record(
        token=planned.token,
        message_id=letter.message_id,
        channel=came.channel,
        title=letter.title,
        received=came.received,
        trades=inquiry.trades,
        temperature=inquiry.mood.temperature,
        reply_url=letter.reply_url,
        mode=planned.mode,
        case_link=planned.path is not None and bool(made.own_cases) and bool(planned.page),
        warranty_years=_warranty(made),
        facts=_understood(came),
        photos=names,
        names=known["names"],
        phones=known["phones"],
        mails=known["mails"],
        addresses=known["addresses"],
        others=known["others"],
    )


def _warranty(made: Bid) -> int:
    """Whole years of the warranty on the work that leads."""
    for entry in made.site.services:
        if entry.record.trade in made.fit.own_trades[:1] and entry.record.warranty:
            digits = "".join(c for c in entry.record.warranty.years if c.isdecimal())
            return int(digits) if digits and len(digits) <= 2 else 0
    return 0


def _understood(came: Arrival) -> dict[str, Any]:
    inquiry = came.inquiry
    return {
        "jobs": [{"trade": job.trade, "words": list(job.words)} for job in inquiry.jobs],
        "prefecture": inquiry.where.prefecture,
        "city": inquiry.where.city,
        "timing": inquiry.timing,
        "budget": asdict(inquiry.budget) if inquiry.budget else None,
        "quantities": list(inquiry.quantities),
        "building": inquiry.building,
        "age": inquiry.age,
        "questions": list(inquiry.questions),
        "feeling": inquiry.mood.feeling,
        "sender": came.letter.sender.address,
        "label_set": came.letter.label_set,
        "notes": list(came.letter.notes),
    }
