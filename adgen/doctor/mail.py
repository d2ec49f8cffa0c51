"""紹介メールが届かない: what a contractor can see to himself, from what he wrote and from what has come in so far."""

import difflib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from adgen.doctor import NOTHING, Finding, Grade, Words, of_problem
from adgen.inquiry.mail.read import read_letter
from adgen.model.profile import Profile
from adgen.plumbing.folder import Folder, NotPlain, TooLarge
from adgen.problems import Problem

# Where most mail in Japan goes; what only looks like one of them is a slip of the finger.
_PROVIDERS = (
    "gmail.com", "yahoo.co.jp", "icloud.com", "outlook.jp", "outlook.com", "hotmail.com", "hotmail.co.jp",
    "docomo.ne.jp", "ezweb.ne.jp", "au.com", "softbank.ne.jp", "i.softbank.jp", "ymobile.ne.jp", "rakumail.jp",
)  # fmt: skip
_ALIKE = 0.85
# By default the filters of these refuse mails from computers that hold links, as referrals do.
_CARRIERS = ("docomo.ne.jp", "ezweb.ne.jp", "au.com", "softbank.ne.jp", "i.softbank.jp", "ymobile.ne.jp")
# RFC 2606, and .jp as JPRS keeps it.
_EXAMPLES = (".example.jp", ".example.com", ".example.net", ".example.org")
_MOST_BYTES = 40 * 1024**2


def check_addresses(profile: Profile, problems: Iterable[Problem]) -> Iterator[Finding]:
    """The address of the profile and those that mails are forwarded to; `problems` are those of reading the site."""
    wrong = [p for p in problems if p.is_error and p.values.get("key") in ("email", "forward_to")]
    yield from (of_problem("address", found) for found in wrong)
    keys = {found.values["key"] for found in wrong}
    # In the place of what cannot be read stands an example.
    if "email" not in keys:
        yield from _address(profile.email, Words("メール", "email"))
    if "forward_to" in keys:
        return
    for address in profile.forward_to:
        yield from _address(address, Words("転送先", "forward_to"))
    if profile.email in profile.forward_to:
        yield Finding(
            "address",
            Grade.warning,
            Words("転送先がメールと同じです", "forward_to repeats the address"),
            Words(
                "転送先は、外で見られる別のアドレスにしてください", "forward to another address, one you see outside"
            ),
        )
    if not profile.forward_to:
        yield Finding(
            "address",
            Grade.note,
            Words("転送先は書いてありません", "no forward_to is given"),
            Words("外で気づけるように、スマートフォンのアドレスを 転送先 に書けます", "an address on your phone could stand there"),
        )  # fmt: skip


def _address(address: str, kind: Words) -> Iterator[Finding]:
    domain = address.rpartition("@")[2].lower()
    near = difflib.get_close_matches(domain, _PROVIDERS, n=1, cutoff=_ALIKE)
    if f".{domain}".endswith(_EXAMPLES):
        yield _doubtful(
            Words(f"{kind.ja}が見本のままです: {address}", f"{kind.en} is an example: {address}"),
            Words("本当のアドレスを書いてください", "write the real address"),
        )
    elif near and domain not in _PROVIDERS:
        yield _doubtful(
            Words(f"{kind.ja}の打ちまちがいかもしれません: {address}", f"{kind.en} may be mistyped: {address}"),
            Words(f"{near[0]} ではありませんか", f"should it be {near[0]}?"),
        )
    elif domain in _CARRIERS:
        yield _doubtful(
            Words(f"{kind.ja}が携帯電話会社のアドレスです: {address}", f"{kind.en} belongs to a telephone company: {address}"),
            Words(
                "迷惑メール設定で、パソコンからのメールと URL の入ったメールを受け取るようにしてください",
                "allow mails from computers and mails with links in its filter",
            ),
        )  # fmt: skip
    else:
        yield Finding("address", Grade.good, Words(f"{kind.ja}: {address}", f"{kind.en}: {address}"))


def _doubtful(says: Words, what: Words) -> Finding:
    return Finding("address", Grade.warning, says, what)


def check_senders(trusted: Sequence[str], came: Counter[str]) -> Iterator[Finding]:
    """Which senders must be let in: those of adgen.yaml, and those that referrals came from so far, with their number."""
    known = list(dict.fromkeys(domain.rpartition("@")[2].lower() for domain in trusted))
    if not known and not came:
        yield Finding(
            "senders",
            Grade.warning,
            Words("紹介メールの送信元が、まだわかりません", "it is not known yet who sends referrals"),
            Words(
                "紹介サイトの案内にある送信元のドメインを、adgen.yaml の 信頼する送信元 に書いてください。例: ienakama.com",
                "write the domain that the portal sends from into trusted_senders of adgen.yaml, such as ienakama.com",
            ),
        )
    for domain in dict.fromkeys([*known, *came]):
        count = came[domain]
        arrived = Words(f"{count}通届いています" if count else "まだ届いていません", f"{count} mails so far")
        listed = any(domain == one or domain.endswith(f".{one}") for one in known)
        allow = Words(
            f"メールの迷惑メール設定で、@{domain} からのメールを受け取るようにしてください",
            f"let @{domain} through the filter of your mail",
        )
        add = Words(
            f"紹介サイトのものなら、adgen.yaml の 信頼する送信元 に {domain} を足してください",
            f"if it is a portal's, add {domain} to trusted_senders of adgen.yaml",
        )
        grade = Grade.good if listed and count else Grade.note if listed else Grade.warning
        yield Finding(
            "senders",
            grade,
            Words(f"@{domain} から{arrived.ja}", f"@{domain}: {arrived.en}"),
            NOTHING if grade == Grade.good else allow if listed else add,
        )


def senders_of(site: Path) -> Counter[str]:
    """The domains that referrals in the inbox came from, with their number; mails of customers themselves do not count."""
    folder = Folder(site)
    found: Counter[str] = Counter()
    for token in folder.names("inbox"):
        try:
            letter = read_letter(folder.read(f"inbox/{token}/mail.eml", _MOST_BYTES))
        except (FileNotFoundError, NotPlain, TooLarge, OSError):
            continue
        if letter.label_set != "free" and letter.sender.domain:
            found[letter.sender.domain] += 1
    return found
