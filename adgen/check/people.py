"""What makes a company one that is trusted: faces, voices, permits, insurance, and what is settled before the work."""

from adgen.check.criteria import Criterion, Effort, Section, Seen, Tally, Words, tally, whether, written
from adgen.content.declared import fields_of
from adgen.model.profile import Profile

_VOICES = 3


def _published(seen: Seen) -> Tally:
    """Whether the page shows more than a name; a published one that lacks a field is a mistake of its own (E142)."""
    profile = seen.site.profile
    fields = fields_of(Profile).values()
    empty = [f.says.ja for f in fields if f.says.to_publish and getattr(profile, f.key) in (None, ())]
    todo = f"「{'」「'.join(empty)}」を書いて、" if empty else ""
    return whether(profile.published, file=seen.profile_file, todo=todo)


def _drafts(seen: Seen) -> Tally:
    drafts = [p for p in seen.problems if p.code == "W143"]
    count = len(seen.site.written) + len(drafts)
    return tally(count, [{"file": p.place.file, "missing": p.values["missing"]} for p in drafts])


def _staff(seen: Seen) -> Tally:
    return whether(bool(seen.site.staff))


def _faces(seen: Seen) -> Tally:
    # A face that is named but not shown waits for consent, which the build tells.
    without = [s for s in seen.site.staff if not s.record.face]
    today = f"\n掲載承諾: {seen.today.isoformat()}"
    gaps = [
        {"name": s.record.name, "file": s.places().file, "consent": "" if s.record.consent else today} for s in without
    ]
    return tally(len(seen.site.staff), gaps)


def _words(seen: Seen) -> Tally:
    silent = [s for s in seen.site.staff if not s.record.message]
    return tally(len(seen.site.staff), [{"name": s.record.name, "file": s.places().file} for s in silent])


def _licences(seen: Seen) -> Tally:
    # One that is left out because it has expired is told by the build.
    expired = seen.profile_file in seen.files_with("W305")
    return whether(bool(seen.site.profile.licences) or expired, file=seen.profile_file)


def _voices(seen: Seen) -> Tally:
    count = len(seen.site.voices)
    so_far = f"まだ{count}件です" if count else "まだありません"
    return Tally(_VOICES, ({"so_far": so_far, "count": count},) * max(0, _VOICES - count))


CRITERIA = (
    Criterion(
        "published",
        Section.people,
        10,
        Effort.evening,
        Words("ページが公開になっている", "the page is published"),
        Words(
            "いまは屋号だけのページです。{file} に{todo}「公開」を「はい」にしてください",
            "the page shows its name only: fill in {file} and set published: yes",
        ),
        _published,
    ),
    Criterion(
        "drafts",
        Section.cases,
        10,
        Effort.evening,
        Words("書きかけの事例や業務が残っていない", "nothing is left a draft"),
        Words(
            "{file} が下書きのままです（足りない項目: {missing}）。そろったら「公開」を「はい」にしてください",
            "{file} is still a draft: fill in what it lacks and set published: yes",
        ),
        _drafts,
    ),
    Criterion(
        "staff",
        Section.people,
        6,
        Effort.line,
        Words("お宅に伺う人の紹介がある", "who comes to the house"),
        Words(
            "お宅に伺う人の紹介がありません。名前と役割だけでも足してください: adgen new staff --site {site}",
            "nobody who comes to the house is named; add yourself: adgen new staff --site {site}",
        ),
        _staff,
    ),
    Criterion(
        "staff_face",
        Section.people,
        5,
        Effort.evening,
        Words("伺う人の顔写真がある", "a portrait of each"),
        Words(
            "「{name}」の顔写真がありません。本人の承諾をもらい、写真を {folder}/photos に入れて、{file} に書いてください。例:\n顔写真: photos/kao.jpg{consent}",
            "there is no portrait of '{name}': with consent put one into {folder}/photos and name it as face in {file}",
        ),
        _faces,
    ),
    Criterion(
        "staff_message",
        Section.people,
        2,
        Effort.line,
        Words("伺う人のひとことがある", "a word of each"),
        Words(
            "「{name}」のひとことがありません。{file} の「ひとこと」に、仕事で気をつけていることを1文で書いてください",
            "there is no word of '{name}': write a sentence as message into {file}",
        ),
        _words,
    ),
    Criterion(
        "voices",
        Section.people,
        5,
        Effort.job,
        Words("お客様の声が3件ある", "three voices of customers"),
        Words(
            "お客様の声が{so_far}（めやすは3件）。引き渡しのときに、ひとことと、載せてよいという承諾をもらって足してください: adgen new voice --site {site}",
            "voices of customers so far: {count}, and three are a good number; ask for one and for consent at the next handover, then adgen new voice --site {site}",
        ),
        _voices,
    ),
    Criterion(
        "licences",
        Section.people,
        4,
        Effort.line,
        Words("許可か資格がある", "a permit or a qualification"),
        Words(
            "許可も資格も書いてありません。持っているものを {file} の「許可・資格」に書いてください。例:\n許可・資格:\n  - 種類: 一級表装技能士\n    資格者: 代表",
            "no permit or qualification is told: write those you hold as licences into {file}",
        ),
        _licences,
    ),
    written("insurance", Section.people, 4, Words("事故のときの備えがわかりません", "no insurance is told")),
    written(
        "extra_cost",
        Section.people,
        4,
        Words("追加費用がいつ出るかがわかりません", "it is not told when extra cost arises"),
    ),
    written(
        "after_care",
        Section.people,
        3,
        Words("工事のあとの連絡先がわかりません", "it is not told whom to call after the work"),
    ),
    written("payment_timing", Section.people, 2, Words("いつ払うかがわかりません", "it is not told when to pay")),
)
