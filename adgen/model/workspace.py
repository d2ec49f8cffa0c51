"""adgen.yaml: the optional settings of a folder with many sites."""

from typing import Annotated

from adgen.model.declare import Record, Says
from adgen.model.values import Count, File, Hours, Line, Lines, Root, YesNo


class Portal(Record):
    """What a referral portal allows in an answer."""

    name: Annotated[Line, Says("名前", "紹介サイトの名前", "Name of the portal", "お客さま紹介サービス")]
    domains: Annotated[
        Lines,
        Says(
            "ドメイン",
            "紹介メールの送信元、または返信画面のドメイン",
            "Domains of its mails or of its page for answers",
            "portal.example.jp",
        ),
    ] = ()
    limit: Annotated[
        Count | None, Says("文字数", "返信に書ける文字数", "Characters that an answer may have", "1000")
    ] = None
    links: Annotated[
        YesNo,
        Says(
            "連絡先",
            "返信にリンクと電話番号を書けるか",
            "Whether links and telephone numbers are allowed in an answer",
            "いいえ",
        ),
    ] = True


class Destination(Record):
    """A place that sites are published to, under a name of one's own. Never with a password."""

    name: Annotated[Line, Says("名前", "公開先の呼び名", "What the place is called", "本番")]
    address: Annotated[
        Line,
        Says(
            "場所",
            "フォルダ、または sftp:// ftps:// ftp:// s3:// で始まるアドレス。{site} は会社ごとの公開名になります。パスワードは書きません",
            "A folder or an address (sftp, ftps, ftp, s3); {site} is the name of each site; never a password",
            "sftp://aozora@www.example.jp/home/aozora/www",
        ),
    ]


class Workspace(Record):
    """adgen.yaml. Paths are inside the workspace; options of a command win over it."""

    sites: Annotated[
        File, Says("サイトのフォルダ", "会社ごとのフォルダを置く場所", "Folder of the contractors' folders", "sites")
    ] = "sites"
    output: Annotated[
        File, Says("出力先", "できたページを置く場所", "Folder for the pages", "build", also=("output_dir",))
    ] = "build"
    base_url: Annotated[
        Root | None,
        Says(
            "公開アドレス",
            "出力先を公開するアドレス。サイトはその下に並びます",
            "Address of the output folder; the sites stand below it",
            "https://example.jp/",
        ),
    ] = None
    strict: Annotated[
        YesNo, Says("きびしく", "重い注意があれば公開しない", "Serious warnings fail the build", "いいえ")
    ] = False
    index: Annotated[
        YesNo,
        Says("一覧ページ", "出力先に一覧の index.html を作るか", "Whether the list of all sites is written", "はい"),
    ] = True
    trusted_senders: Annotated[
        Lines,
        Says(
            "信頼する送信元",
            "紹介メールの送信元のドメイン。似せたドメインを知らせます",
            "Domains that portals send from; look-alikes are told",
            "ienakama.com",
        ),
    ] = ()
    portals: Annotated[tuple[Portal, ...], Says("紹介サイト", "返信の決まり", "What portals allow in answers", "")] = ()
    targets: Annotated[
        tuple[Destination, ...],
        Says("公開先", "adgen publish がページを送る場所", "Where adgen publish sends the pages", ""),
    ] = ()
    reply_targets: Annotated[
        Hours,
        Says(
            "返信の目標",
            "届いてから何時間で、注意・遅れ・期限切れとするか",
            "Hours after which an unanswered request is told, late, overdue",
            "1、4、24",
        ),
    ] = (1, 4, 24)
    keep_days: Annotated[
        Count,
        Says(
            "依頼の保管日数",
            "動きがなくなった依頼の記録を、何日で消してよいか",
            "Days after which the record of a request with no news may go",
            "180",
        ),
    ] = 180
