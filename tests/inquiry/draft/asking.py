"""A contractor and a request for the tests of drafts: the demo sites are the contractors, the mail is given as text."""

from datetime import datetime, timedelta, timezone
from functools import cache
from pathlib import Path

from adgen.content.load import load_site
from adgen.content.visible import Showing, shown
from adgen.inquiry.documents import from_site
from adgen.inquiry.draft.days import opening_of
from adgen.inquiry.draft.lint import Finding, Frame, findings
from adgen.inquiry.draft.person import given_name
from adgen.inquiry.draft.values import Mode, Situation, fitting_mode, values_of
from adgen.inquiry.draft.write import Draft, write
from adgen.inquiry.estimate import estimate
from adgen.inquiry.mail.read import read_letter
from adgen.inquiry.match import match
from adgen.inquiry.redact.leaks import known_of
from adgen.inquiry.understand.fit import judge
from adgen.inquiry.understand.inquiry import understand
from adgen.model.site import Site

SITES = Path(__file__).parent.parent.parent.parent / "sites"
# A Sunday evening before a public holiday.
NOW = datetime(2026, 11, 22, 20, tzinfo=timezone(timedelta(hours=9)))
LINK = "https://page.example.jp/requests/0123456789abcdef0123456789abcdef.html"


@cache
def contractor(name: str) -> Site:
    whole, _ = load_site(SITES / name)
    return shown(whole, Showing(NOW.date()))[0]


def asked(name: str, mail: str) -> Situation:
    """A mail, seen by one of the demo contractors."""
    site = contractor(name)
    letter = read_letter(mail.encode())
    inquiry = understand(letter)
    own = from_site(site)
    fit = judge(inquiry, own)
    matches = match(inquiry.wish, own)
    prices = estimate(inquiry, own, matches, NOW.date())
    return Situation(site, inquiry, fit, matches, prices, given_name(letter), LINK, False, NOW)


def drafted(
    name: str, mail: str, mode: Mode | None = None, own: dict[str, str] | None = None, limit: int | None = None
) -> Draft:
    """The reply to it."""
    here = asked(name, mail)
    draft = write(mode or fitting_mode(here.fit), values_of(here), own or {}, limit)
    assert draft
    return draft


def looked_at(draft: Draft, name: str, mail: str = "", limit: int | None = None) -> list[Finding]:
    """What is found in it."""
    profile = contractor(name).profile
    frame = Frame(opening_of(profile), NOW.date(), limit, known_of([mail]), profile.hours or "")
    return list(findings(draft, frame))
