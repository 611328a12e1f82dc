"""Who takes part in a cohort, as what, and when not."""

import uuid
from collections.abc import Iterable
from datetime import date

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.access import places_allowing
from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from mentorship.common.privacy import Keeping, OnErasure, Privacy
from programmes.enums import PLACE_OVER, ContributionRole, ParticipantRole, ParticipantState
from programmes.models.cohort import Cohort
from programmes.models.programme import TeamMember


class ParticipantQuerySet(models.QuerySet["Participant"]):
    """Participants, chainable."""

    def visible_to(self, person: Person) -> "ParticipantQuerySet":
        """Return the person's own places, and those in programmes whose people they may see."""
        organisations, programmes = places_allowing(person, Permission.VIEW_PEOPLE)
        return self.filter(
            Q(person=person)
            | Q(cohort__programme_id__in=programmes)
            | Q(cohort__programme__organisation_id__in=organisations)
        )

    def of(self, person: Person) -> "ParticipantQuerySet":
        """Return the places that the person has."""
        return self.filter(person=person)

    def mentors(self) -> "ParticipantQuerySet":
        """Return mentors."""
        return self.filter(role=ParticipantRole.MENTOR)

    def mentees(self) -> "ParticipantQuerySet":
        """Return mentees."""
        return self.filter(role=ParticipantRole.MENTEE)

    def taking_part(self) -> "ParticipantQuerySet":
        """Return those who have not withdrawn, and were not turned away."""
        return self.exclude(state__in=[ParticipantState.WITHDRAWN, ParticipantState.DECLINED])

    def in_states(self, states: Iterable[str]) -> "ParticipantQuerySet":
        """Return those in any of the states."""
        return self.filter(state__in=list(states))

    def to_look_after(self) -> "ParticipantQuerySet":
        """Return those whom somebody should look after: on their way in a cohort not closed."""
        return self.filter(
            cohort__in=Cohort.objects.open(),
        ).exclude(state__in=list(PLACE_OVER))

    def in_nobodys_caseload(self) -> "ParticipantQuerySet":
        """Return those without a coordinator, or whose coordinator's time has ended."""
        looking_after = TeamMember.objects.current().with_caseload()
        return self.exclude(coordinator__in=looking_after)

    def in_caseload_of(self, person: Person) -> "ParticipantQuerySet":
        """Return those whom the person looks after today."""
        return self.filter(
            coordinator__in=TeamMember.objects.current().with_caseload().filter(person=person)
        )

    def by_name(self) -> "ParticipantQuerySet":
        """Sort by name, whatever its capitals."""
        return self.order_by(Lower("person__name"), "pk")


class Participant(models.Model):
    """A person has a place in a cohort, as mentor or as mentee; both make two places."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="participants")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="places")
    role = models.CharField(_("role"), max_length=10, choices=ParticipantRole.choices)
    state = models.CharField(
        _("state"),
        max_length=20,
        choices=ParticipantState.choices,
        default=ParticipantState.INVITED,
    )
    moved_at = models.DateTimeField(_("in this state since"), default=timezone.now)
    joined_on = models.DateField(_("joined on"))
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    ended_reason = models.CharField(_("reason"), max_length=200, blank=True)
    # The team member in whose caseload they are.
    coordinator = models.ForeignKey(
        TeamMember,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="caseload",
        verbose_name=_("looked after by"),
    )

    privacy = Privacy(
        none=("id", "cohort", "state", "moved_at", "joined_on", "ended_on"),
        personal=("person", "role", "coordinator"),
        sensitive=("ended_reason",),
        subjects=("person",),
        keeping=Keeping.PARTICIPATION,
        counted_from=("ended_on",),
        erasing={"role": OnErasure.KEEP},
    )

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        """One place per person, role and cohort."""

        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        constraints = (
            models.UniqueConstraint(
                fields=("cohort", "person", "role"), name="programmes_participant_once"
            ),
            models.CheckConstraint(
                condition=Q(role__in=ParticipantRole.values), name="programmes_participant_role"
            ),
            models.CheckConstraint(
                condition=Q(state__in=ParticipantState.values), name="programmes_participant_state"
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("joined_on")),
                name="programmes_participant_dates",
            ),
        )
        indexes = (models.Index(fields=("cohort", "role", "state"), name="participant_funnel"),)

    def __str__(self) -> str:
        """Say the role."""
        return self.get_role_display()


class Contribution(models.Model):
    """A person helped a cohort as an expert, speaker, facilitator or organiser."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="contributions")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="contributions")
    role = models.CharField(_("role"), max_length=20, choices=ContributionRole.choices)

    privacy = Privacy(
        none=("id", "cohort"),
        personal=("person", "role"),
        subjects=("person",),
        keeping=Keeping.PARTICIPATION,
        counted_from=("person", "cohort__programme"),
        erasing={"role": OnErasure.KEEP},
    )

    class Meta:
        """Once per person, role and cohort."""

        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        constraints = (
            models.UniqueConstraint(
                fields=("cohort", "person", "role"), name="programmes_contribution_once"
            ),
            models.CheckConstraint(
                condition=Q(role__in=ContributionRole.values), name="programmes_contribution_role"
            ),
        )

    def __str__(self) -> str:
        """Say the role."""
        return self.get_role_display()


class PauseQuerySet(models.QuerySet["Pause"]):
    """Pauses, chainable."""

    def on(self, day: date) -> "PauseQuerySet":
        """Return those during which the participant is away on the day."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day), starts_on__lte=day)


class Pause(models.Model):
    """A stretch in which a participant is away, and no clock or reminder runs for them.

    The first and the last day are included; without a last day it goes on until further notice.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="pauses")
    starts_on = models.DateField(_("away from"))
    ends_on = models.DateField(_("away until"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    privacy = Privacy(
        none=("id", "participant", "starts_on", "ends_on"),
        sensitive=("reason",),
        subjects=("participant__person",),
        keeping=Keeping.PARTICIPATION,
        counted_from=("participant__ended_on",),
    )

    objects = PauseQuerySet.as_manager()

    class Meta:
        """A pause ends after it begins; one at most has no end yet."""

        verbose_name = _("pause")
        verbose_name_plural = _("pauses")
        ordering = ("starts_on",)
        constraints = (
            models.UniqueConstraint(
                fields=("participant",),
                condition=Q(ends_on__isnull=True),
                name="programmes_pause_open_once",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="programmes_pause_dates",
            ),
        )

    def __str__(self) -> str:
        """Say from when."""
        return f"away from {self.starts_on}"
