"""The measures behind the checks, on pictures whose answer is known."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from adgen.photos.checks import blur, border, collage, learnt, noise, tilt
from adgen.photos.checks.edges import sharpness
from adgen.photos.checks.exposure import box_of, grown, lightest_region
from adgen.photos.checks.learnt import Sum, Term
from adgen.photos.checks.runs import components
from adgen.photos.checks.view import Header, View


def view(image: Image.Image) -> View:
    return View(image.convert("RGB"), Header(*image.size))


def pillars(angle: float, fan: float = 0.0, size: tuple[int, int] = (960, 720)) -> Image.Image:
    """Dark pillars on a light ground, leaning by `angle` degrees in the middle and `fan` more across the width."""
    image = Image.new("L", (size[0] * 2, size[1] * 2), 200)
    draw = ImageDraw.Draw(image)
    for n in range(12):
        place = (n + 0.5) / 12 - 0.5
        slope = np.tan(np.radians(angle + fan * place)) * size[1]
        x = size[0] * (2 * place + 1)
        draw.line((x - slope, -2, x + slope, 2 * size[1] + 2), 60, 24)
    return image.resize(size, Image.Resampling.BOX)


@pytest.mark.parametrize("angle", [-7, -3, 0, 2, 5])
@pytest.mark.parametrize("fan", [0, 15])
def test_the_lean_is_measured_in_degrees(angle: float, fan: float) -> None:
    found = tilt.measure(view(pillars(angle, fan)))
    assert abs(found.values["angle"] - angle) < 0.6
    assert (found.score >= 0.5) is (abs(angle) > 1)


def test_nothing_upright_nothing_judged() -> None:
    for image in (Image.new("L", (400, 300), 90), Image.effect_noise((400, 300), 30)):
        assert not tilt.measure(view(image)).is_judged


@pytest.mark.parametrize("sigma", [4.0, 12.0])
def test_noise_is_measured_in_levels(sigma: float) -> None:
    grain = np.random.default_rng(1).normal(120, sigma, (480, 640)).clip(0, 255).astype(np.uint8)
    assert abs(noise.measure(view(Image.fromarray(grain))).values["sigma"] - sigma) < 0.25 * sigma


def test_soft_edges_are_wide_and_shaken_ones_in_one_direction() -> None:
    squares = Image.new("L", (800, 600), 60)
    for n in range(48):
        squares.paste(200, (n % 8 * 100 + 20, n // 8 * 100 + 20, n % 8 * 100 + 70, n // 8 * 100 + 70))
    sharp, across = np.asarray(squares).astype(float), np.ones(9) / 9
    shaken = np.apply_along_axis(np.convolve, 1, sharp, across, "same")
    soft = np.apply_along_axis(np.convolve, 0, shaken, across, "same")
    found = [view(Image.fromarray(a.astype(np.uint8))).once(sharpness) for a in (sharp, shaken, soft)]
    assert [round(np.exp(f["wide50_10"])) for f in found] == [1, 9, 9]
    assert [np.exp(f["narrow50_10"]) > 4 for f in found] == [False, False, True]


def test_a_plain_wall_is_not_judged() -> None:
    wall = np.random.default_rng(2).normal(215, 1.5, (720, 960)).clip(0, 255).astype(np.uint8)
    found = blur.measure(view(Image.fromarray(wall)))
    assert not found.is_judged
    assert found.score < 0.5


def test_bars_must_be_alike_and_end_in_a_step() -> None:
    photo = Image.effect_noise((600, 400), 90)
    both, one = Image.new("L", (600, 480), 0), Image.new("L", (600, 440), 0)
    both.paste(photo, (0, 40))
    one.paste(photo, (0, 40))
    assert border.measure(view(both)).score > 0.8
    assert border.measure(view(both)).region == (0.0, 0.083, 1.0, 0.833)
    assert border.measure(view(one)).score < 0.5
    assert border.measure(view(photo)).score == 0


@pytest.mark.parametrize(("place", "is_found"), [(0.5, True), (1 / 3, True), (0.43, False)])
def test_a_seam_counts_where_collages_divide(place: float, is_found: bool) -> None:
    left, right = Image.effect_noise((600, 400), 60), Image.effect_noise((600, 400), 60).point(lambda v: v // 3)
    smooth = [picture.resize((60, 40)).resize((600, 400)) for picture in (left, right)]
    smooth[0].paste(smooth[1], (round(600 * place), 0))
    assert (collage.measure(view(smooth[0])).score >= 0.5) is is_found


def test_components_are_joined_across_corners() -> None:
    drawn = ["##..#", "..#..", "##...", ".....", "###.#"]
    mask = np.array([[c == "#" for c in row] for row in drawn])
    found = sorted(map(tuple, components(mask).tolist()))
    assert found == [(0, 0, 3, 3, 5), (0, 4, 3, 5, 3), (4, 0, 5, 1, 1), (4, 4, 5, 5, 1)]
    assert components(np.zeros((4, 4), bool)).shape == (0, 5)


def test_a_ring_is_one_component() -> None:
    ring = np.ones((9, 9), bool)
    ring[2:7, 2:7] = False
    ring[8, 4] = False
    assert components(ring).tolist() == [[0, 0, 9, 9, 81 - 25 - 1]]


def test_the_largest_light_region() -> None:
    grid = np.full((36, 48), 90.0)
    grid[2:8, 3:12] = 250
    grid[20:22, 30:33] = 255
    region = lightest_region(grid)
    assert region.sum() == 54
    assert box_of(region) == (0.06, 0.06, 0.19, 0.17)
    assert grown(region, 1).sum() == 54 + 2 * (6 + 9)
    assert box_of(np.zeros((3, 3), bool)) is None


def test_weighted_sums() -> None:
    one = Sum((Term("a", 10, 2, (1.0,)), Term("b", 0, 1, (0.5, 0.0, 2.0, 0.0))), -1.0, below=2.0)
    assert one.value({"a": 12, "b": 1}) == pytest.approx(-1 + 1 + 0.5 + 2)
    assert one.value({"a": 1000, "b": -1}) == pytest.approx(-1 + 4 - 0.5)
    assert one.value({"b": float("nan")}) == -1
    assert one.score({}) == pytest.approx(0.5 - 0.5 * 2 / 3)
    assert one.score({"a": 12}) == 0.5


def test_other_sums_only_inside_the_block() -> None:
    shipped = learnt.sums()
    with learnt.instead({"blur": Sum((), 0.0), "dark": Sum((), 1.0)}):
        assert set(learnt.sums()) == {"blur", "dark"}
    assert learnt.sums() is shipped
