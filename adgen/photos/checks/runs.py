"""Connected regions of a mask, by joining the runs of its rows."""

from adgen.photos.checks.arrays import Array, np

_MOST_RUNS = 4000


def components(mask: Array) -> Array:
    """(n, 5): left, top, right, bottom and number of pixels of every 8-connected region; none when there are very many runs."""
    height, width = mask.shape
    padded = np.zeros((height, width + 2), np.int8)
    padded[:, 1:-1] = mask
    change = np.diff(padded, axis=1).ravel()
    begin, end = np.flatnonzero(change == 1), np.flatnonzero(change == -1)
    if not 0 < len(begin) <= _MOST_RUNS:
        return np.zeros((0, 5), int)
    row, left, right = begin // (width + 1), begin % (width + 1), end % (width + 1)
    _, region = np.unique(_joined(row, left, right, height), return_inverse=True)
    count = int(region.max()) + 1
    boxes = np.array([np.full(count, width), np.full(count, height), np.zeros(count, int), np.zeros(count, int)])
    np.minimum.at(boxes[0], region, left)
    np.minimum.at(boxes[1], region, row)
    np.maximum.at(boxes[2], region, right)
    np.maximum.at(boxes[3], region, row + 1)
    return np.column_stack([*boxes, np.bincount(region, weights=right - left).astype(int)])


def _joined(row: Array, left: Array, right: Array, height: int) -> list[int]:
    """The number of the first run of every run's region."""
    parent = list(range(len(row)))

    def first(run: int) -> int:
        while parent[run] != run:
            parent[run] = parent[parent[run]]
            run = parent[run]
        return run

    starts = np.searchsorted(row, np.arange(height + 1)).tolist()
    lefts, rights = left.tolist(), right.tolist()
    for y in range(1, height):
        above, here = starts[y - 1], starts[y]
        while above < starts[y] and here < starts[y + 1]:
            if lefts[above] <= rights[here] and lefts[here] <= rights[above]:
                parent[first(here)] = first(above)
            if rights[above] < rights[here]:
                above += 1
            else:
                here += 1
    return [first(run) for run in range(len(parent))]
