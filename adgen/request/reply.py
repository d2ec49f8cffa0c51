"""The draft of a reply into the private folder: for the portal's form, without contacts where a portal forbids them, as a mail where one is wanted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from adgen.inquiry.draft.days import opening_of
from adgen.inquiry.draft.lint import Finding, Frame, findings
from adgen.inquiry.draft.mail import as_mail
from adgen.inquiry.draft.person import given_name, mail_address
from adgen.inquiry.draft.values import Mode, Situation, values_of
from adgen.inquiry.draft.write import Draft, check_templates, write
from adgen.inquiry.ledger import inbox
from adgen.inquiry.ledger.inbox import PASTE_BELOW
from adgen.inquiry.mail.letter import Letter
from adgen.inquiry.redact.leaks import known_of
from adgen.model.workspace import Portal
from adgen.plumbing.cache import digest
from adgen.plumbing.folder import Folder
from adgen.problems import Place
from adgen.request import private
from adgen.request.bid import Arrival, Bid

TEMPLATES = "templates/reply"
_LARGEST_TEMPLATE = 20_000
NOTHING = "お役に立てる助言が見つかりませんでした。この依頼には、返信しなくても問題ありません。"


@dataclass(frozen=True)
class Reply:
    """A draft with what should be looked at in it; `draft` is None when no answer is the better answer."""

    draft: Draft | None
    found: tuple[Finding, ...]
    mail: bytes | None
    reply_url: str
    may_link: bool

    @property
    def pasted(self) -> str:
        """What is to be pasted into the portal's form."""
        if self.draft is None:
            return ""
        return self.draft.text if self.may_link else self.draft.plain


def portal_of(letter: Letter, portals: tuple[Portal, ...]) -> Portal | None:
    """The portal of adgen.yaml that a letter came from, by its sender or by the address of its reply page."""
    host = letter.reply_url.partition("://")[2].partition("/")[0].partition(":")[0].lower()
    for portal in portals:
        for domain in portal.domains:
            wanted = domain.rpartition("@")[2].lower()
            if any(own == wanted or own.endswith(f".{wanted}") for own in (letter.sender.domain, host) if own):
                return portal
    return None


def reply(
    came: Arrival, made: Bid, mode: Mode, link: str, now: datetime, portal: Portal | None, *, is_online: bool
) -> Reply:
    """The reply to a request. Raises AdgenError E448 and E453 for mistakes in the contractor's own templates."""
    here = Situation(
        made.site, came.inquiry, made.fit, made.matches, made.estimates, given_name(came.letter), link, is_online, now
    )
    limit = portal.limit if portal else None
    draft = write(mode, values_of(here), own_templates(made.folder), limit)
    may_link = portal is None or portal.links
    if draft is None:
        return Reply(None, (), None, came.letter.reply_url, may_link)
    profile = made.site.profile
    frame = Frame(opening_of(profile), now.date(), limit, known_of([came.letter.text]), profile.hours or "")
    to = mail_address(came.letter)
    mail = as_mail(draft.text, profile, to, came.letter.title, came.letter.message_id) if to else None
    return Reply(draft, findings(draft, frame), mail, came.letter.reply_url, may_link)


def own_templates(site: Path) -> Mapping[str, str]:
    """The contractor's templates by the names of their parts. Raises AdgenError E453 for names of no part."""
    folder = Folder(site)
    names = [n for n in folder.names(TEMPLATES) if n.endswith(".txt")] if (site / TEMPLATES).is_dir() else []
    check_templates({n.removesuffix(".txt"): Place(f"{site.as_posix()}/{TEMPLATES}/{n}") for n in names})
    return {
        n.removesuffix(".txt"): folder.read(f"{TEMPLATES}/{n}", _LARGEST_TEMPLATE).decode("utf-8-sig", "replace")
        for n in names
    }


def store(made: Reply, folder: Path) -> str:
    """Write the drafts; one that was rewritten by hand is kept beside them. The digest of the new one."""
    main = _with_address(made, made.draft.text) if made.draft else f"{NOTHING}\n"
    _put_aside(folder)
    private.write(folder / inbox.REPLY, main.encode())
    private.write(folder / inbox.PLAIN, (_with_address(made, made.draft.plain) if made.draft else main).encode())
    if made.mail:
        private.write(folder / inbox.MAIL, made.mail)
    else:
        (folder / inbox.MAIL).unlink(missing_ok=True)
    private.write(folder / ".drafted", digest(main.encode()).encode())
    return digest(main.encode())


def _with_address(made: Reply, text: str) -> str:
    """The portal's page for answers on top, then the text to paste."""
    head = f"返信はこちら: {made.reply_url}\n{PASTE_BELOW}" if made.reply_url else ""
    return f"{head}{text}\n"


def _put_aside(folder: Path) -> None:
    old, mark = folder / inbox.REPLY, folder / ".drafted"
    if old.is_file() and mark.is_file() and digest(old.read_bytes()) != mark.read_text("utf-8", "replace"):
        old.replace(folder / "reply-old.txt")
