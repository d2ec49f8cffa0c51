"""A reply as a mail that a mail program opens unsent."""

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from adgen.model.profile import Profile


def as_mail(text: str, profile: Profile, to: str, title: str, answers: str) -> bytes:
    """An .eml with the contractor's address as sender, all of his addresses for the answer, and no date: nothing was sent."""
    message = EmailMessage(policy=SMTP)
    message["From"] = Address(profile.name, addr_spec=profile.email)
    message["To"] = to
    message["Reply-To"] = ", ".join(dict.fromkeys((profile.email, *profile.forward_to)))
    message["Subject"] = f"Re: {title or 'ご依頼の件'}"
    if answers.startswith("<") and answers.isascii() and "@" in answers:
        message["In-Reply-To"] = answers
    # Outlook and others open it as a draft, to be sent by a person.
    message["X-Unsent"] = "1"
    message.set_content(text, charset="utf-8")
    return message.as_bytes()
