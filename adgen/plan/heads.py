"""What the <head> of each page says."""

from dataclasses import dataclass

from markupsafe import Markup

from adgen.pages.linked_data import breadcrumbs, script
from adgen.pages.policy import content_policy
from adgen.pages.qr import qr
from adgen.pages.view import Head, Link, Picture
from adgen.plumbing.recollection import Recollection

_DESCRIPTION = 120
# What somebody prints and leaves at a door; a list of cases is no such page.
_PRINTED = ("home", "case", "service")
# A page whose address is known only to whom it was sent: no list, no search engine and no other host may learn it.
REQUEST = "request"
# Where breadcrumbs would lead nowhere, or say where the page stands.
_NOWHERE = ("home", "name", REQUEST)


@dataclass(frozen=True)
class Heads:
    """Makes heads for one site. `base` is the absolute address of its root with `/` at the end, or "".

    `memory` knows the codes of addresses from the build before.
    """

    name: str
    base: str
    noindex: bool
    share_image: str
    form_action: str
    memory: Recollection | None = None

    def head(
        self,
        kind: str,
        path: str,
        title: str,
        description: str,
        *,
        trail: tuple[Link, ...] = (),
        data: tuple[Markup, ...] = (),
        image: str = "",
        preload: Picture | None = None,
        noindex: bool = False,
    ) -> Head:
        """The head of the page at `path`; `trail` are the pages between the home page and this one."""
        crumbs = () if kind in _NOWHERE else (Link(self.name, "index.html"), *trail, Link(title, path, current=True))
        share = image or self.share_image
        blocks = (*data, script(breadcrumbs(crumbs, self.base))) if crumbs else data
        is_secret = kind == REQUEST
        noindex = noindex or is_secret
        canonical = self.base + path.removesuffix("index.html") if self.base and not noindex else ""
        return Head(
            kind=kind,
            title=title if kind in ("home", "name") else f"{title}｜{self.name}",
            description=shorten(description),
            path=path,
            root="../" * path.count("/"),
            canonical=canonical,
            robots="noindex,nofollow" if is_secret else "noindex" if noindex or self.noindex else "",
            share_image=self.base + share if self.base and share else "",
            json_ld=blocks,
            breadcrumbs=crumbs,
            preload=preload,
            qr=self._code(canonical) if canonical and kind in _PRINTED else Markup(),
            policy=content_policy(self.form_action, blocks),
            referrer="no-referrer" if is_secret else "",
        )

    def _code(self, address: str) -> Markup:
        """The QR code of an address, which depends on nothing else."""
        if self.memory is None:
            return qr(address)
        return self.memory.same(("qr", address), lambda _: True, lambda: (None, qr(address)))


def shorten(text: str) -> str:
    """At most 120 characters, cut behind a sentence where there is one."""
    text = " ".join(text.split())
    if len(text) <= _DESCRIPTION:
        return text
    cut = text[:_DESCRIPTION]
    end = cut.rfind("。")
    return cut[: end + 1] if end > _DESCRIPTION // 3 else cut[:-1] + "…"
