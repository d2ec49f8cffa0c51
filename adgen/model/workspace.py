"""adgen.yaml: the optional settings of a folder with many sites."""

from typing import Annotated

from adgen.model.declare import Record, Says
from adgen.model.values import File, Web, YesNo


class Workspace(Record):
    """adgen.yaml. Paths are inside the workspace; options of a command win over it."""

    sites: Annotated[
        File, Says("サイトのフォルダ", "会社ごとのフォルダを置く場所", "Folder of the contractors' folders", "sites")
    ] = "sites"
    output: Annotated[
        File, Says("出力先", "できたページを置く場所", "Folder for the pages", "build", also=("output_dir",))
    ] = "build"
    base_url: Annotated[
        Web | None,
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
