"""What became of recommendations, and whether their figures moved, in words."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from evaluation.ledger.moving import Moved, Point, Why
from evaluation.ledger.readings import Moving
from evaluation.results_page.numbers import mark, signed
from programmes.enums import RecommendationState
from programmes.models import Recommendation
from programmes.strategy.wording import day_words

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

MOVED_WORDS = {
    Moved.MOVED: gettext_lazy("The figure moved"),
    Moved.DID_NOT: gettext_lazy("The figure did not move"),
    Moved.CANNOT_TELL: gettext_lazy("Cannot tell"),
}
MOVED_TONES = {Moved.MOVED: "good", Moved.DID_NOT: "bad", Moved.CANNOT_TELL: "idle"}
WHY: "dict[Why, _StrPromise]" = {
    Why.NO_MEASURE: gettext_lazy("Nobody said which figure it should move."),
    Why.NOT_READ_BEFORE: gettext_lazy("The figure could not be told when it was decided."),
    Why.NOT_READ_SINCE: gettext_lazy("The figure has not been read since it was decided."),
    Why.NOTHING_NEW: gettext_lazy("Nothing new has been counted since it was decided."),
    Why.OTHER_PLACE: gettext_lazy("Numbers of two programmes say nothing of each other."),
    Why.NO_INTERVAL: gettext_lazy(
        "How far chance reaches is not known for this figure, so nothing is claimed."
    ),
    Why.CHANCE: gettext_lazy("The interval of the change includes no change at all."),
    Why.INTERVAL: gettext_lazy("The whole interval of the change lies on one side."),
    Why.COUNTED: gettext_lazy("Every row was counted, so chance has no part in it."),
}
STATE_TONES = {
    RecommendationState.OPEN: "warn",
    RecommendationState.ACCEPTED: "idle",
    RecommendationState.ADAPTED: "idle",
    RecommendationState.REFUSED: "off",
}


def figure_words(point: Point | None, unit: str) -> str:
    """Return a figure with its n: “60% (3 of 5)”, “4.2 of 5 (n = 12)”; empty without one."""
    if point is None:
        return ""
    if point.is_count:
        return f"{mark(point.value, 0)} {unit}".strip()
    told = mark(point.exact, 1)
    told = f"{told}%" if unit == "%" else f"{told} {unit}".strip()
    if point.is_share:
        return _("%(value)s (%(n)d of %(of)d)") % {"value": told, "n": point.n, "of": point.of}
    if point.of is None:
        return _("%(value)s (n = %(n)d)") % {"value": told, "n": point.n}
    return _("%(value)s (n = %(n)d of %(of)d asked)") % {
        "value": told,
        "n": point.n,
        "of": point.of,
    }


def change_words(moving: Moving) -> str:
    """Say by how much a figure changed, with the interval of the change; empty without both."""
    found = moving.found
    if found.change is None:
        return ""
    unit = _("percentage points") if moving.unit == "%" else moving.unit
    change = signed(found.change, digits=0 if found.why == Why.COUNTED else 1)
    told = f"{change} {unit}".strip()
    if found.low is None or found.high is None:
        return told
    return _("%(change)s (95%% interval %(low)s to %(high)s)") % {
        "change": told,
        "low": signed(found.low, digits=1),
        "high": signed(found.high, digits=1),
    }


def tone_of(row: Recommendation) -> tuple[str, str]:
    """Return how far a recommendation is, as a shape's tone and a word."""
    if row.done_at is not None:
        return "good", _("Done")
    if row.state in {RecommendationState.ACCEPTED, RecommendationState.ADAPTED}:
        return STATE_TONES[RecommendationState(row.state)], _("Promised")
    return STATE_TONES[RecommendationState(row.state)], row.get_state_display()


def headline_of(open_now: int, promised: int, done: int) -> str:
    """Say in one sentence how the ledger stands."""
    if open_now:
        return ngettext(
            "%(count)d recommendation waits for a decision",
            "%(count)d recommendations wait for a decision",
            open_now,
        ) % {"count": open_now}
    if promised:
        return ngettext(
            "%(count)d promise is still to be carried out",
            "%(count)d promises are still to be carried out",
            promised,
        ) % {"count": promised}
    if done:
        return ngettext(
            "The one change that was promised is made",
            "All %(count)d changes that were promised are made",
            done,
        ) % {"count": done}
    return _("What do we change next time?")


def steps_of(row: Recommendation, moving: Moving) -> list[dict[str, str]]:
    """Return the loop of a recommendation as a path: recommended, decided, done, read again."""
    is_open = row.state == RecommendationState.OPEN
    steps = [{"label": _("Recommended"), "state": "now" if is_open else "done"}]
    if row.state == RecommendationState.REFUSED:
        return [*steps, {"label": _("Refused"), "state": "now"}]
    decided = _("Decided") if is_open else row.get_state_display()
    steps.append({"label": decided, "state": "later" if is_open else "done"})
    is_done = row.done_at is not None
    waits = not is_open and not is_done
    done = "done" if is_done else "now" if waits else "later"
    steps.append({"label": _("Carried out"), "state": done})
    is_told = moving.found.verdict != Moved.CANNOT_TELL or moving.is_final
    label = str(MOVED_WORDS[moving.found.verdict]) if is_told else _("Did the figure move?")
    read = "later" if not is_done else "done" if is_told else "now"
    return [*steps, {"label": label, "state": read}]


def when_words(point: Point | None) -> str:
    """Return the day of a reading."""
    return day_words(point.as_of) if point else ""
