"""Keeping what an organisation knows of somebody, and their picture."""

import json
import re
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from mentorship.accounts.models import Membership, Person
from mentorship.audit.actions import record
from programmes.models import Merge, Profile
from programmes.people.pictures import (
    Picture,
    forget_lost_pictures,
    forget_picture,
    store_picture,
)
from programmes.queries import profile_words_key

PICTURES_STAY_FOR = timedelta(days=1)
_KEY = re.compile(r"\b[0-9a-f]{32}\b")  # as `store_picture` makes them


def profile_for(membership: Membership) -> Profile:
    """Return the member's profile, or an empty one that is not stored yet."""
    known = Profile.objects.filter(membership=membership).first()
    return known or Profile(membership=membership)


def change_profile(
    membership: Membership, *, by: Person, picture: Picture | None = None, **facts: Any
) -> Profile:
    """Keep what is now known of a member, and their new picture; recorded where it changed.

    `facts` are fields of Profile. An earlier picture is deleted once all is committed; where
    anything fails, no file of the new one stays behind.
    """
    key = store_picture(picture) if picture else ""
    try:
        return _change(membership, by=by, facts={**facts, **({"picture_key": key} if key else {})})
    except BaseException:
        forget_picture(key)
        raise


def remove_picture(membership: Membership, *, by: Person) -> None:
    """Take a member's picture away; recorded. Nothing happens where there is none."""
    _change(membership, by=by, facts={"picture_key": ""})


def sweep_pictures() -> int:
    """Delete picture files that are no profile's, such as after a merge; return how many.

    A file younger than a day may belong to a change that is not committed yet, and a picture that a
    merge dropped may come back while the merge can be taken back: both stay.
    """
    before = timezone.now() - PICTURES_STAY_FOR
    known = set(Profile.objects.exclude(picture_key="").values_list("picture_key", flat=True))
    for steps in Merge.objects.undoable().values_list("steps", flat=True).iterator():
        known.update(_KEY.findall(json.dumps(steps)))
    return forget_lost_pictures(known, before=before)


def forget_profile_words(organisation_id: UUID) -> None:
    """Let filters of people ask anew which departments, places, grades and languages there are.

    The words are kept for minutes; once what was written is committed they are out of date.
    """
    transaction.on_commit(partial(cache.delete, profile_words_key(organisation_id)))


@transaction.atomic
def _change(membership: Membership, *, by: Person, facts: dict[str, Any]) -> Profile:
    """Change the fields that differ, one reader and writer at a time."""
    profile, _is_new = Profile.objects.get_or_create(membership=membership)
    profile = Profile.objects.select_for_update().get(pk=profile.pk)
    changed = sorted(name for name, value in facts.items() if getattr(profile, name) != value)
    if not changed:
        return profile
    if "picture_key" in changed:
        transaction.on_commit(partial(forget_picture, profile.picture_key))
    for name in changed:
        setattr(profile, name, facts[name])
    profile.save(update_fields=changed)
    organisation_id = membership.organisation_id
    record(
        "profile.changed",
        profile,
        by=by,
        organisation_id=organisation_id,
        changes={"fields": changed},
    )
    forget_profile_words(organisation_id)
    return profile
