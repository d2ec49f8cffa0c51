"""The strip of facts under the hero: the contractor's own figures, then what his other fields already say."""

import re
from collections.abc import Iterator

from adgen.model.declare import TITLE_MAX
from adgen.model.parts import Fact
from adgen.model.site import Site
from adgen.pages import words
from adgen.plan.company import area_text

_SHOWN = 4
# Fewer cases say nothing.
_WORTH_COUNTING = 3
_REMARK = re.compile(r"[（(].*")


def facts(site: Site) -> tuple[Fact, ...]:
    """His own, all of them; where these are fewer than four, derived ones follow whose label he did not use."""
    own = site.profile.facts
    said = {fact.label for fact in own}
    more = [fact for fact in _derived(site) if fact.label not in said]
    return (*own, *more[: max(0, _SHOWN - len(own))])


def _derived(site: Site) -> Iterator[Fact]:
    """What a reader asks first: whether they come, when they answer, how long they have been there, what they have done."""
    profile = site.profile
    hours, closed = _REMARK.sub("", profile.hours or "").strip(), "・".join(day.value for day in profile.holidays)
    if area := area_text(profile):
        yield Fact(label="対応エリア", value=area[:TITLE_MAX])
    if profile.reply_within:
        yield Fact(label="返信の目安", value=profile.reply_within, basis=f"定休日 {closed}" if closed else None)
    elif hours:
        yield Fact(label="ご連絡の受付", value=hours, basis=f"定休日 {closed}" if closed else None)
    if profile.founded:
        yield Fact(label="創業", value=words.when(profile.founded))
    if len(site.cases) >= _WORTH_COUNTING:
        yield Fact(label="施工事例", value=f"{len(site.cases)}件", basis="このホームページに載せている件数")
