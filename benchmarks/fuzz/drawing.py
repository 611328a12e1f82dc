"""Recipes in the order in which Hypothesis draws them."""

from collections.abc import Callable
from itertools import cycle

from hypothesis import HealthCheck, Phase, given, seed, settings

from benchmarks.fuzz.strange import Recipe, recipes


def drawer(count: int, *, start: int) -> Callable[[], Recipe]:
    """Return what hands out so many drawn recipes one by one, and then again."""
    drawn: list[Recipe] = []

    @seed(start)
    @settings(
        max_examples=count,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(recipes())
    def draw(recipe: Recipe) -> None:
        drawn.append(recipe)

    draw()
    one_by_one = cycle(drawn)
    return lambda: next(one_by_one)
