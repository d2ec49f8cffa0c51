"""Whatever stands in the files of a folder: reading, showing and the rules never raise, and all that they tell has words."""

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from adgen.content.claims import RULES, check_claims
from adgen.content.declared import fields_of
from adgen.content.due import due_dates
from adgen.content.load import load_site
from adgen.content.schema import FILES
from adgen.content.visible import Showing, shown
from adgen.model.declare import Record
from adgen.problems.catalogue import explain
from tests import make
from tests.content.reading import TODAY

VALUES = st.one_of(
    st.sampled_from(
        [
            "",
            "はい",
            "いいえ",
            "壁紙",
            "2026年4月",
            "平成40年",
            "12万円",
            "12万円＋税",
            "必ず1番",
            "x",
            "[a, b]",
            "{a: b}",
            "../x.jpg",
            "施工後1.jpg",
        ]
    ),
    st.text("あ壁紙12年月日円〜、,.%必ず件No", max_size=8),
)


def entries(record: type[Record], depth: int = 0) -> st.SearchStrategy[str]:
    """Lines of YAML: some fields of a record with their examples or something else, nested as it is declared."""
    declared = list(fields_of(record).values())

    def written(n: int, value: str, is_good: bool, below: str) -> str:
        field = declared[n % len(declared)]
        key = field.spellings[n % len(field.spellings)]
        if field.record and not field.record.shorthand and not is_good and depth < 2:
            return f"{key}:\n" + "".join(f"  {line}\n" for line in below.splitlines())
        return f"{key}: {field.example if is_good else value}\n"

    below = entries(declared[-1].record or record, depth + 1) if depth < 2 else st.just("")
    one = st.builds(written, st.integers(0, 99), VALUES, st.booleans(), below)
    return st.lists(one, max_size=6).map("".join)


def document(record: type[Record]) -> st.SearchStrategy[str]:
    bodies = st.sampled_from(["", "必ず直します。", "地域No.1（税別）\n佐藤様邸"])
    return st.builds(lambda front, body: f"---\n{front}---\n{body}\n", entries(record), bodies)


@given(
    site=entries(FILES["site.yaml"]),
    case=document(FILES["case.md"]),
    service=document(FILES["service.md"]),
    people=st.tuples(*(entries(FILES[name]) for name in ("staff.yaml", "voices.yaml", "faq.yaml"))),
    request=entries(FILES["request.yaml"]),
    showing=st.builds(Showing, st.just(TODAY), st.booleans(), st.booleans()),
)
@settings(max_examples=60)
def test_any_site(
    site: str, case: str, service: str, people: tuple[str, str, str], request: str, showing: Showing
) -> None:
    files: make.Files = {
        "site.yaml": site,
        "cases": {"a": {"case.md": case, "施工後1.jpg": b"x"}, "b": {"case.md": service}},
        "requests": {f"{'0' * 32}.yaml": request},
        "services": {"a.md": service, "b.md": case},
        **dict(zip(("staff.yaml", "voices.yaml", "faq.yaml"), people, strict=True)),
    }
    with tempfile.TemporaryDirectory() as place:
        whole, problems = load_site(make.write(Path(place) / "青空", files))
        visible, omissions = shown(whole, showing)
        assert due_dates(whole) == tuple(sorted(due_dates(whole)))
        claims = [found for rule in RULES for found in rule(visible, TODAY)]
        for found in [*problems, *omissions, *claims, *check_claims(visible, TODAY, {})]:
            assert explain(found, "ja")
            assert explain(found, "en")
