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
    rules = dict(rule.split(" ", 1) for rule in content_policy(action).split("; "))
    assert rules.pop("form-action") == allowed
    assert rules.pop("default-src") == rules.pop("base-uri") == "'none'"
    assert set(rules.values()) == {"'self'"}
    assert "unsafe" not in content_policy(action)
