"""A private copy of what a customer was shown, by the day."""

from contextlib import suppress
from datetime import date
from pathlib import Path

from adgen.inquiry.ledger import inbox
from adgen.model.request import page_path
from adgen.request import private, public


def keep_copy(site: Path, target: Path, token: str, day: date) -> Path | None:
    """Copy the built request page and its data to `shown-<day>.html` and `.yaml`; None where no page stands."""
    page = target / page_path(token)
    folder = inbox.folder_of(site, token)
    if not page.is_file() or not folder.is_dir():
        return None
    copy = folder / f"shown-{day}.html"
    private.write(copy, page.read_bytes())
    with suppress(OSError):
        private.write(folder / f"shown-{day}.yaml", public.path_of(site, token).read_bytes())
    return copy
