"""What is made again and what is taken once more."""

from adgen.plumbing.recollection import Recollection


class Kitchen:
    """Cooks, and counts how often."""

    def __init__(self) -> None:
        self.memory = Recollection()
        self.cooked: list[str] = []

    def serve(self, table: str, dish: str) -> str:
        def cook() -> tuple[object, str]:
            self.cooked.append(dish)
            return dish, f"hot {dish}"

        return self.memory.same(table, lambda before: before == dish, cook)


def test_what_is_made_of_the_same_is_made_once() -> None:
    kitchen = Kitchen()
    assert [kitchen.serve("a", "soup"), kitchen.serve("a", "soup"), kitchen.serve("b", "rice")] == [
        "hot soup",
        "hot soup",
        "hot rice",
    ]
    assert kitchen.cooked == ["soup", "rice"]


def test_of_each_key_the_last_is_known() -> None:
    kitchen = Kitchen()
    for dish in ("soup", "rice", "soup"):
        assert kitchen.serve("a", dish) == f"hot {dish}"
    assert kitchen.cooked == ["soup", "rice", "soup"]


def test_nothing_is_known_that_was_not_asked_for_since() -> None:
    kitchen = Kitchen()
    kitchen.serve("a", "soup")
    kitchen.serve("b", "rice")
    kitchen.memory.forget()
    kitchen.serve("a", "soup")
    kitchen.memory.forget()
    kitchen.serve("a", "soup")
    kitchen.serve("b", "rice")
    assert kitchen.cooked == ["soup", "rice", "rice"]
