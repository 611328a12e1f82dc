"""What of programmes stands in the way of erasing somebody, and what declarations cannot say."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from typing import Any

from django.db.models import Exists, OuterRef, Q, TextField
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext as _

from mentorship.accounts.models import Person
from mentorship.accounts.privacy.erasing.registry import (
    Gone,
    Obstacle,
    Taken,
    register_eraser,
    register_obstacles,
)
from mentorship.accounts.privacy.erasing.rows import Declared
from mentorship.accounts.privacy.keeping.ends import register_end_of_part
from programmes.documents.keeping import forget_document
from programmes.enums import ParticipantState
from programmes.models import (
    ImportFile,
    ImportRow,
    Participant,
    Profile,
    Sponsorship,
    StoredFile,
    TeamMember,
)
from programmes.people.joining import references_to
from programmes.people.pictures import forget_picture

# What these lend out belongs to the programme, whoever sent it in.
_OF_THE_PROGRAMME = frozenset({"training.coursematerial", "training.resource"})
_RUNNING = (ParticipantState.ACCEPTED, ParticipantState.TRAINED, ParticipantState.MATCHED)


def register() -> None:
    """Put this app's part into erasing."""
    register_obstacles(obstacles_of_programmes)
    register_eraser(take_files)
    register_eraser(take_pictures)
    register_eraser(take_import_rows)
    register_eraser(take_line_manager)
    register_end_of_part(end_of_part)


def obstacles_of_programmes(people: Sequence[Person]) -> Iterator[Obstacle]:
    """Yield what the person still holds or takes part in."""
    held = TeamMember.objects.filter(person__in=people, ended_on=None)
    for row in held.select_related("programme"):
        yield Obstacle(
            _("In the team of %(programme)s: hand this over first.")
            % {"programme": row.programme.name},
            reverse("programmes:team", args=(row.programme.slug,)),
        )
    sponsored = Sponsorship.objects.filter(person__in=people, ended_on=None)
    for sponsorship in sponsored.select_related("programme"):
        yield Obstacle(
            _("Sponsors %(programme)s: name another sponsor first.")
            % {"programme": sponsorship.programme.name}
        )
    running = Participant.objects.filter(person__in=people, state__in=_RUNNING, ended_on=None)
    for place in running.select_related("cohort__programme"):
        yield Obstacle(
            _("Still takes part in %(cohort)s: end that first.") % {"cohort": place.cohort.name}
        )


def take_files(gone: Gone, taken: Taken) -> None:
    """Let go of every document about or from the person; the bytes go after the commit."""
    files = StoredFile.objects.filter(
        Q(sent_by__in=gone.pks)
        | Q(checks__person__in=gone.pks)
        | Q(answers__application__person__in=gone.pks)
    ).distinct()
    stays: set[Any] = set()
    links = [(field.model, field) for field in references_to(StoredFile)]
    for model, field in links:
        if model._meta.label_lower in _OF_THE_PROGRAMME:
            rows = model._base_manager.filter(**{f"{field.name}__in": files})
            stays |= set(rows.values_list(f"{field.name}_id", flat=True))
    going = [stored for stored in files if stored.pk not in stays]
    for model, field in links:
        if model._meta.label_lower not in _OF_THE_PROGRAMME:
            model._base_manager.filter(**{f"{field.name}__in": going}).update(**{field.name: None})
    taken.add("programmes.storedfile", len(going))
    taken.afterwards.extend(partial(forget_document, stored) for stored in going)
    StoredFile.objects.filter(pk__in=[stored.pk for stored in going]).delete()


def take_pictures(gone: Gone, taken: Taken) -> None:
    """Delete the person's pictures after the commit."""
    profiles = Profile.objects.filter(membership__person__in=gone.pks).exclude(picture_key="")
    keys = list(profiles.values_list("picture_key", flat=True))
    taken.afterwards.extend(partial(forget_picture, key) for key in keys)


def take_import_rows(gone: Gone, taken: Taken) -> None:
    """Delete raw rows of tables in which the person stands, and the tables themselves."""
    places = Participant.objects.filter(person__in=gone.pks).values("pk")
    named = Q(place_id__in=places)
    if gone.marks.whole:
        pattern = rf"(?<!\w)(?:{gone.marks.pattern(with_parts=False)})(?!\w)"
        named |= Q(as_text__iregex=pattern)
    rows = ImportRow.objects.annotate(as_text=Cast("given", TextField())).filter(named)
    runs = set(rows.values_list("run_id", flat=True))
    taken.add("programmes.importrow", len(rows))
    ImportRow.objects.filter(pk__in=[row.pk for row in rows]).delete()
    taken.add("programmes.importfile", ImportFile.objects.filter(run__in=runs).delete()[0])


def take_line_manager(gone: Gone, _taken: Taken) -> None:
    """Take the person's name and address out of profiles of those they lead."""
    led = Profile.objects.filter(line_manager_email__in=gone.addresses)
    led.update(line_manager_name="", line_manager_email="")


def end_of_part(_declared: Declared, person: str, programme: str, day: date) -> Q:
    """Return the rows whose person ended all they took part in there before a day."""
    theirs = Participant.objects.filter(
        person=OuterRef(f"{person}_id"), cohort__programme=OuterRef(f"{programme}_id")
    )
    goes_on = Q(ended_on=None) | Q(ended_on__gte=day)
    return Q(Exists(theirs)) & ~Q(Exists(theirs.filter(goes_on)))
