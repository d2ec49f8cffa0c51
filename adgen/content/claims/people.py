"""Own work, real photos, and nothing that names a customer."""

import re
from collections.abc import Iterator
from datetime import date

from adgen.content.claims.texts import found, printed
from adgen.model.site import Site
from adgen.model.values import Hand
from adgen.problems import Problem, problem
from adgen.text import japanese

_BELOW_TOWN = re.compile(
    r"[0-9一二三四五六七八九十]+(?:丁目|番地|番[0-9]|号室|号棟|号$)|[0-9]+[-ー][0-9]+(?:[-ー][0-9]+)?$|字[一-龥]+[0-9]"
    r"|[市区](?!貝町|川三郷町)[^市区郡の、・/\sと]+町"
)
_SIR = "(?:様|さま|さん)"
_NAMED_HOME = re.compile(
    rf"(?:[一-龥]{{1,4}}|[ァ-ヶー]{{2,8}}){_SIR}(?:邸|の?(?:お|ご自)?宅)|(?<![一-龥])[一-龥]{{2,5}}邸(?!宅)"
)
_NAMED_PERSON = re.compile(rf"[一-龥ぁ-んァ-ヶー]+{_SIR}")
# Words before 様, さん or 邸 that name nobody.
_NOBODY = re.compile(
    "(?:客|施主|奥|旦那|主人|母|父|両親|祖父|祖母|親|家族|夫婦|娘|息子|隣|近所|近隣|皆|家主|大家|オーナー|管理人|住人|職人|業者|依頼主"
    "|匿名|ペンネーム.*|ニックネーム.*|仮名.*|女性|男性|主婦|会社員|代|豪|官|公|私|別|旧|自)$"
)


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
    for hit in found(_NAMED_HOME, printed(site)):
        if _is_name(hit.words):
            yield problem("E319", hit.place, value=hit.words)
    for voice in site.voices:
        name = voice.record.display_name or ""
        person = _NAMED_PERSON.search(japanese.fold(name))
        if person and _is_name(person.group()):
            yield problem("E319", voice.places("display_name"), value=name)


def _is_name(words: str) -> bool:
    return not _NOBODY.search(re.sub(f"{_SIR}?(?:邸|の?(?:お|ご自)?宅)?$", "", words))


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
