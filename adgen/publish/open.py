"""The target that an address names, opened with the library that it takes and no other."""

import contextlib
from collections.abc import Iterator

from adgen.problems import AdgenError, Place, problem
from adgen.publish.address import Address
from adgen.publish.target import Target


@contextlib.contextmanager
def open_target(address: Address) -> Iterator[Target]:
    """A target, left when the block ends. Raises AdgenError: E702 what is not installed, E703 to E706 of the connection."""
    target = _opened(address)
    try:
        yield target
    finally:
        target.close()


def _opened(address: Address) -> Target:
    if address.kind == "folder":
        from adgen.publish.to_folder import FolderTarget

        return FolderTarget(address)
    if address.kind in ("ftp", "ftps"):
        from adgen.publish.to_ftp import FtpTarget

        return FtpTarget(address)
    try:
        if address.kind == "sftp":
            from adgen.publish.to_sftp import SftpTarget

            return SftpTarget(address)
        from adgen.publish.to_s3 import S3Target
    except ModuleNotFoundError:
        raise AdgenError([problem("E702", Place(str(address)))]) from None
    return S3Target(address)
