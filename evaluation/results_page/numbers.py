"""How figures that are not stored are written: rounded once, with the sign that readers know."""

from decimal import Decimal

from django.utils.translation import gettext as _

from evaluation.reports import phrases

MINUS = "−"
CUT_AT = 44


def mark(value: float | None, digits: int = 2) -> str:
    """Write a mark with so many decimals; nothing for None."""
    return "" if value is None else phrases.mark(Decimal(value), digits).replace("-", MINUS)


def percent(value: float) -> str:
    """Write a share as whole per cent; what is nearly none or nearly all gets one decimal."""
    return phrases.percent(Decimal(value))


def signed(value: float | None, *, is_share: bool = False, digits: int = 2) -> str:
    """Write a change with its sign: in marks, or in percentage points."""
    if value is None:
        return ""
    sign = "+" if value > 0 else MINUS if value < 0 else "±"
    if is_share:
        points = mark(abs(value) * phrases.HUNDRED, 0)
        return _("%(change)s points") % {"change": f"{sign}{points}"}
    return f"{sign}{mark(abs(value), digits)}"


def cut(text: str) -> str:
    """Return a question in as many words as stand beside a picture."""
    if len(text) <= CUT_AT:
        return text
    return f"{text[: CUT_AT - 1].rsplit(' ', 1)[0]} …"
