"""Answers as they are kept (a list of texts), as they are read, and as the profile has them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from programmes.applying.enums import ProfileField, QuestionKind
from programmes.models import Profile, Question
from programmes.people.words import as_text

# What a ticked agreement is kept as, and what conditions ask for.
YES = "yes"
PROFILE_LISTS = frozenset({ProfileField.LANGUAGES, ProfileField.INTERESTS})


def in_words(question: Question, values: Sequence[str]) -> str:
    """Return an answer as people read it; empty where there is none."""
    if question.kind == QuestionKind.CONSENT:
        return _("Agreed") if YES in values else _("Not agreed")
    if not values:
        return ""
    if question.kind == QuestionKind.DATE:
        return date_format(date.fromisoformat(values[0]), "j F Y")
    if question.kind == QuestionKind.SCALE:
        return _on_a_scale(question, values[0])
    if question.profile_field in PROFILE_LISTS:
        return as_text(list(values))
    is_goals = question.kind == QuestionKind.GOALS
    return "\n".join(f"{n}. {each}" if is_goals else each for n, each in enumerate(values, start=1))


def still_possible(question: Question, values: Sequence[str]) -> list[str]:
    """Return what of an answer the question still offers, where its choices changed since."""
    if question.kind in {QuestionKind.CHOICE, QuestionKind.MULTI_CHOICE}:
        return [value for value in values if value in question.options]
    if question.kind == QuestionKind.SCALE:
        points = {str(point) for point in range(1, (question.scale_points or 0) + 1)}
        return [value for value in values if value in points]
    return list(values)


def of_profile(profile: Profile | None, field: str) -> list[str]:
    """Return what the profile knows, as an answer would be kept; empty for nothing."""
    value = getattr(profile, field) if profile else ""
    if isinstance(value, list):
        return list(value)
    return [value] if value else []


def as_fact(field: str, values: Sequence[str]) -> Any:
    """Return an answer as the profile keeps it."""
    if field in PROFILE_LISTS:
        return list(values)
    return values[0] if values else ""


def _on_a_scale(question: Question, value: str) -> str:
    """Say which point of a scale it is, and what its ends mean."""
    place = _("%(value)s of %(points)s") % {"value": value, "points": question.scale_points}
    if len(question.options) < 2:  # noqa: PLR2004  (a scale has two ends)
        return place
    ends = {"points": question.scale_points, "low": question.options[0]}
    meaning = _("1: %(low)s, %(points)s: %(high)s") % {**ends, "high": question.options[-1]}
    return f"{place} ({meaning})"
