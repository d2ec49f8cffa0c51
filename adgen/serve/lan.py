"""The address of this machine in its own network, and the secret that stands in front of every path there."""

import secrets
import socket

# An address of the documentation (RFC 5737): the system says which way it would go, and nothing is sent.
_SOMEWHERE = ("192.0.2.1", 9)
_BYTES = 16


def own_address() -> str:
    """The address under which others in the network reach this machine. Raises OSError without a network."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        asking.connect(_SOMEWHERE)
        return str(asking.getsockname()[0])


def new_token() -> str:
    """128 random bits for an address."""
    return secrets.token_urlsafe(_BYTES)
