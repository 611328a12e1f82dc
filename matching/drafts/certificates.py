"""How good a draft provably is: kept small, and said in plain words."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from matching.models import Draft
from matching.rounds.enums import DraftMode
from matching.solver.model import Solution

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Certificate = dict[str, Any]

PROVEN: "dict[str, _StrPromise]" = {
    DraftMode.QUALITY: _("No other draft reaches more in all; this is proven."),
    DraftMode.PARTICIPATION: _(
        "No other draft places more mentees, and none that places as many reaches more in all; "
        "this is proven."
    ),
    DraftMode.MAXMIN: _(
        "No other draft that places as many has a better weakest pair; this is proven."
    ),
    DraftMode.LEXIMIN: _(
        "No weak pair can be raised without lowering a weaker one; this is proven."
    ),
    DraftMode.RANK_MAXIMAL: _(
        "No other draft gives more mentees their first wish, then their second, and so on; "
        "this is proven."
    ),
    DraftMode.STABLE: _(
        "No mentee and mentor would both rather have each other than whom they have; this is "
        "checked for every pair."
    ),
}
TOTALS = frozenset({DraftMode.QUALITY, DraftMode.PARTICIPATION})


def certificate_in_json(solution: Solution, measures: Mapping[str, Any]) -> Certificate:
    """Return the proof of a draft as its row keeps it, with what it reached as it was made."""
    proof = solution.certificate
    blocking = proof.blocking_pairs
    return {
        "is_optimal": proof.is_optimal,
        "objective": proof.objective,
        "bound": proof.bound,
        "gap": proof.gap,
        "levels": [{"name": level.name, "value": level.value} for level in proof.levels],
        "blocking_pairs": None if blocking is None else len(blocking),
        "note": proof.note,
        "total": measures["total"],
        "placed": measures["placed"],
        "pairs": measures["pairs"],
    }


def proof_in_words(draft: Draft) -> str:
    """Say how good a draft is, as it was made or as it is after changes by hand."""
    proof = draft.certificate
    if not proof:
        return ""
    if draft.version > 1 and (said := _after_changes(draft, proof)):
        return said
    if proof["is_optimal"]:
        return str(PROVEN[draft.mode])
    return _stopped_early(draft, proof)


def _after_changes(draft: Draft, proof: Certificate) -> str:
    """Say how a draft that was changed by hand compares with the best one."""
    measures = draft.measures
    if measures.get("against"):
        return ngettext(
            "Changed by hand, with %(count)d pair against a rule: it has no best to compare with.",
            "Changed by hand, with %(count)d pairs against a rule: it has no best to compare with.",
            measures["against"],
        ) % {"count": measures["against"]}
    fewer = proof["pairs"] - measures.get("pairs", 0)
    if fewer > 0:
        return ngettext(
            "After changes by hand it has %(count)d pair fewer than there could be.",
            "After changes by hand it has %(count)d pairs fewer than there could be.",
            fewer,
        ) % {"count": fewer}
    lost = _lost(proof["total"], measures.get("total", 0))
    if not lost:
        return ""
    if draft.mode in TOTALS and proof["is_optimal"]:
        return _now("After changes by hand it is %(percent)s %% below the best possible.") % {
            "percent": lost
        }
    return _now(
        "After changes by hand it reaches %(percent)s %% less in all than as it was made."
    ) % {"percent": lost}


def _lost(best: int, total: int) -> str:
    """Return how many percent a total is below another, in words; “” where it is not."""
    if not best or total >= best:
        return ""
    percent = 100 * (best - total) / best
    return number_format(max(round(percent, 1), 0.1), 1)


def _stopped_early(draft: Draft, proof: Certificate) -> str:
    """Say what is known of a draft whose run was over before the proof was complete."""
    missing, total = proof["bound"] - proof["objective"], proof["total"]
    seconds = max(1, round(draft.seconds or 0))
    if draft.mode in TOTALS and total and 0 < missing <= total:
        said = ngettext(
            "The run ended after %(seconds)d second: this draft is at most %(percent)s %% below "
            "the best possible.",
            "The run ended after %(seconds)d seconds: this draft is at most %(percent)s %% below "
            "the best possible.",
            seconds,
        )
        percent = number_format(max(0.1, round(100 * missing / (total + missing), 1)), 1)
        return said % {"seconds": seconds, "percent": percent}
    said = ngettext(
        "The run ended after %(seconds)d second with the best it had found; a better draft may "
        "exist.",
        "The run ended after %(seconds)d seconds with the best it had found; a better draft may "
        "exist.",
        seconds,
    )
    return said % {"seconds": seconds}
