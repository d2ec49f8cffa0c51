"""Folders that a service copies to other machines, told by the names on the way to them."""

import re
from pathlib import PurePath

# Service -> what the folder is called that it watches, on Windows, macOS and Linux.
_SERVICES = {
    "OneDrive": re.compile(r"onedrive(?: ?[-–] ?.*)?"),
    "iCloud Drive": re.compile(r"icloud ?drive|com~apple~clouddocs|mobile documents"),
    "Dropbox": re.compile(r"dropbox(?: ?[-(].*)?"),
    "Google Drive": re.compile(r"google ?drive(?:-.*)?|my drive|マイドライブ|googledrivestream"),
    "Box": re.compile(r"box sync|box-box"),
}


def service_of(folder: PurePath) -> str:
    """The service that watches a folder (an absolute path), or ""."""
    for part in folder.parts:
        name = part.casefold()
        for service, pattern in _SERVICES.items():
            if pattern.fullmatch(name):
                return service
    return ""
