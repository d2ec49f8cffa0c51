"""Staff and voices as pages show them."""

import re

from adgen import trades
from adgen.model.site import Site, StaffEntry, VoiceEntry
from adgen.pages import words
from adgen.pages.view import Link, StaffView, VoiceView
from adgen.plan.pictures import Pictures
from adgen.text import japanese

_TITLES = re.compile("^(?:代表取締役|代表|職長|社長|専務|店長|棟梁|親方)")
_NO_REWARD = ("なし", "無し", "無", "none")


def staff_view(entry: StaffEntry, pictures: Pictures) -> StaffView:
    """A person, with the first letter of the name for where there is no portrait."""
    person = entry.record
    name = _TITLES.sub("", person.name).strip() or person.name
    return StaffView(
        name=person.name,
        ruby=person.ruby or "",
        role=person.role,
        career=f"経験{person.career}年" if person.career else "",
        licences=person.licences,
        message=person.message or "",
        face=pictures.picture(entry.face, "portrait", person.name) if entry.face else None,
        initial=name[:1],
    )


def voice_view(entry: VoiceEntry, site: Site) -> VoiceView:
    """A voice, with the case that names it."""
    voice = entry.record
    case = next((c for c in site.cases if voice.id and c.record.voice == voice.id), None)
    return VoiceView(
        text=voice.text,
        who="／".join(filter(None, (voice.display_name, voice.area))),
        date=words.when(voice.date),
        trade=trades.trades()[voice.trade].label if voice.trade else "",
        source=voice.source or "",
        reward="" if is_unrewarded(entry) else f"謝礼あり（{voice.incentive}）",
        excerpted=voice.excerpted,
        case=Link(case.record.title, f"cases/{case.slug}.html") if case else None,
    )


def is_unrewarded(entry: VoiceEntry) -> bool:
    """Whether the contractor says that nothing was given for it."""
    return japanese.same(entry.record.incentive or "") in _NO_REWARD


def no_reward_note(site: Site) -> str:
    """One sentence for all voices; a rewarded one says so itself."""
    if not site.voices or not any(is_unrewarded(v) for v in site.voices):
        return ""
    if all(is_unrewarded(v) for v in site.voices):
        return "掲載のお礼や謝礼はお渡ししていません。"
    return "「謝礼あり」と書いたもの以外は、謝礼をお渡ししていません。"
