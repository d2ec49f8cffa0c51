"""Why there is no connection, in words of both languages."""

import re
import socket
import ssl

import pytest

from adgen.publish.reasons import reason


@pytest.mark.parametrize(
    "error",
    [
        socket.gaierror(-2, "Name or service not known"),
        ssl.SSLCertVerificationError(1, "certificate verify failed"),
        ConnectionRefusedError(111, "Connect call failed ('127.0.0.1', 1)"),
        TimeoutError(),
        ConnectionResetError(104, "Connection reset by peer"),
        EOFError(),
    ],
)
def test_what_is_known_is_said_in_both_languages(error: BaseException) -> None:
    said = reason(error)
    assert not re.search("[A-Za-z]", said["detail"])
    assert said["detail_en"].isascii()


def test_what_is_not_known_is_said_as_it_came() -> None:
    assert reason(OSError(5, "Input/output error"))["detail"] == "Input/output error"
    assert reason(ValueError())["detail_en"] == "ValueError"
