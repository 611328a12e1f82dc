"""What becomes of an answer when its question has changed in a new version of the form."""

from collections.abc import Sequence

from programmes.applying.branching import CHOICE, MULTI_CHOICE, Asked

SCALE, PROFILE = "scale", "profile"


def carried_values(before: Asked, after: Asked, values: Sequence[str]) -> list[str] | None:
    """Return what of an answer still answers the question; None where nothing does.

    Of several choices those stay that can still be chosen. What was answered in another way, on a
    shorter scale or from another line of the profile cannot be translated.
    """
    if before.kind != after.kind or before.profile_field != after.profile_field:
        return None
    if after.kind in {CHOICE, MULTI_CHOICE}:
        return [value for value in values if value in after.options] or None
    if after.kind == SCALE and before.scale_points != after.scale_points:
        return None
    return list(values)
