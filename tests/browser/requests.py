"""Requests for the demo contractors: one with everything, several jobs, one that is over, and one that nothing is known of."""

from pathlib import Path

from tests.make import write

WALLS, SEVERAL, OVER, PLAIN = "0123456789abcdef" * 2, "a" * 32, "b" * 32, "c" * 32
REQUESTS = {
    "aozora": {
        WALLS: """
            業種: cross
            作成日: 2026-11-20
            先頭に出す期限: 2026-12-04
            数量: 6畳
            建物: マンション
            事例: [living-yani, living-tsugime, toilet-1shitsu]
            概算:
              - 業種: cross
                根拠: 施工事例
                下限: 58,000円
                上限: 92,000円
                時点: 2026-11-20
                事例: [living-yani, living-tsugime]
            質問: [天井も張り替えますか, 家具はどのくらいありますか]
            一言: はがしてみないとわからない下地のことも、**写真をお見せしながら**ご説明します。
            """,
        OVER: "業種: cross\n作成日: 2026-11-20\n状態: 終了\n",
    },
    "mizuoto": {
        SEVERAL: """
            業種: [leak, faucet, roof]
            作成日: 2026-11-20
            先頭に出す期限: 2026-12-04
            概算:
              - 業種: leak
                根拠: なし
              - 業種: faucet
                根拠: 参考事例
                下限: 24,200円
                時点: 2028-12-01
                事例: [mizumore-senmen]
            """,
    },
    "mikazuki": {PLAIN: "業種: termite\n作成日: 2026-11-20\n先頭に出す期限: 2026-12-04\n"},
}


def plant(sites: Path) -> None:
    """Write the requests into a copy of the demo sites."""
    (case, *_) = sorted((sites / "mizuoto" / "cases").iterdir())
    for site, requests in REQUESTS.items():
        named = {f"{token}.yaml": text.replace("mizumore-senmen", case.name) for token, text in requests.items()}
        write(sites / site / "requests", named)
