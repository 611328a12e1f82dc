"""How this part names days, blocks, levels and states."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from matching.wishing.enums import RequestState
from matching.wishing.halves import BLOCKS, DAYS, OF_A_DAY, Block, clock, filling_of, spans

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

MONDAY = date(2024, 1, 1)

BLOCK_NAMES: "dict[str, _StrPromise]" = {
    "early": _lazy("early"),
    "morning": _lazy("morning"),
    "midday": _lazy("midday"),
    "afternoon": _lazy("afternoon"),
    "evening": _lazy("evening"),
}

LEVELS: "list[tuple[int, _StrPromise]]" = [
    (1, _lazy("A few words")),
    (2, _lazy("Simple conversations")),
    (3, _lazy("Everyday conversations")),
    (4, _lazy("Conversations about work")),
    (5, _lazy("Nearly everything")),
    (6, _lazy("Like my first language")),
]

RATINGS: "list[tuple[int, _StrPromise]]" = [
    (5, _lazy("5: very much")),
    (4, _lazy("4: gladly")),
    (3, _lazy("3: why not")),
    (2, _lazy("2: rather not")),
    (1, _lazy("1: only if there is nobody else")),
]

REQUEST_TONES = {
    RequestState.ASKED: "idle",
    RequestState.ACCEPTED: "good",
    RequestState.DECLINED: "off",
    RequestState.EXPIRED: "warn",
    RequestState.WITHDRAWN: "off",
}


def day_names() -> list[str]:
    """Return the names of the days of a week, from Monday."""
    return [date_format(MONDAY + timedelta(days=day), "l") for day in range(DAYS)]


def block_label(block: Block, day: str) -> str:
    """Return what a tick for a block says to ears: “Monday, early, 06–08”."""
    return f"{day}, {BLOCK_NAMES[block.name]}, {block.times}"


def week_in_blocks(free: Collection[int], ticked: Collection[str]) -> list[dict[str, Any]]:
    """Return the rows of the week: each day with its ticks, and what is told more finely."""
    rows = []
    for day, name in enumerate(day_names()):
        parts = [block for block in BLOCKS if filling_of(free, block, day).is_part]
        rows.append(
            {
                "name": name,
                "short": name[:3],
                "note": times_of(free, day) if parts or _outside(free, day) else "",
                "cells": [
                    {
                        "value": f"{day}-{block.name}",
                        "label": block_label(block, name),
                        "is_ticked": f"{day}-{block.name}" in ticked,
                        "is_part": block in parts,
                    }
                    for block in BLOCKS
                ],
            }
        )
    return rows


def week_in_halves(ticked: Collection[str]) -> list[dict[str, Any]]:
    """Return the days of the week with a tick for each half hour."""
    free = {int(each) for each in ticked if each.isdigit()}
    return [
        {
            "name": name,
            "times": times_of(free, day),
            "halves": [
                {
                    "value": str(day * OF_A_DAY + half),
                    "label": clock(half),
                    "is_ticked": str(day * OF_A_DAY + half) in ticked,
                }
                for half in range(OF_A_DAY)
            ],
        }
        for day, name in enumerate(day_names())
    ]


def times_of(free: Collection[int], day: int) -> str:
    """Return what is free on a day: “08:00–12:00, 18:00–20:30”, or that nothing is."""
    told = [f"{start}–{stop}" for start, stop in spans(free, day)]
    return ", ".join(told) or _("not free")


def _outside(free: Collection[int], day: int) -> bool:
    """Tell whether something is free on a day that no block holds."""
    held = {half for block in BLOCKS for half in block.on(day)}
    return any(half // OF_A_DAY == day and half not in held for half in free)
