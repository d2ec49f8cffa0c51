"""Pages of plain text: privacy, the legal notice, and the page for a wrong address."""

from adgen import trades
from adgen.model.parts import Privacy
from adgen.model.profile import Profile
from adgen.pages.view import Link, TextPage

_PURPOSES = ("お問い合わせへのお返事", "現地調査と見積もりのご連絡", "ご契約後の工事とアフターのご連絡")


def privacy_page(profile: Profile) -> TextPage:
    """What is done with what a visitor writes into the form (個人情報保護法21条, 32条)."""
    privacy = profile.privacy or Privacy()
    window = privacy.contact or f"{profile.representative}（{profile.email}）"
    return TextPage(
        heading="個人情報の取り扱い",
        lead=f"{profile.name}は、フォームやメールでいただいたお名前・ご連絡先・ご相談の内容を、次のとおり扱います。",
        sections=(
            ("利用目的", tuple(privacy.purposes or _PURPOSES)),
            (
                "第三者への提供",
                (
                    "法令で求められた場合を除き、ご本人の同意なしにほかの会社や個人へ渡しません。",
                    "工事を手伝う協力会社には、工事に要る範囲でお伝えすることがあります。",
                ),
            ),
            ("保管期間", (privacy.kept or "利用目的に必要な間だけ保管し、要らなくなれば消します。",)),
            ("開示・訂正・削除", (f"お申し出は次の窓口で承ります。{window}",)),
            (
                "このページについて",
                (
                    "このホームページは、クッキーも、閲覧を記録する仕組みも使っていません（サーバーに残る通信の記録を除きます）。",
                ),
            ),
        ),
        links=(),
    )


def legal_page(profile: Profile) -> TextPage:
    """特定商取引法11条."""
    parts = tuple(p.strip() for p in (profile.legal_notice or "").split("\n") if p.strip())
    return TextPage(
        "特定商取引法に基づく表記",
        f"{profile.name}がインターネットで注文を受けるときの表記です。",
        (("表記", parts),),
        (),
    )


def not_found_page(*, has_cases: bool) -> TextPage:
    """A wrong address, and where to go on."""
    links = [Link("トップページ", "index.html"), *([Link("施工事例", "cases/index.html")] if has_cases else [])]
    return TextPage(
        heading="ページが見つかりません",
        lead="アドレスが変わったか、掲載を終えたページです。",
        sections=(),
        links=tuple(links),
    )


def heading_for(names: tuple[str, ...]) -> str:
    """壁紙・クロス張替えをご検討の方へ, for the ids of some trades."""
    labels = [trades.trades()[name].label.partition("(")[0] for name in dict.fromkeys(names)]
    return f"{'と'.join(labels) if len(labels) < 3 else '、'.join(labels)}をご検討の方へ"
