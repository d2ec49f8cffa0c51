"""What the machine offers: codecs, the console, git, the clock."""

import io
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime

from adgen.doctor import Finding, Grade, Words

_REINSTALL = Words("pip install -U --force-reinstall {} を実行してください", "run pip install -U --force-reinstall {}")


def check_codecs() -> Iterator[Finding]:
    """Each format that telephones write or pages are made of, by making or opening one."""
    for name, try_it, package in (
        ("AVIF", lambda: _round_trip("AVIF"), "pillow"),
        ("WebP", lambda: _round_trip("WEBP"), "pillow"),
        ("JPEG", lambda: _round_trip("JPEG"), "pillow"),
        ("HEIC", _heic, "pi-heif"),
    ):
        yield _codec(name, try_it, package)


def _codec(name: str, try_it: Callable[[], object], package: str) -> Finding:
    try:
        try_it()
    except (ImportError, OSError, KeyError, RuntimeError) as error:
        return Finding(
            "codecs",
            Grade.bad,
            Words(f"{name} の写真を扱えません（{type(error).__name__}）", f"no {name} ({type(error).__name__})"),
            Words(_REINSTALL.ja.format(package), _REINSTALL.en.format(package)),
        )
    return Finding("codecs", Grade.good, Words(f"{name} の写真を扱えます", f"{name} photos"))


def _round_trip(kind: str) -> None:
    """Write a small picture and read it again. Raises what Pillow raises where it cannot."""
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (16, 16), (120, 80, 40)).save(out, kind)
    with Image.open(out) as again:
        again.load()


def _heic() -> None:
    """Raises ImportError without pi-heif, RuntimeError where it was made without a decoder."""
    import pi_heif

    if not pi_heif.libheif_info().get("decoders"):
        raise RuntimeError


def check_console(encoding: str | None) -> Finding:
    """Whether a console of that encoding shows Japanese."""
    name = encoding or "ascii"
    try:
        "写真を、直します。①㎡".encode(name)
    except (UnicodeEncodeError, LookupError):
        return Finding(
            "console",
            Grade.warning,
            Words(f"この画面（{name}）では、日本語が「?」になります", f"this console ({name}) shows no Japanese"),
            Words(
                "PowerShell なら chcp 65001 を打ってから、adgen を動かしてください",
                "in PowerShell type chcp 65001 first, or set PYTHONUTF8=1",
            ),
        )
    return Finding(
        "console", Grade.good, Words(f"画面に日本語が出ます（{name}）", f"the console shows Japanese ({name})")
    )


def check_git() -> Finding:
    """Git is only wanted by those who keep or publish their sites with it."""
    if shutil.which("git"):
        return Finding("git", Grade.good, Words("git が使えます", "git is there"))
    return Finding(
        "git",
        Grade.note,
        Words("git は入っていません", "git is not installed"),
        Words("ページを git で公開するときだけ要ります", "only needed to publish with git"),
    )


def check_clock(now: datetime) -> Finding:
    """The time in Japan as it is reckoned here, so that a wrong clock is seen."""
    shown = f"{now:%Y-%m-%d %H:%M}"
    return Finding(
        "clock",
        Grade.good,
        Words(
            f"いま日本時間で {shown} です。時差の表（tzdata）は要りません",
            f"it is {shown} in Japan; no tzdata is needed",
        ),
    )


def check_fonts() -> Finding:
    """Nothing to install: said because people look for it."""
    return Finding(
        "fonts",
        Grade.good,
        Words(
            "書体は入れなくてかまいません。ページは、見る人の機械の書体で出ます",
            "no fonts are needed: pages are set in those of the reader's machine",
        ),
    )
