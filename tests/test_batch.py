"""A folder of photos into a folder of their sizes, without a site around them."""

import io
import os
from pathlib import Path

import pytest
from PIL import Image

from adgen.batch import Batch, develop_folder
from adgen.model.picture import Encoding
from adgen.plumbing.folder import MAX_ENTRIES
from adgen.plumbing.processes import Processes
from adgen.plumbing.tasks import Loss
from adgen.plumbing.team import Workers
from adgen.problems import Problem
from tests import make
from tests.here import Here
from tests.photos.samples import FIELD, RED, near, turned
from tests.photos.test_develop import SECRETS, heavy, pixel

BATCH = Batch((16, 64, 128), {"jpeg": Encoding(90)})
Made = dict[str, int | str]


def run(source: Path, target: Path, batch: Batch = BATCH, workers: Workers | None = None) -> Made:
    """By name, how many files were made of a photo, or the code of its problem."""
    with workers or Here() as crew:
        found = develop_folder(source, target, batch, crew)
    assert len(found) == len({name for name, _ in found})
    return {name: one.code if isinstance(one, Problem) else one for name, one in found}


def size_of(path: Path) -> tuple[int, int]:
    with Image.open(path) as picture:
        return picture.size


def test_every_photo_in_every_width_and_format(tmp_path: Path) -> None:
    source = make.write(
        tmp_path / "in",
        {
            "居間.jpg": make.jpeg((200, 100)),
            "small.png": make.encoded(make.image((40, 30)), "PNG"),
            "IMG_1.HEIC": make.heic(make.image((80, 60))),
            "notes.txt": "mine",
            ".hidden.jpg": make.jpeg(),
            "folder.jpg": {"x.jpg": make.jpeg()},
        },
    )
    formats = {"avif": Encoding(60, 9), "jpeg": Encoding(90), "webp": Encoding(75)}
    assert run(source, tmp_path / "a/b", Batch(BATCH.widths, formats)) == {
        "IMG_1.HEIC": 9,
        "small.png": 6,
        "居間.jpg": 9,
    }
    sizes = {p.name: size_of(p) for p in (tmp_path / "a/b").iterdir()}
    expected = {
        "居間": ((16, 8), (64, 32), (128, 64)),
        "IMG_1": ((16, 12), (64, 48), (80, 60)),
        "small": ((16, 12), (40, 30)),
    }
    assert sizes == {
        f"{stem}-{size[0]}.{ending}": size
        for stem, made in expected.items()
        for size in made
        for ending in ("avif", "jpg", "webp")
    }  # fmt: skip


def test_upright_and_without_metadata(tmp_path: Path) -> None:
    photos = {"turned.jpg": turned(6), **{f"{kind}.{kind.lower()}": heavy(kind) for kind in ("JPEG", "PNG", "TIFF")}}
    run(make.write(tmp_path / "in", photos), tmp_path / "out", Batch((3 * FIELD,), BATCH.encodings))
    with Image.open(tmp_path / f"out/turned-{3 * FIELD}.jpg") as picture:
        assert near(pixel(picture, 1 / 6, 0.25), RED)
    for path in (tmp_path / "out").iterdir():
        assert [secret for secret in SECRETS if secret in path.read_bytes()] == []
        assert dict(Image.open(io.BytesIO(path.read_bytes())).getexif()) == {}


def test_names_that_differ_in_their_ending_only(tmp_path: Path) -> None:
    png = make.encoded(make.image((64, 48), (10, 200, 10)), "PNG")
    source = make.write(
        tmp_path / "in", {"a.jpg": make.jpeg(), "A.png": png, "b.jpg": make.jpeg(), "a.b.jpg": make.jpeg()}
    )
    batch = Batch((16,), BATCH.encodings)
    assert run(source, tmp_path / "out", batch) == {"A.png": 1, "a.b.jpg": 1, "a.jpg": 1, "b.jpg": 1}
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == [
        "A.png-16.jpg", "a.b-16.jpg", "a.jpg-16.jpg", "b-16.jpg",
    ]  # fmt: skip


def test_broken_photos_are_told_and_the_others_made(tmp_path: Path) -> None:
    broken = {"cut.jpg": make.jpeg((200, 150))[:-400], "empty.jpg": b"", "huge.png": make.png_header(10_000, 6_001)}
    source = make.write(tmp_path / "in", {**broken, "a.jpg": make.jpeg(), "z.jpg": make.jpeg()})
    (source / "link.jpg").symlink_to(source / "a.jpg")
    codes = {"cut.jpg": "E206", "empty.jpg": "E204", "huge.png": "E205", "link.jpg": "E202"}
    assert run(source, tmp_path / "out") == {"a.jpg": 2, "z.jpg": 2, **codes}
    assert {p.name.partition("-")[0] for p in (tmp_path / "out").iterdir()} == {"a", "z"}


def test_processes_make_the_same(tmp_path: Path) -> None:
    photos = {f"{n}.jpg": make.jpeg((90 + n, 60), (n * 20, 90, 10)) for n in range(5)}
    source = make.write(tmp_path / "in", photos)
    assert run(source, tmp_path / "one") == run(source, tmp_path / "two", workers=Processes(2))
    assert make.read_tree(tmp_path / "one") == make.read_tree(tmp_path / "two")


def test_a_photographer_s_folder_is_large(tmp_path: Path) -> None:
    source = make.write(tmp_path / "in", {"0.jpg": make.jpeg((8, 6))})
    for n in range(1, MAX_ENTRIES + 2):
        os.link(source / "0.jpg", source / f"{n}.jpg")
    made = run(source, tmp_path / "out", Batch((4,), BATCH.encodings))
    assert len(made) == MAX_ENTRIES + 2
    assert set(made.values()) == {1}


def test_heic_is_never_enlarged(tmp_path: Path) -> None:
    gradient = Image.linear_gradient("L").resize((2700, 40)).convert("RGB")
    source = make.write(tmp_path / "in", {"wide.heic": make.heic(gradient), "wide.jpg": make.encoded(gradient, "JPEG")})
    run(source, tmp_path / "out", Batch((2700, 4000), BATCH.encodings))
    assert {p.name: size_of(p)[0] for p in (tmp_path / "out").iterdir()} == {
        "wide.heic-2560.jpg": 2560,
        "wide.jpg-2700.jpg": 2700,
    }


def test_a_disk_that_is_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = make.write(tmp_path / "in", {"a.jpg": make.jpeg(), "b.jpg": make.jpeg()})

    def full(*args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space"):
        run(source, tmp_path / "out")


def test_a_lost_photo_costs_only_itself(tmp_path: Path) -> None:
    photos = {f"{n}.jpg": make.jpeg((100 - n, 60), (n * 20, 90, 10), quality=95 - n) for n in range(6)}
    source = make.write(tmp_path / "in", photos)
    # The largest is begun first, and here they are made one after the other.
    order = sorted(photos, key=lambda name: -len(photos[name]))
    lost = {1: Loss.died, 2: Loss.late, 3: Loss.memory, 4: Loss.late}
    codes = {Loss.died: "E207", Loss.late: "E212", Loss.memory: "E213"}
    expected = {name: codes[lost[n]] if n in lost else 3 for n, name in enumerate(order)}
    assert run(source, tmp_path / "out", workers=Here(lost)) == expected
    assert {p.name[0] for p in (tmp_path / "out").iterdir()} == {order[0][0], order[5][0]}


def test_what_came_of_it_is_told_by_name_whatever_was_made_first(tmp_path: Path) -> None:
    photos = {"a.jpg": make.jpeg((20, 20)), "b.jpg": b"", "c.jpg": make.jpeg((200, 200)), "d.jpg": b"no"}
    found = develop_folder(make.write(tmp_path / "in", photos), tmp_path / "out", BATCH, Here())
    assert [name for name, _ in found] == ["a.jpg", "c.jpg", "b.jpg", "d.jpg"]
