"""References and checks: what a programme asks for, and what each person has shown."""

import uuid
from datetime import date

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.access import places_allowing
from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from mentorship.common.privacy import Keeping, OnErasure, Privacy
from programmes.checks.enums import CheckKind, CheckState
from programmes.enums import CohortState, ParticipantRole, ParticipantState
from programmes.models.participant import Participant
from programmes.models.programme import Programme
from programmes.models.stored_file import StoredFile

# Whoever is accepted is asked, and until the end of their place reminded.
CHECKED_STATES = (ParticipantState.ACCEPTED, ParticipantState.TRAINED, ParticipantState.MATCHED)


class CheckRequirementQuerySet(models.QuerySet["CheckRequirement"]):
    """What is asked for, chainable."""

    def visible_to(self, person: Person) -> "CheckRequirementQuerySet":
        """Return those of programmes whose people the person may see."""
        return self.filter(
            programme__in=Programme.objects.where_allowed(person, Permission.VIEW_PEOPLE)
        )

    def in_force(self) -> "CheckRequirementQuerySet":
        """Return those that are asked for now."""
        return self.filter(retired_at__isnull=True)


class CheckRequirement(models.Model):
    """Something that a programme has its mentors, or mentees, show before they are matched."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="check_requirements"
    )
    role = models.CharField(_("asked of"), max_length=10, choices=ParticipantRole.choices)
    kind = models.CharField(_("kind"), max_length=20, choices=CheckKind.choices)
    name = models.CharField(_("name"), max_length=120)
    hint = models.CharField(_("what to send in"), max_length=300, blank=True)
    needs_file = models.BooleanField(_("a document has to be sent in"), default=True)
    # For how many months it is good, unless the document itself says; none for ever.
    valid_months = models.PositiveSmallIntegerField(_("good for months"), null=True, blank=True)
    blocks_matching = models.BooleanField(_("nobody is matched without it"), default=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    privacy = Privacy(
        none=(
            "id",
            "programme",
            "role",
            "kind",
            "needs_file",
            "valid_months",
            "blocks_matching",
            "retired_at",
        ),
        content=("name", "hint"),
    )

    objects = CheckRequirementQuerySet.as_manager()

    class Meta:
        """Asked for once under a name."""

        verbose_name = _("required check")
        verbose_name_plural = _("required checks")
        ordering = ("role", "name")
        constraints = (
            models.UniqueConstraint(
                fields=("programme", "role", "name"), name="programmes_checkrequirement_once"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=CheckKind.values, role__in=ParticipantRole.values),
                name="programmes_checkrequirement_kind",
            ),
            models.CheckConstraint(
                condition=Q(valid_months__isnull=True) | Q(valid_months__gte=1),
                name="programmes_checkrequirement_months",
            ),
        )

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class CheckQuerySet(models.QuerySet["Check"]):
    """Checks, chainable."""

    def visible_to(self, person: Person) -> "CheckQuerySet":
        """Return the person's own, and those where they may see people."""
        organisations, programmes = places_allowing(person, Permission.VIEW_PEOPLE)
        return self.filter(
            Q(person=person)
            | Q(requirement__programme_id__in=programmes)
            | Q(requirement__programme__organisation_id__in=organisations)
        )

    def good_on(self, day: date) -> "CheckQuerySet":
        """Return those that are confirmed, and whose last day has not passed.

        A last day is set by a confirmation alone. What was confirmed stays good until then,
        whatever is sent in meanwhile to renew it.
        """
        return self.filter(
            Q(expires_on__gte=day) | Q(expires_on__isnull=True, state=CheckState.CONFIRMED)
        )

    def in_force(self) -> "CheckQuerySet":
        """Return those of what is asked for now, of people who take part in that role now."""
        places = Participant.objects.filter(
            person=OuterRef("person"),
            role=OuterRef("requirement__role"),
            cohort__programme=OuterRef("requirement__programme"),
            state__in=CHECKED_STATES,
        ).exclude(cohort__state=CohortState.CLOSED)
        return self.filter(Exists(places), requirement__retired_at__isnull=True)


class Check(models.Model):
    """What one person has shown of one thing that is asked for, and until when it is good."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    requirement = models.ForeignKey(
        CheckRequirement, on_delete=models.PROTECT, related_name="checks"
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="checks")
    state = models.CharField(
        _("state"), max_length=20, choices=CheckState.choices, default=CheckState.ASKED
    )
    file = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="checks"
    )
    # What somebody says of it: the referee and how to reach them, the number of a certificate.
    words = models.CharField(_("about it"), max_length=300, blank=True)
    issued_on = models.DateField(_("issued on"), null=True, blank=True)
    # The last day on which it is good; none for ever.
    expires_on = models.DateField(_("good until"), null=True, blank=True)
    refused_reason = models.CharField(_("what is missing"), max_length=300, blank=True)
    asked_at = models.DateTimeField()
    sent_in_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    settled_at = models.DateTimeField(null=True, blank=True)

    privacy = Privacy(
        none=(
            "id",
            "requirement",
            "state",
            "file",
            "issued_on",
            "expires_on",
            "asked_at",
            "sent_in_at",
            "settled_at",
        ),
        personal=("person", "settled_by"),
        content=("words", "refused_reason"),
        subjects=("person",),
        authors=("person",),
        keeping=Keeping.PARTICIPATION,
        counted_from=("person", "requirement__programme"),
        erasing={"refused_reason": OnErasure.BLANK},
    )

    objects = CheckQuerySet.as_manager()

    class Meta:
        """One row for each person and thing asked for; it is renewed in place, and recorded."""

        verbose_name = _("check of somebody")
        verbose_name_plural = _("checks of people")
        ordering = ("requirement", "pk")
        constraints = (
            models.UniqueConstraint(fields=("requirement", "person"), name="programmes_check_once"),
            models.CheckConstraint(
                condition=Q(state__in=CheckState.values), name="programmes_check_state"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[CheckState.CONFIRMED, CheckState.REFUSED])
                | Q(settled_at__isnull=False, settled_by__isnull=False),
                name="programmes_check_settled",
            ),
            models.CheckConstraint(
                condition=~Q(state=CheckState.REFUSED) | ~Q(refused_reason=""),
                name="programmes_check_says_why",
            ),
        )

    def __str__(self) -> str:
        """Say how it stands."""
        return self.get_state_display()

    @property
    def is_settled_for_good(self) -> bool:
        """Tell whether it is confirmed without a last day, so that nothing newer is needed."""
        return self.state == CheckState.CONFIRMED and self.expires_on is None
