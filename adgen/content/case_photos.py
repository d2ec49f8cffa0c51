"""The photos of a record: those its front matter names, in that order, then those lying beside it."""

import unicodedata

from adgen.content.files import Reader
from adgen.model.photo import Consent, Photo, PhotoEntry
from adgen.model.picture import is_photo
from adgen.model.values import Role
from adgen.model.work import Case
from adgen.problems import Place, Places, problem

_ROLE_NAMES = {
    Role.before: ("施工前", "before"),
    Role.during: ("施工中", "during"),
    Role.after: ("施工後", "after"),
}


def role_of(name: str) -> Role | None:
    """The role that a file name tells: 施工前1.jpg, before-1.jpg."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    return next((role for role, words in _ROLE_NAMES.items() if plain.startswith(words)), None)


def photos_of_case(reader: Reader, folder: str, case: Case, places: Places) -> tuple[Photo, ...]:
    """Every photo of a case, named or only lying there; a name that fits no file, or two, is noted."""
    named: list[Photo] = []
    for n, entry in enumerate(case.photos):
        photo = entry_photo(reader, folder, entry, places("photos", n, "file"), case.consent)
        if photo:
            named.append(photo)
    taken = {p.path for p in named}
    lying = []
    for name in reader.names(folder):
        path = f"{folder}/{name}"
        if not is_photo(name) or path in taken:
            continue
        role = role_of(name)
        if role is None:
            reader.problems.append(problem("W133", Place(reader.path(path))))
        place = Place(reader.path(f"{folder}/case.md"))
        # A name that nobody typed may hold what a typed one may not: it is never published.
        entry = PhotoEntry.model_construct(file=unicodedata.normalize("NFC", name))
        lying.append(Photo(path, entry, role or Role.other, case.consent, place))
    order = list(_ROLE_NAMES)
    lying.sort(key=lambda p: order.index(p.role) if p.role in order else len(order))
    return (*named, *lying)


def entry_photo(
    reader: Reader, folder: str, entry: PhotoEntry | None, place: Place, consent: Consent | None
) -> Photo | None:
    """The photo that an entry names; None for no entry, and with a note where no file or more than one fits.

    Nothing is looked for where a mistake is told already: there the entry holds an example.
    """
    if entry is None or any(told.is_error and told.place == place for told in reader.problems):
        return None
    path = _find(reader, f"{folder}/{entry.file}" if folder else entry.file, place)
    if path is None:
        return None
    role = entry.role or role_of(path.rpartition("/")[2]) or Role.other
    return Photo(path, entry, role, entry.consent or consent, place)


def _find(reader: Reader, path: str, place: Place) -> str | None:
    """The real path for a typed one: macOS decomposes names (NFD) and Windows ignores case, Linux hosts do neither."""
    folder, _, name = path.rpartition("/")
    prefix = f"{folder}/" if folder else ""
    names = reader.names(folder)
    fitting = [n for n in names if _key(n) == _key(name)]
    if len(fitting) > 1 and name in fitting:
        fitting = [name]
    if len(fitting) == 1:
        if unicodedata.normalize("NFC", fitting[0]) != name:
            reader.problems.append(problem("W203", place, typed=name, real=fitting[0]))
        return prefix + fitting[0]
    if fitting:
        reader.problems.append(problem("E209", place, name=name, names="、".join(fitting)))
        return None
    photos = [n for n in names if is_photo(n)]
    listed = "、".join(photos[:8]) + ("ほか" if photos[8:] else "")
    reader.problems.append(
        problem("E203", place, name=path, folder=reader.path(folder), names=listed or "（写真はありません）")
    )
    return None


def _key(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
