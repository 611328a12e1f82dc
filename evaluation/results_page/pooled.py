"""All cohorts that were asked the same version of a survey, together.

What is added up is only what each cohort's own page shows, so that the sum gives no hidden cohort
away.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any

from evaluation.enums import ItemKind
from evaluation.models import Wave
from evaluation.results_page.basis import Basis, basis_of, read_of, visible_in
from evaluation.results_page.page import WaveResults, assembled
from evaluation.results_page.questions import is_shown
from evaluation.results_page.scales import may_show_people
from evaluation.statistics import Moments
from evaluation.summaries.counting import Counted, counted_of
from mentorship.accounts.models import Person


def pooled_results(waves: Collection[Wave], *, by: Person | None) -> WaveResults:
    """Return the results of closed waves of one version together; constant queries."""
    counted = counted_of(waves)
    beside = visible_in(waves, counted, by=by)
    each = {wave: basis_of(wave, counted[wave.pk], beside) for wave in waves}
    shown = {
        wave: {
            key
            for key, item in basis.items.items()
            if item.kind != ItemKind.TEXT and is_shown(item, basis)
        }
        for wave, basis in each.items()
    }
    return assembled(_together(list(waves), counted, shown), None, {})


def _together(
    waves: list[Wave], counted: Mapping[Any, Counted], shown: Mapping[Wave, set[str]]
) -> Basis:
    """Return the sum of what each wave shows."""
    read, items = read_of(waves[-1])
    tallies: dict[str, Counter[Any]] = {}
    asked: Counter[str] = Counter(dict.fromkeys(items, 0))
    left_out: dict[str, list[str]] = {}
    for wave in waves:
        for key, item in items.items():
            if item.kind == ItemKind.TEXT:
                continue
            tally = tallies.setdefault(key, Counter())
            if key in shown[wave]:
                tally.update(counted[wave.pk].tally(key))
                asked[key] += counted[wave.pk].answers
            elif counted[wave.pk].tally(key):
                left_out.setdefault(key, []).append(wave.cohort.name)
    return Basis(
        waves=tuple(waves),
        read=read,
        items=items,
        counted=Counted(
            answers=sum(counted[wave.pk].answers for wave in waves),
            tallies=tallies,
            moments=_moments(waves, counted, shown),
        ),
        asked=asked,
        left_out=left_out,
    )


def _moments(
    waves: list[Wave], counted: Mapping[Any, Counted], shown: Mapping[Wave, set[str]]
) -> dict[str, Moments]:
    """Return the sums of the scales, of waves whose figures over people may all be shown."""
    found: dict[str, Moments] = {}
    for name in counted[waves[0].pk].moments:
        parts = [counted[wave.pk].moments[name] for wave in waves if shown[wave]]
        open_parts = [part for part in parts if may_show_people(part)]
        if open_parts and len(open_parts) == len(waves):
            total = open_parts[0]
            for part in open_parts[1:]:
                total += part
            found[name] = total
    return found
