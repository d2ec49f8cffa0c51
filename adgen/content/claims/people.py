"""Own work, real photos, and nothing that names a customer."""

import re
from collections.abc import Iterator
from datetime import date

from adgen.content.claims.texts import printed
from adgen.model.site import Site
from adgen.model.values import Hand
from adgen.problems import Problem, problem
from adgen.text import japanese

_BELOW_TOWN = re.compile(r"[\d一二三四五六七八九十]+(?:丁目|番地|番\d|号室|号棟)|\d+-\d+(?:-\d+)?$|字[一-龥]+\d")
_NAMED_HOME = re.compile(r"(?:[一-龥]{1,4}|[ァ-ヶー]{2,8})(?:様邸|さん宅|様宅)|(?<![一-龥])[一-龥]{2,5}邸")
_INITIALS = re.compile(r"[A-Za-zＡ-Ｚ]")


def former_employer(site: Site, today: date) -> Iterator[Problem]:
    """景品表示法5条1号: work done for a former employer is not an own case."""
    for case in site.cases:
        if case.record.own_work is Hand.former_employer:
            yield problem("E314", case.places("own_work"))


def illustrations(site: Site, today: date) -> Iterator[Problem]:
    """景品表示法5条1号: no stock or made-up picture among cases; an invented contractor (`sample`) is told apart."""
    if site.profile.sample:
        return
    for case in site.cases:
        for photo in case.photos:
            if photo.entry.illustration:
                yield problem("E317", photo.place)


def address_below_town(site: Site, today: date) -> Iterator[Problem]:
    """個人情報保護法: the place of work is told down to the town, never below."""
    areas = [(c.record.area, c.places("area")) for c in site.cases]
    areas += [(v.record.area, v.places("area")) for v in site.voices]
    for area, place in areas:
        if area and _BELOW_TOWN.search(japanese.fold(area)):
            yield problem("E318", place, value=area)


def customer_names(site: Site, today: date) -> Iterator[Problem]:
    """個人情報保護法: no 〇〇様邸, and initials at most beside a voice."""
    for text, place in printed(site):
        if match := _NAMED_HOME.search(text):
            yield problem("E319", place, value=match.group())
    for voice in site.voices:
        name = voice.record.display_name
        if name and not _INITIALS.search(name) and re.search(r"[一-龥ぁ-んァ-ヶ]{2,}(?:様|さん)", name):
            yield problem("E319", voice.places("display_name"), value=name)


def rewards(site: Site, today: date) -> Iterator[Problem]:
    """令和5年内閣府告示19号 (ステマ規制): whether a voice was rewarded is said for every voice."""
    for voice in site.voices:
        if not voice.record.incentive:
            yield problem("E320", voice.places())


def online_orders(site: Site, today: date) -> Iterator[Problem]:
    """特定商取引法11条: who takes orders online prints the notice."""
    form = site.profile.form
    if form and form.orders and not site.profile.legal_notice:
        yield problem("W323", site.places("form"))


def form_without_purpose(site: Site, today: date) -> Iterator[Problem]:
    """個人情報保護法21条: what personal data is used for is told before it is asked for."""
    if site.profile.form and not (site.profile.privacy and site.profile.privacy.purposes):
        yield problem("W324", site.places("form"))
