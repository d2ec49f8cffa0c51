"""Why there is no connection, or none any more, in words; what is not known here is said as the system says it."""

import socket
import ssl

_NO_NAME = ("その名前のサーバーがありません", "there is no host of that name")
_NO_ANSWER = ("返事がありません", "no answer")
_WORDS: tuple[tuple[type[BaseException], tuple[str, str]], ...] = (
    (socket.gaierror, _NO_NAME),
    (ssl.SSLCertVerificationError, ("サーバーの証明書を確かめられません", "the host's certificate cannot be verified")),
    (ConnectionRefusedError, ("サーバーが出ません。ポートが違うか、止まっています", "refused: another port, or it does not run")),
    (TimeoutError, _NO_ANSWER),
    (ConnectionResetError, ("サーバーが切りました", "closed by the host")),
    (BrokenPipeError, ("サーバーが切りました", "closed by the host")),
    (EOFError, ("サーバーが切りました", "closed by the host")),
)  # fmt: skip


def reason(error: BaseException) -> dict[str, str]:
    """The values `detail` and `detail_en` of a problem. Nothing that was typed stands in them."""
    for kind, (ja, en) in _WORDS:
        if isinstance(error, kind):
            return {"detail": ja, "detail_en": en}
    said = getattr(error, "reason", None) or (error.strerror if isinstance(error, OSError) else None)
    words = str(said or type(error).__name__)
    return {"detail": words, "detail_en": words}
