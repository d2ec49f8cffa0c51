"""Which pages are rendered anew when the company becomes another one."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from adgen.pages.render import Renderer
from adgen.pages.view import Company
from adgen.pages.watched import Seen, Watched, is_as_seen
from adgen.plan import Plan
from adgen.plumbing.recollection import Recollection
from tests import make
from tests.plan.planning import plan_of

TEMPLATES = {
    "name.html": "{{ company.name }}",
    "motto.html": "{{ company.profile.tagline }}{{ view.title }}",
    "areas.html": "{% for it in company.areas %}{{ it.prefecture }}{% endfor %}{{ shared('foot.html') }}",
    "foot.html": "{{ company.address }}",
    "whole.html": "{{ company }}",
    "profile.html": "{{ company.profile == view.profile }}",
    "fields.html": "{% for name, it in company.profile %}{{ name }}{% endfor %}",
}
# What becomes different -> the templates whose pages show it.
CHANGES: dict[str, tuple[Mapping[str, Any], set[str]]] = {
    "the name": ({"name": "緑内装"}, {"name", "whole"}),
    "the address, which is shared": ({"address": "緑区"}, {"areas", "whole"}),
    "the areas": ({"areas": ()}, {"areas", "whole"}),
    "what none of them shows": ({"colour": "#123456"}, {"whole"}),
}


@pytest.fixture
def company(tmp_path: Path) -> Company:
    plan: Plan = plan_of(tmp_path)
    found: Company = plan.pages[0].values["company"]
    return found


class Pages:
    """Renders every template once a round, and tells which of them were rendered anew."""

    def __init__(self, folder: Path, company: Company) -> None:
        make.write(folder, {"templates": TEMPLATES})
        self.renderer, self.memory = Renderer(folder), Recollection()
        self.view = {"title": "題名", "profile": company.profile}

    def render(self, company: Company) -> dict[str, bytes]:
        values = {"company": company, "page": SimpleNamespace(root=""), "view": self.view}
        return {
            name.removesuffix(".html"): self.renderer.page(name, name, values, self.memory)
            for name in TEMPLATES
            if name != "foot.html"
        }

    def anew(self, before: dict[str, bytes], after: dict[str, bytes]) -> set[str]:
        """The same bytes are the same object only where nothing was rendered."""
        return {name for name, page in after.items() if page is not before[name]}


def cold(pages: Pages, company: Company) -> dict[str, bytes]:
    fresh = Pages.__new__(Pages)
    fresh.renderer, fresh.memory, fresh.view = pages.renderer, None, pages.view  # type: ignore[assignment]
    return fresh.render(company)


@pytest.mark.parametrize("name", CHANGES)
def test_a_page_is_rendered_anew_when_it_shows_what_changed(name: str, tmp_path: Path, company: Company) -> None:
    change, shown = CHANGES[name]
    pages = Pages(tmp_path / "theme", company)
    before = pages.render(company)
    assert before == cold(pages, company)
    other = replace(company, **change)
    after = pages.render(other)
    assert (pages.anew(before, after), after) == (shown, cold(pages, other))


def test_of_the_profile_too_only_what_is_shown_counts(tmp_path: Path, company: Company) -> None:
    pages = Pages(tmp_path / "theme", company)
    before = pages.render(company)
    for field, text, shown in (("tagline", "別の一言", {"motto"}), ("hours", "9:00〜17:00", set())):
        other = replace(company, profile=company.profile.model_copy(update={field: text}))
        after = pages.render(other)
        assert pages.anew(before, after) == {"whole", "profile", "fields", *shown}
        assert after == cold(pages, other)
        before = pages.render(company)


def test_another_value_template_or_renderer_is_another_page(tmp_path: Path, company: Company) -> None:
    pages = Pages(tmp_path / "theme", company)
    before = pages.render(company)
    pages.view = {**pages.view, "title": "別の題名"}
    assert pages.anew(before, pages.render(company)) == set(before)
    before = pages.render(company)
    pages.renderer = Renderer(tmp_path / "theme")
    assert pages.anew(before, pages.render(company)) == set(before)
    values = {"company": company, "page": SimpleNamespace(root=""), "view": pages.view}
    assert pages.renderer.page("name.html", "motto.html", values, pages.memory) == before["motto"]


def test_what_is_seen_is_noted_part_by_part(company: Company) -> None:
    seen: Seen = {}
    watched = Watched(company, seen)
    assert (watched.name, watched.profile.hours) == (company.name, company.profile.hours)
    assert seen == {("name",): company.name, ("profile", "hours"): company.profile.hours}
    assert is_as_seen(replace(company, address="緑区"), seen)
    assert not is_as_seen(replace(company, name="緑内装"), seen)
    with pytest.raises(AttributeError):
        _ = watched.nothing
    assert (hash(watched), str(watched), repr(watched)) == (hash(company), str(company), repr(company))
    assert seen[()] is company
