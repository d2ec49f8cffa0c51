"""Rules of law and consent: one small function per rule, each with its source (not legal advice)."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from adgen.content.claims import people, permits, prices, wording
from adgen.model.site import Site
from adgen.problems import Problem

Rule = Callable[[Site, date], Iterator[Problem]]

RULES: tuple[Rule, ...] = (
    prices.before_tax,
    prices.not_with_tax,
    prices.from_price_without_case,
    prices.usual_price_without_proof,
    prices.campaign_dates,
    permits.incomplete,
    permits.too_old,
    permits.words_without_record,
    permits.large_job_without_permit,
    permits.asbestos_survey,
    wording.claims_without_basis,
    wording.promises_on_holidays,
    people.former_employer,
    people.illustrations,
    people.address_below_town,
    people.customer_names,
    people.rewards,
    people.online_orders,
    people.form_without_purpose,
)


def check_claims(site: Site, today: date, published_ends: Mapping[str, str]) -> list[Problem]:
    """Every finding of every rule on the part of a site that is shown.

    `published_ends` are the ends of campaigns as they were published before: title -> ISO date.
    """
    if not site.profile.published:
        return []
    found = [problem for rule in RULES for problem in rule(site, today)]
    return [*found, *prices.moved_end(site, today, published_ends)]
