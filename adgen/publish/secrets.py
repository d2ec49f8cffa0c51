"""Who one is at a server: from the environment, else from ~/.netrc. Never from a file of the site, and never told."""

import netrc
import os
from dataclasses import dataclass, field

USER = "ADGEN_PUBLISH_USER"
PASSWORD = "ADGEN_PUBLISH_PASSWORD"  # noqa: S105 - the name of the variable


@dataclass(frozen=True)
class Login:
    """What logs in; empty where nothing is known."""

    user: str = ""
    password: str = field(default="", repr=False)


def login(host: str) -> Login:
    """What is known of a host. A ~/.netrc that cannot be read counts as none."""
    user, password = os.environ.get(USER, ""), os.environ.get(PASSWORD, "")
    if password:
        return Login(user, password)
    try:
        found = netrc.netrc().authenticators(host)
    except (OSError, netrc.NetrcParseError):
        found = None
    return Login(user or found[0], found[2] or "") if found else Login(user)
