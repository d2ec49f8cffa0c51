"""The policy lets a page load its own files, and send its form to one place."""

import pytest

from adgen.pages.policy import content_policy


@pytest.mark.parametrize(
    ("action", "allowed"),
    [
        ("", "'none'"),
        ("https://form.example.jp/a?b=c", "https://form.example.jp"),
        ("https://form.example.jp:8443/", "https://form.example.jp:8443"),
    ],
)
def test_a_form_goes_to_its_own_place_alone(action: str, allowed: str) -> None:
    rules = dict(rule.split(" ", 1) for rule in content_policy(action, ()).split("; "))
    assert rules.pop("form-action") == allowed
    assert rules.pop("default-src") == rules.pop("base-uri") == "'none'"
    assert set(rules.values()) == {"'self'"}
    assert "unsafe" not in content_policy(action, ())


def test_data_blocks_are_named_by_their_digest() -> None:
    """W3C, CSP Level 3, example: the SHA-256 of `alert('Hello, world.');`."""
    named = content_policy("", ["alert('Hello, world.');", "{}"])
    assert "script-src 'self' 'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng=' 'sha256-" in named
