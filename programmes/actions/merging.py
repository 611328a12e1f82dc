"""Making two records of one person one, and taking that back within a day."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mentorship.accounts.models import Membership, Organisation, OrganisationRole, Person
from mentorship.accounts.ties import is_known_elsewhere
from mentorship.audit.actions import record
from mentorship.notifications.models import Message
from programmes.actions.profiles import forget_profile_words
from programmes.merging import (
    CannotMergeError,
    CannotUndoError,
    all_mergers,
    merger_called,
)
from programmes.models import Endorsement, Merge, Profile, Review, TeamMember
from programmes.people.joining import SIGN_IN, Joining, go_back, references_to
from programmes.people.words import each_once

# Fields of which the one record's or the other's may be kept.
OF_PERSON = ("name", "time_zone")
OF_PROFILE = (
    "job_title",
    "department",
    "location",
    "country_code",
    "grade",
    "line_manager_name",
    "line_manager_email",
    "biography",
    "picture_key",
)
# Lists that are joined.
OF_BOTH = ("languages", "interests")


@dataclass(frozen=True, slots=True)
class MergePreview:
    """What a merge would do, or why it cannot be."""

    obstacles: tuple[str, ...] = ()
    moved: dict[str, int] = field(default_factory=dict)
    dropped: dict[str, int] = field(default_factory=dict)


def preview_merge(
    *,
    kept: Person,
    gone: Person,
    organisation: Organisation,
    by: Person,
    is_administrator: bool,
    taken: Collection[str] = (),
) -> MergePreview:
    """Return what a merge would do: it is done, looked at, and rolled back."""
    obstacles = tuple(_obstacles(kept, gone, organisation, by, is_administrator=is_administrator))
    if obstacles:
        return MergePreview(obstacles=obstacles)
    with transaction.atomic():
        joining = _join(_fresh(kept), _fresh(gone), organisation, by=by, taken=taken)
        transaction.set_rollback(True)
    return MergePreview(
        tuple(dict.fromkeys(joining.obstacles)), dict(+joining.moved), dict(+joining.dropped)
    )


@transaction.atomic
def merge_people(
    *,
    kept: Person,
    gone: Person,
    organisation: Organisation,
    by: Person,
    is_administrator: bool,
    taken: Collection[str] = (),
) -> Merge:
    """Make two records one; recorded, and kept step by step so that it can be taken back.

    `taken` names the fields whose value comes from the record that vanishes. That record stays as
    an alias: nobody signs in by it, and whoever adds its address again finds the one kept. Raises
    CannotMergeError with sentences; then nothing was changed.
    """
    pks = sorted((kept.pk, gone.pk), key=str)
    people = {
        person.pk: person
        for person in Person.objects.select_for_update().filter(pk__in=pks).order_by("pk")
    }
    kept, gone = people[kept.pk], people[gone.pk]
    obstacles = list(_obstacles(kept, gone, organisation, by, is_administrator=is_administrator))
    if obstacles:
        raise CannotMergeError(obstacles)
    joining = _join(kept, gone, organisation, by=by, taken=taken)
    if joining.obstacles:
        raise CannotMergeError(dict.fromkeys(joining.obstacles))
    merge = Merge.objects.create(
        organisation=organisation, kept=kept, gone=gone, by=by, steps=joining.steps
    )
    changes = {"kept": kept.pk, "gone": gone.pk, "steps": len(joining.steps)}
    record("people.merged", merge, by=by, changes=changes)
    forget_profile_words(organisation.pk)
    return merge


@transaction.atomic
def undo_merge(merge: Merge, *, by: Person) -> None:
    """Make one record two again, exactly as they were; recorded.

    Raises CannotUndoError after a day, and where what happened since makes it impossible.
    """
    merge = Merge.objects.select_for_update().get(pk=merge.pk)
    if not merge.may_be_undone or merge.kept.merged_into_id is not None:
        raise CannotUndoError
    for step in reversed(merge.steps):
        if step["do"] == "custom":
            _undo_custom(step, merge, by=by)
        else:
            go_back(step)
    _settle(_fresh(merge.kept), _fresh(merge.gone), by=by)
    Merge.objects.filter(pk=merge.pk).update(undone_at=timezone.now())
    record("people.parted", merge, by=by, changes={"kept": merge.kept_id, "gone": merge.gone_id})
    forget_profile_words(merge.organisation_id)


def tables_left_alone() -> frozenset[str]:
    """Return the models that the walk over the foreign keys leaves to somebody else."""
    of_apps = frozenset(table for merger in all_mergers() for table in merger.tables)
    return SIGN_IN | of_apps | {"programmes.Merge", "programmes.Participant", "accounts.Membership"}


def _obstacles(
    kept: Person, gone: Person, organisation: Organisation, by: Person, *, is_administrator: bool
) -> Iterator[str]:
    """Yield what stands in the way before anything is tried."""
    names = {"kept": kept.name, "gone": gone.name}
    if kept.pk == gone.pk or kept.merged_into_id or gone.merged_into_id:
        yield _("These are one record already.")
        return
    if is_known_elsewhere([gone], organisation):
        # Where else they are known is nobody's business here.
        yield _("The record of %(gone)s has to stay: keep it, and let the other one go.") % names
    if gone.pk == by.pk:
        yield _("You cannot let your own record vanish: keep it instead.")
    if gone.email and not kept.email:
        yield _("Only %(gone)s has an address to sign in by: keep that record instead.") % names
    if not is_administrator and _work_here([kept, gone]):
        yield _(
            "One of them works for a programme or the organisation, "
            "so only an administrator may do this."
        )
    if not is_administrator and gone.last_login is not None:
        # Else whoever adds an address of their own could have what is somebody's behind it.
        yield (
            _(
                "%(gone)s has signed in, so only an administrator may let that record go: "
                "keep it instead."
            )
            % names
        )
    yield from _judged_by_themselves(kept, gone)
    for merger in all_mergers():
        if merger.obstacles:
            yield from merger.obstacles(kept, gone)


def _judged_by_themselves(kept: Person, gone: Person) -> Iterator[str]:
    """Yield what the two did about each other's applications, and nobody may do about their own."""
    pairs = [(kept, gone), (gone, kept)]
    reviewed, endorsed = (
        any(
            rows.filter(**{name: one, "application__person": other}).exists()
            for one, other in pairs
        )
        for name, rows in (
            ("reviewer", Review.objects.standing()),
            ("endorser", Endorsement.objects.all()),
        )
    )
    if reviewed:
        yield _("One of them reviews the other’s application: let somebody else do so first.")
    if endorsed:
        yield _("One of them was asked to endorse the other’s application, so they stay two.")


def chooses_own_name(person: Person, organisation: Organisation) -> bool:
    """Tell whether name and time zone are the person's own to say, not the organisation's."""
    return person.last_login is not None or is_known_elsewhere([person], organisation)


def _work_here(people: list[Person]) -> bool:
    """Tell whether any of them holds a role that reaches other people's data."""
    return (
        TeamMember.objects.current_or_to_come().filter(person__in=people).exists()
        or OrganisationRole.objects.filter(
            membership__person__in=people, ended_on__isnull=True
        ).exists()
    )


def _join(
    kept: Person, gone: Person, organisation: Organisation, *, by: Person, taken: Collection[str]
) -> Joining:
    """Take all steps, and write them down."""
    joining = Joining()
    joining.join_places(kept, gone)
    fields = references_to(Person, besides=tables_left_alone())
    joining.repoint_all(fields, gone.pk, kept.pk)
    joining.repoint(Message, "recipient_key", str(gone.pk), str(kept.pk), leave_clashes=True)
    _join_memberships(joining, kept, gone, organisation, taken)
    for merger in all_mergers():
        if merger.merge:
            data = merger.merge(kept, gone, by)
            joining.steps.append({"do": "custom", "merger": merger.name, "data": data})
    if not chooses_own_name(kept, organisation):
        joining.change(kept, **{name: getattr(gone, name) for name in OF_PERSON if name in taken})
    joining.change(gone, is_active=False, merged_into_id=kept.pk)
    if not joining.obstacles:
        _settle(kept, gone, by=by)
    return joining


def _join_memberships(
    joining: Joining,
    kept: Person,
    gone: Person,
    organisation: Organisation,
    taken: Collection[str],
) -> None:
    """Make two memberships, with their profiles and roles, one."""
    theirs = Membership.objects.filter(organisation=organisation, person=gone).first()
    mine = Membership.objects.filter(organisation=organisation, person=kept).first()
    if theirs is None:
        return
    if mine is None:
        joining.repoint(Membership, "person_id", gone.pk, kept.pk)
        return
    _join_profiles(joining, mine, theirs, taken)
    fields = references_to(Membership, besides={"programmes.Profile"})
    joining.repoint_all(fields, theirs.pk, mine.pk)
    if joining.drop(theirs, is_counted=False):
        is_current = theirs.ended_on is None
        joining.change(
            mine,
            joined_on=min(mine.joined_on, theirs.joined_on),
            external_ref=mine.external_ref or theirs.external_ref,
            ended_on=None if is_current else mine.ended_on,
            ended_reason="" if is_current else mine.ended_reason,
        )


def _join_profiles(
    joining: Joining, mine: Membership, theirs: Membership, taken: Collection[str]
) -> None:
    """Make two profiles one: a value that only one has is kept, lists are joined."""
    other = Profile.objects.filter(membership=theirs).first()
    own = Profile.objects.filter(membership=mine).first()
    if other is None:
        return
    if own is None:
        joining.repoint(Profile, "membership_id", theirs.pk, mine.pk)
        return
    values: dict[str, Any] = {
        name: getattr(other, name) for name in OF_PROFILE if name in taken or not getattr(own, name)
    }
    for name in OF_BOTH:
        values[name] = each_once([*getattr(own, name), *getattr(other, name)])
    joining.drop(other, is_counted=False)
    joining.change(own, **values)


def _settle(kept: Person, gone: Person, *, by: Person) -> None:
    """Bring what is derived from both up to date."""
    for merger in all_mergers():
        if merger.settle:
            merger.settle(kept, gone, by)


def _undo_custom(step: dict[str, Any], merge: Merge, *, by: Person) -> None:
    """Let the app that took a step go back."""
    merger = merger_called(step["merger"])
    if merger is None or merger.undo is None:
        raise CannotUndoError
    merger.undo(step["data"], merge.kept, merge.gone, by)


def _fresh(person: Person) -> Person:
    """Return the person as stored now."""
    return Person.objects.get(pk=person.pk)
