"""What every check sees of a photo: one reduced picture, its header, and the measures that several checks share."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from PIL import Image

from adgen.photos.checks.arrays import Array, np

SIDE = 1280
SMALL = 640

T = TypeVar("T")


@dataclass(frozen=True)
class Header:
    """What the file says of itself: size upright, mean of its first quantisation table (0: none), whether it has a place."""

    width: int
    height: int
    table: float = 0.0
    has_place: bool = False


class View:
    """A photo upright in sRGB, its long side at most 1280 pixels, and what is derived from it once."""

    def __init__(self, image: Image.Image, header: Header) -> None:
        self.image = image
        self.header = header
        self._known: dict[Callable[[View], Any], Any] = {}

    def once(self, look: "Callable[[View], T]") -> T:
        """What `look` finds in this photo; several checks may ask for the same."""
        if look not in self._known:
            self._known[look] = look(self)
        found: T = self._known[look]
        return found

    @cached_property
    def rgb(self) -> Array:
        """(height, width, 3), 0-255."""
        return np.asarray(self.image)

    @cached_property
    def grey(self) -> Image.Image:
        """Luma as a picture."""
        return self.image.convert("L")

    @cached_property
    def luma(self) -> Array:
        """(height, width), 0-255 as float32."""
        return np.asarray(self.grey).astype(np.float32)

    @cached_property
    def levels(self) -> Array:
        """Cumulative share of pixels up to each of the 256 levels of luma."""
        return _cumulative(self.grey.histogram())

    @cached_property
    def channels(self) -> Array:
        """(3, 256): the same for red, green and blue."""
        counts = self.image.histogram()
        return np.stack([_cumulative(counts[start : start + 256]) for start in (0, 256, 512)])

    @cached_property
    def small(self) -> Array:
        """Luma with a long side of at most 640, float32."""
        scale = SMALL / max(self.grey.size)
        if scale >= 1:
            return self.luma
        size = (max(1, round(self.grey.width * scale)), max(1, round(self.grey.height * scale)))
        return np.asarray(self.grey.resize(size, Image.Resampling.BOX)).astype(np.float32)

    @cached_property
    def slopes(self) -> tuple[Array, Array]:
        """Sobel's (gx, gy) of `small`, in levels per pixel."""
        p = np.pad(self.small, 1, mode="edge")
        down = p[:-2] + 2 * p[1:-1] + p[2:]
        across = p[:, :-2] + 2 * p[:, 1:-1] + p[:, 2:]
        return (down[:, 2:] - down[:, :-2]) / 8, (across[2:] - across[:-2]) / 8

    @cached_property
    def grid(self) -> Array:
        """(36, 48): the mean luma of that many fields."""
        return np.asarray(self.grey.resize((48, 36), Image.Resampling.BOX)).astype(np.float32)

    @cached_property
    def eighth(self) -> Image.Image:
        """The picture at an eighth of its width and height."""
        size = (max(1, self.image.width // 8), max(1, self.image.height // 8))
        return self.image.resize(size, Image.Resampling.BOX)

    def thumb(self, width: int, height: int) -> Array:
        """(height, width, 3): the mean colour of that many fields, 0-255 as float32."""
        return np.asarray(self.image.resize((width, height), Image.Resampling.BOX), np.float32)


def _cumulative(counts: list[int]) -> Array:
    share = np.cumsum(np.asarray(counts, float))
    return np.asarray(share / share[-1])


def level_at(cumulative: Array, share: float) -> float:
    """The level (0-1) up to which that share of the pixels lies."""
    return float(np.searchsorted(cumulative, share - 1e-9)) / 255


def fields(values: Array, rows: int, columns: int) -> Array:
    """(rows, columns, field height, field width): an array cut into equal fields, the rest left out."""
    height, width = values.shape[0] // rows, values.shape[1] // columns
    cut = values[: rows * height, : columns * width]
    return cut.reshape(rows, height, columns, width).swapaxes(1, 2)


def tiles(values: Array, side: int) -> Array:
    """(number, side, side): an array cut into squares, the rest left out."""
    cut = fields(values[: values.shape[0] // side * side, : values.shape[1] // side * side],
                 max(1, values.shape[0] // side), max(1, values.shape[1] // side))  # fmt: skip
    return cut.reshape(-1, *cut.shape[2:])
