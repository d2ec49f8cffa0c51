"""What a mail says, as frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Attachment:
    """A file that came with the mail; `name` has no folders and no control characters, `digest` is SHA-256 of the bytes."""

    name: str
    digest: str
    size: int
    is_photo: bool
    data: bytes


@dataclass(frozen=True)
class Sender:
    """Who sent it, as the mail claims; `imitates` is the trusted domain that the address only looks like."""

    name: str
    address: str
    is_trusted: bool = False
    imitates: str = ""

    @property
    def domain(self) -> str:
        return self.address.rpartition("@")[2].lower()


@dataclass(frozen=True)
class Letter:
    """One mail.

    `text` is everything that was readable, `body` the newest request in it, `labels` what stands behind the labels of that
    request (kinds of labels.toml), `prose` the customer's own words. `kind` is "request" or why it is none (genre.toml).
    `notes` says how the reading went: which decoding worked, what a limit left out.
    """

    subject: str
    title: str
    text: str
    body: str
    prose: str
    labels: Mapping[str, str]
    label_set: str
    kind: str
    sender: Sender
    reply_to: str
    reply_url: str
    sent: datetime | None
    message_id: str
    is_forwarded: bool
    attachments: tuple[Attachment, ...]
    notes: tuple[str, ...]

    @property
    def is_request(self) -> bool:
        return self.kind == "request"

    @property
    def photos(self) -> tuple[Attachment, ...]:
        return tuple(a for a in self.attachments if a.is_photo)
