"""The version before: laid out as a tree again, under the rules of today. What was taken away since never comes back."""

from collections import Counter
from datetime import date
from pathlib import Path

from adgen.build.gate import search_leaks
from adgen.model.request import FOLDER
from adgen.plumbing.index import Index
from adgen.problems import AdgenError, Place, problem, raise_if_fatal
from adgen.publish.standing import NAMED_BELOW, Standing
from adgen.publish.versions import Version, Versions

_KINDS = {
    "photo": ("写真", "枚", "photos"),
    "case": ("施工事例", "件", "cases"),
    "service": ("業務", "件", "services"),
    "campaign": ("キャンペーン", "件", "campaigns"),
    "licence": ("許可・資格", "件", "licences"),
    "voice": ("お客様の声", "件", "voices"),
    "staff": ("担当者", "人", "people"),
}


def version_before(versions: list[Version], name: str) -> Version:
    """The version below the last. Raises AdgenError E720 where none is kept."""
    if len(versions) < 2:
        raise AdgenError([problem("E720", Place(name))])
    return versions[-2]


def laid_out(version: Version, now: Standing, store: Versions, folder: Path) -> Standing:
    """A version as a tree in an empty folder. Request pages, and all that is named by its digest, are those of `now`.

    A customer keeps the page he was sent, and one whose time is over keeps the page that says so.
    """
    mine = {path: name for path, name in now.files.items() if path.startswith((f"{FOLDER}/", *NAMED_BELOW))}
    theirs = {path: name for path, name in version.files.items() if not path.startswith(f"{FOLDER}/")}
    store.lay_out(Version(theirs, (), version.about), folder)
    for path in mine.keys() - theirs.keys():
        _copy(now, path, folder)
    photos = {
        photo: sorted({*version.photos.get(photo, ()), *now.photos.get(photo, ())})
        for photo in (*version.photos, *now.photos)
    }
    shown = {**version.about["shown"], "photos": photos}
    return Standing(folder, {**mine, **theirs}, now.secret, {**version.about, "shown": shown})


def check_rules(version: Version, now: Standing, today: date) -> None:
    """Raise AdgenError E721 with all that would come back and may not: whatever today's build, `now`, does not show."""
    place = Place(now.folder.as_posix())
    until = version.about.get("until") or ""
    reasons: list[tuple[str, str]] = []
    if version.about.get("published") and not now.about.get("published"):
        reasons.append(("サイトは、いま非公開です", "the site is not published any more"))
    if until and today.isoformat() >= until:
        reasons.append((f"{until} に期限の来たものがあります", f"something in it ended on {until}"))
    gone = [*(f"photo {photo}" for photo in version.photos.keys() - now.photos.keys())]
    gone += set(version.about["shown"]["other"]) - set(now.about["shown"]["other"])
    for kind, count in sorted(Counter(name.partition(" ")[0] for name in gone).items()):
        ja, counter, en = _KINDS[kind]
        reasons.append((f"いまは出していない{ja}が{count}{counter}あります", f"{count} {en} are not shown any more"))
    if reasons:
        told = {"reasons": "。".join(ja for ja, _ in reasons), "reasons_en": "; ".join(en for _, en in reasons)}
        raise AdgenError([problem("E721", place, **told)])


def check_gate(site: Standing, source: Path, index: Index) -> None:
    """Search the tree for what is known of customers today. Raises AdgenError E410 to E413."""
    raise_if_fatal(search_leaks(site.folder, site.files, source, index))


def _copy(now: Standing, path: str, folder: Path) -> None:
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(now.read(path))
