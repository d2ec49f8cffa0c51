"""requests/: the page of each request, and what is wrong with one by itself."""

from collections.abc import Iterator

from adgen.content.files import Reader
from adgen.model.request import BY_CASES, FOLDER, Basis, Request, RequestEntry, RoughPrice, is_token
from adgen.problems import Place, Places, Problem, problem

_ENDINGS = (".yaml", ".yml")


def load_requests(reader: Reader) -> tuple[RequestEntry, ...]:
    """Every request page of the site, whatever its state; mistakes are noted in `reader`."""
    entries = []
    for name in reader.names(FOLDER):
        path = f"{FOLDER}/{name}"
        if not name.endswith(_ENDINGS) or reader.folder_at(path):
            continue
        if not is_token(name.removesuffix(".yaml")):
            reader.problems.append(problem("E401", Place(reader.path(path)), name=name))
            continue
        found = reader.yaml(path, Request)
        if found:
            record, places = found
            reader.problems.extend(_mistakes(record, places))
            entries.append(RequestEntry(name.removesuffix(".yaml"), record, places))
    return tuple(entries)


def _mistakes(record: Request, places: Places) -> Iterator[Problem]:
    if record.until and record.until.last_day() < record.created.first_day():
        yield problem("E404", places("until"))
    for n, price in enumerate(record.estimates):
        yield from _of_price(price, places.below("estimates", n))


def _of_price(price: RoughPrice, places: Places) -> Iterator[Problem]:
    """A range needs both ends in their order, and a price by cases names them: the page says what it rests on."""
    low, high = (amount.low if amount else None for amount in (price.low, price.high))
    if price.basis in (Basis.prices, Basis.cases) and (low is None or high is None or low > high):
        yield problem("E402", places("low"))
    if price.basis is Basis.reference and low is None:
        yield problem("E402", places("low"))
    if price.basis in BY_CASES and not price.cases:
        yield problem("E403", places("basis"), basis=price.basis.value)
