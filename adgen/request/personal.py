"""What a letter tells of its sender, sorted for the record: the gate of the build looks for nothing else."""

from collections.abc import Mapping

from adgen.inquiry.mail.letter import Letter
from adgen.inquiry.redact.leaks import known_of
from adgen.inquiry.script import plain

# Class of redact -> list of the record.
_LISTS = {"name": "names", "phone": "phones", "email": "mails", "address": "addresses", "postal": "addresses"}
_LABELS = {"name": "name", "phone": "phone", "mail": "email", "postal": "postal"}


def personal_of(letter: Letter) -> Mapping[str, tuple[str, ...]]:
    """names, phones, mails, addresses and others, each as it was written and each once."""
    found: dict[str, list[str]] = {"names": [], "phones": [], "mails": [], "addresses": [], "others": []}
    facts = list(known_of([letter.subject, letter.text, letter.body]).facts)
    facts += [
        (kind, letter.labels[label].split("\n")[0]) for label, kind in _LABELS.items() if letter.labels.get(label)
    ]
    # A portal writes from its own address; whoever writes himself has one of his own.
    if not letter.sender.is_trusted and not letter.reply_url and letter.label_set == "free":
        facts += [("email", letter.sender.address), ("email", letter.reply_to), ("name", letter.sender.name)]
    for kind, text in facts:
        if plain(text).strip():
            found[_LISTS.get(kind, "others")].append(text.strip())
    return {name: tuple(dict.fromkeys(listed)) for name, listed in found.items()}
