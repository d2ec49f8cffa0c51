"""Small builders for tests: folders from nested dicts, a whole valid site, and photos."""

import io
import struct
import zlib
from collections.abc import Mapping
from pathlib import Path
from textwrap import dedent
from typing import Any

from PIL import Image

# A folder by names: a dict is a folder, a text a file without its common indentation, bytes a file; None: no such file.
Files = Mapping[str, Any]
Colour = tuple[int, int, int]


def write(root: Path, files: Files) -> Path:
    """Write `files` below `root`, which is made."""
    root.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        if isinstance(content, Mapping):
            write(root / name, content)
        elif isinstance(content, bytes):
            (root / name).write_bytes(content)
        elif content is not None:
            (root / name).write_text(dedent(content).lstrip("\n"), "utf-8")
    return root


def merged(base: Files, changes: Files) -> Files:
    """`base` with `changes`: folders are merged, files replaced."""
    both = dict(base)
    for name, content in changes.items():
        old = both.get(name)
        both[name] = merged(old, content) if isinstance(old, Mapping) and isinstance(content, Mapping) else content
    return both


def read_tree(root: Path) -> dict[str, bytes]:
    """Every file below `root` by its path, hidden ones included."""
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in sorted(root.rglob("*")) if p.is_file()}


def site(folder: Path, changes: Files | None = None) -> Path:
    """A contractor's folder that is complete and without a mistake, with `changes`."""
    return write(folder, merged(SITE, changes or {}))


def image(size: tuple[int, int] = (64, 48), colour: Colour = (120, 80, 40)) -> Image.Image:
    """A picture with something in it: a quarter of the colour's light at the top left, white at the bottom right."""
    made = Image.new("RGB", size, colour)
    half = (size[0] // 2, size[1] // 2)
    red, green, blue = colour
    made.paste((red // 4, green // 4, blue // 4), (0, 0, *half))
    made.paste((255, 255, 255), (*half, *size))
    return made


def below_a_lit_sky(size: tuple[int, int], colour: Colour) -> Image.Image:
    """One colour below a strip of white: light enough to lack none, and dark where text may stand on it."""
    made = Image.new("RGB", size, colour)
    made.paste((255, 255, 255), (0, 0, size[0], size[1] // 9))
    return made


def jpeg(size: tuple[int, int] = (64, 48), colour: Colour = (120, 80, 40), **options: Any) -> bytes:
    """A JPEG of `image`; `options` are those of Pillow (exif, comment, icc_profile, ...)."""
    return encoded(image(size, colour), "JPEG", **{"quality": 90, **options})


def encoded(picture: Image.Image, kind: str, **options: Any) -> bytes:
    """The bytes of a picture in a format of Pillow."""
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def heic(picture: Image.Image, **options: Any) -> bytes:
    """A HEIC as a telephone writes it; pixels almost as they are. `options` are those of pillow_heif.

    With an EXIF orientation it is written as the file's own transformation, which is the one that counts.
    """
    import pillow_heif

    tags = options.pop("exif", None)
    if tags is not None:
        options["exif"] = tags.tobytes()
    out = io.BytesIO()
    pillow_heif.from_pillow(picture).save(
        out, **{"quality": 95, "chroma": 444, "enc_params": {"preset": "ultrafast"}, **options}
    )
    return out.getvalue()


def exif(**tags: Any) -> Image.Exif:
    """EXIF with an orientation, and whatever else a telephone writes: its name, a place, a thumbnail."""
    made = Image.Exif()
    made[0x0112] = tags.get("orientation", 1)
    made[0x010F] = "Handmade Phone"
    made[0x013B] = "Taro Mihon"
    place = made.get_ifd(0x8825)
    place[1], place[2] = "N", (35.0, 10.0, 12.5)
    place[3], place[4] = "E", (136.0, 57.0, 54.25)
    return made


def png_header(width: int, height: int, *, depth: int = 8, kind: int = 2, data: bytes = b"") -> bytes:
    """A PNG whose header promises a size and whose pixels are `data` (already deflated)."""
    header = struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(map(_chunk, (b"IHDR", b"IDAT", b"IEND"), (header, data, b"")))


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


SITE: Files = {
    "site.yaml": """
        屋号: 青空内装
        代表者: 見本 修
        メール: info@example.jp
        公開アドレス: https://example.jp/a/
        電話: 03-0000-0000
        所在地: 愛知県名古屋市千種区見本町0-0
        営業時間: 8:00〜19:00
        定休日: 日曜
        一言: 下地から直します。
        自己紹介: 夫婦でやっている壁紙の店です。
        業種: 壁紙・クロス張替え
        営業エリア:
          - 都道府県: 愛知県
            市区町村: 名古屋市、春日井市
        強み:
          - 見出し: はがしてから手を止めます
            説明: 下地の写真をお見せします。
            根拠: 下地の写真を保管（2019年から）
        トップ写真:
          ファイル: photos/hero.jpg
          説明: 明るい居間
        更新日: 2026-11-18
        """,
    "services": {
        "kabegami.md": """
            ---
            題名: 壁紙の張替え
            業種: 壁紙・クロス張替え
            要約: 6畳を1日で張り替えます。
            料金:
              - 項目: 量産品
                単位: ㎡
                金額: 1,320円〜1,540円
            ---
            はがしてから張ります。
            """,
    },
    "cases": {
        "living": {
            "case.md": """
                ---
                題名: 居間の壁を白く
                業種: 壁紙・クロス張替え
                業務: kabegami
                地域: 名古屋市千種区
                建物: マンション
                施工年月: 2026年4月
                工期: 2日
                費用: 121,440円
                費用の範囲: 壁と天井62㎡
                ご要望: 壁を白くしたい。
                施工内容: 1日目は窓側、2日目は残りです。
                自社施工: 元請
                掲載承諾: 2026-05-18
                ---
                窓を開けて乾かしました。
                """,
            "施工前1.jpg": jpeg(colour=(150, 120, 60)),
            "施工後1.jpg": jpeg(colour=(220, 220, 210)),
        },
        "toilet": {
            "case.md": """
                ---
                題名: トイレの壁紙
                業種: 壁紙・クロス張替え
                地域: 春日井市
                建物: 戸建て
                施工年月: 2025年9月
                工期: 半日
                費用: 27,500円
                費用の範囲: 壁と天井
                ご要望: 壁を明るくしたい。
                施工内容: 半日で張りました。
                自社施工: 元請
                ---
                """,
        },
    },
    "photos": {"hero.jpg": encoded(below_a_lit_sky((96, 54), (70, 110, 160)), "JPEG")},
}
