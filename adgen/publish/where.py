"""Which place is meant: what was typed, else what the site says, else the only one that adgen.yaml names."""

from pathlib import Path

from adgen.model.workspace import Workspace
from adgen.problems import AdgenError, Place, problem
from adgen.publish.address import SITE, Address, read_address


def place_of(typed: str, own: str, rules: Workspace, folder: Path, slug: str, *, is_shared: bool) -> Address:
    """The place of one site, `own` being what its site.yaml says. Raises AdgenError: E700, E701, E717 none named, E718 unknown.

    It `is_shared` where the output has one address for all sites: then they lie side by side, by name.
    """
    wanted = typed or own or (rules.targets[0].address if len(rules.targets) == 1 else "")
    where = Place("--to" if typed else f"{folder.as_posix()}/site.yaml" if own else "adgen.yaml")
    if not wanted:
        raise AdgenError([problem("E717", Place(f"{folder.as_posix()}/site.yaml"))])
    named = next((target.address for target in rules.targets if target.name == wanted), None)
    if named is not None:
        wanted, where = named, Place("adgen.yaml")
    elif not _is_address(wanted):
        names = "、".join(target.name for target in rules.targets) or "（ありません）"
        raise AdgenError([problem("E718", where, name=wanted, names=names)])
    address = read_address(wanted.replace(SITE, slug), where)
    return address.below(slug) if is_shared and SITE not in wanted else address


def _is_address(wanted: str) -> bool:
    """A folder is written with a slash or a dot, so that a name with a slip in it is not taken for one."""
    return any(sign in wanted for sign in ("/", "\\")) or wanted.startswith(".") or Path(wanted).is_dir()


def check_apart(places: dict[str, Address]) -> None:
    """Raise AdgenError E719 where two of the sites (by name) would lie in one place."""
    for slug, address in places.items():
        others = [name for name, other in places.items() if other.place == address.place and name != slug]
        if others:
            raise AdgenError([problem("E719", Place(str(address)), names="、".join(sorted([slug, *others])))])
