"""How the hours of a session are split: in tenths, so that the parts add up to the whole."""

from decimal import Decimal

TENTHS = 10
TENTH = Decimal("0.1")


def split_hours(hours: Decimal, parts: int) -> tuple[Decimal, ...]:
    """Split hours into so many parts that differ by a tenth at most, the larger ones first.

    The parts add up to the hours exactly. No part is empty: where there are fewer tenths than
    parts, there are fewer parts. Raises ValueError for no hours, for no parts, and for hours finer
    than a tenth.
    """
    tenths = int(hours * TENTHS)
    if tenths < 1 or Decimal(tenths) / TENTHS != hours:
        raise ValueError("Hours are split in tenths, and there is at least one.")
    if parts < 1:
        raise ValueError("Hours are split into one part at least.")
    count = min(parts, tenths)
    each, more = divmod(tenths, count)
    return tuple(Decimal(each + (turn < more)) / TENTHS for turn in range(count))


def share_with_slot(hours: Decimal, slot_minutes: int | None) -> tuple[Decimal, Decimal]:
    """Return the hours that count as the gathering itself, and as the training inside it.

    Both add up to the hours of the gathering, for nobody learns twice in the same minute; only a
    slot as long as the gathering leaves it a tenth, since having been there counts by itself.
    """
    if not slot_minutes:
        return hours, Decimal(0)
    in_slot = max(TENTH, (Decimal(slot_minutes) / 60).quantize(TENTH))
    in_slot = min(in_slot, hours)
    return max(TENTH, hours - in_slot), in_slot
