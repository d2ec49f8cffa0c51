"""What photos need: one for the top, none that has to be taken again, and words for who cannot see them."""

from adgen.check.criteria import Criterion, Effort, Section, Seen, Tally, Words, tally, whether
from adgen.photos.checks.declare import Grade
from adgen.plan.verdicts import of_finding
from adgen.problems.catalogue import cure, message


def _hero(seen: Seen) -> Tally:
    return whether(seen.site.hero is not None)


def _quality(seen: Seen) -> Tally:
    worst = {path: max(v.counted, key=lambda f: f.grade) for path, v in seen.verdicts.items() if v.counted}
    told = [of_finding(f, seen.site, path) for path, f in worst.items() if f.grade is Grade.serious]
    gaps = [
        {"file": p.place.file, "ja": f"{message(p)}。{cure(p)}", "en": f"{message(p, 'en')}; {cure(p, 'en')}"}
        for p in told
    ]
    return tally(len(seen.verdicts), gaps)


def _alt(seen: Seen) -> Tally:
    photos = {p.path: p for entry in seen.site.written for p in entry.photos}
    without = [p for p in photos.values() if not p.entry.alt]
    return tally(len(photos), [{"photo": p.path.rpartition("/")[2], "file": p.place.file} for p in without])


CRITERIA = (
    Criterion(
        "hero",
        Section.photos,
        6,
        Effort.evening,
        Words("いちばん上の写真がある", "a photo at the top"),
        Words(
            "いちばん上の写真がありません。明るい施工後の横長の写真（幅1600ピクセル以上）を {folder}/photos に入れて、site.yaml に書いてください。例: トップ写真: photos/hero.jpg",
            "there is no photo at the top: put a bright one of finished work, at least 1600 pixels wide, into {folder}/photos and name it as hero in site.yaml",
        ),
        _hero,
    ),
    Criterion(
        "photo_quality",
        Section.photos,
        6,
        Effort.evening,
        Words("撮り直したい写真がない", "no photo has to be taken again"),
        Words("{file}: {ja}", "{file}: {en}"),
        _quality,
    ),
    Criterion(
        "photo_alt",
        Section.photos,
        2,
        Effort.line,
        Words("写真に説明がある", "words for each photo"),
        Words(
            "写真 {photo} に説明がありません。画面を読み上げて使う人に伝わります。{file} に書いてください。例:\n写真:\n  - ファイル: {photo}\n    説明: 白い壁紙に張り替えた6畳の寝室",
            "the photo {photo} has no alt text for readers who cannot see it: name it under photos in {file}, with alt",
        ),
        _alt,
    ),
)
