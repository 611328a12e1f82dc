"""A programme, its team, and who champions it."""

import uuid
from datetime import date, timedelta

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.access import grants_of
from mentorship.accounts.models import Membership, Organisation, Person
from mentorship.accounts.permissions import Permission, Role
from mentorship.common.privacy import Keeping, OnErasure, Privacy
from programmes.enums import ProgrammeTemplate


class ProgrammeQuerySet(models.QuerySet["Programme"]):
    """Programmes, chainable."""

    def visible_to(self, person: Person) -> "ProgrammeQuerySet":
        """Return those the person takes part in, works for, or has an organisation role over."""
        grants = grants_of(person)
        programmes = [grant.programme_id for grant in grants if grant.programme_id]
        organisations = [grant.organisation_id for grant in grants if not grant.programme_id]
        takes_part = self.model.objects.filter(cohorts__participants__person=person)
        return self.filter(
            Q(pk__in=programmes)
            | Q(organisation_id__in=organisations)
            | Q(pk__in=takes_part.values("pk"))
        )

    def where_allowed(self, person: Person, permission: Permission) -> "ProgrammeQuerySet":
        """Return those in which a role of the person has the permission."""
        held = [grant for grant in grants_of(person) if grant.allows(permission)]
        return self.filter(
            Q(pk__in=[grant.programme_id for grant in held if grant.programme_id])
            | Q(organisation_id__in=[g.organisation_id for g in held if not g.programme_id])
        )


class Programme(models.Model):
    """A mentoring programme of an organisation; each run of it is a cohort."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="programmes"
    )
    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("short name in addresses"), max_length=80, unique=True)
    purpose = models.TextField(_("why we run it"), blank=True)
    template = models.CharField(
        _("started from"),
        max_length=20,
        choices=ProgrammeTemplate.choices,
        default=ProgrammeTemplate.BLANK,
        db_default=ProgrammeTemplate.BLANK,
    )
    cloned_from = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="clones"
    )
    credit = models.CharField(_("credit for records of others"), max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    privacy = Privacy(
        none=(
            "id",
            "organisation",
            "name",
            "slug",
            "template",
            "cloned_from",
            "credit",
            "created_at",
        ),
        content=("purpose",),
    )

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        """Names are told apart within an organisation."""

        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(
                fields=("organisation", "name"), name="programmes_programme_name"
            ),
            models.CheckConstraint(
                condition=Q(template__in=ProgrammeTemplate.values),
                name="programmes_programme_template",
            ),
        )

    def __str__(self) -> str:
        """Return the name."""
        return self.name


# Whose work is to look after participants: only they have a caseload.
CASELOAD_ROLES = (Role.LEAD_COORDINATOR, Role.COORDINATOR)


class TeamMemberQuerySet(models.QuerySet["TeamMember"]):
    """Team members, chainable."""

    def current(self) -> "TeamMemberQuerySet":
        """Return those who work for the programme today: begun, and not ended."""
        return self.on(timezone.localdate())

    def on(self, day: date) -> "TeamMemberQuerySet":
        """Return those who work for the programme on a day."""
        return self.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=day), started_on__lte=day)

    def current_or_to_come(self) -> "TeamMemberQuerySet":
        """Return those whose time has not ended, begun or not."""
        return self.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=timezone.localdate()))

    def with_caseload(self) -> "TeamMemberQuerySet":
        """Return those whose role looks after participants."""
        return self.filter(role__in=CASELOAD_ROLES)

    def who_lead(self) -> "TeamMemberQuerySet":
        """Return lead coordinators who still belong to the organisation."""
        return self.filter(
            role=Role.LEAD_COORDINATOR,
            programme__organisation__memberships__person=F("person"),
            programme__organisation__memberships__ended_on__isnull=True,
        )


class TeamMember(models.Model):
    """A person works for a programme in a role, from one day up to another.

    The day on which their time ends is the first without the role: who leaves today can do nothing
    any more, and who comes back the same day begins anew. `last_day` is the day before.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="team")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="team_memberships")
    role = models.CharField(_("role"), max_length=30, choices=Role.choices)
    started_on = models.DateField(_("since"))
    ended_on = models.DateField(_("until"), null=True, blank=True)
    ended_reason = models.CharField(_("reason"), max_length=200, blank=True)

    privacy = Privacy(
        none=("id", "programme", "started_on", "ended_on"),
        personal=("person", "role"),
        sensitive=("ended_reason",),
        subjects=("person",),
        keeping=Keeping.ACCOUNT,
        erasing={"role": OnErasure.KEEP},
    )

    objects = TeamMemberQuerySet.as_manager()

    class Meta:
        """A role is held once at a time: its stretches of days never overlap."""

        verbose_name = _("member of a team")
        verbose_name_plural = _("members of a team")
        constraints = (
            ExclusionConstraint(
                name="programmes_teammember_once_at_a_time",
                expressions=[
                    ("programme", RangeOperators.EQUAL),
                    ("person", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    (
                        Func(
                            "started_on",
                            "ended_on",
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
            models.CheckConstraint(
                condition=Q(role__in=[role for role in Role.values if role != Role.ADMINISTRATOR]),
                name="programmes_teammember_role",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="programmes_teammember_dates",
            ),
        )

    def __str__(self) -> str:
        """Say the role."""
        return self.get_role_display()

    @property
    def is_to_come(self) -> bool:
        """Tell whether their first day is still ahead."""
        return self.started_on > timezone.localdate() and not self.is_past

    @property
    def is_current(self) -> bool:
        """Tell whether they work for the programme today."""
        return not self.is_to_come and not self.is_past

    @property
    def is_past(self) -> bool:
        """Tell whether their time has ended, or was called off before it began."""
        if self.ended_on is None:
            return False
        return self.ended_on <= max(timezone.localdate(), self.started_on)

    @property
    def has_caseload(self) -> bool:
        """Tell whether their role looks after participants."""
        return self.role in CASELOAD_ROLES

    @property
    def last_day(self) -> date | None:
        """Return the last day on which they have the role; None while no end is planned."""
        if self.ended_on is None:
            return None
        return max(self.ended_on - timedelta(days=1), self.started_on)


class SponsorshipQuerySet(models.QuerySet["Sponsorship"]):
    """Sponsorships, chainable."""

    def current(self) -> "SponsorshipQuerySet":
        """Return those that have not ended."""
        return self.filter(ended_on__isnull=True)

    def reachable(self) -> "SponsorshipQuerySet":
        """Return the current ones of people who have not left, and so may be written to.

        A sponsor who never was a member, such as a trustee, is reachable.
        """
        return self.current().filter(~Exists(_left()), person__is_active=True)

    def out_of_reach(self) -> "SponsorshipQuerySet":
        """Return the current ones of people who left the organisation, or whose record is shut."""
        return self.current().filter(Exists(_left()) | Q(person__is_active=False))


def _left() -> "models.QuerySet[Membership]":
    """Return the ended membership of a sponsor in the programme's organisation."""
    return Membership.objects.filter(
        organisation=OuterRef("programme__organisation"),
        person=OuterRef("person"),
        ended_on__isnull=False,
    )


class Sponsorship(models.Model):
    """A champion at senior level stands for a programme; they need no account."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="sponsorships")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="sponsorships")
    position = models.CharField(_("position"), max_length=120, blank=True)
    started_on = models.DateField(_("since"))
    ended_on = models.DateField(_("until"), null=True, blank=True)
    ended_reason = models.CharField(
        _("reason"), max_length=200, blank=True, default="", db_default=""
    )

    privacy = Privacy(
        none=("id", "programme", "started_on", "ended_on"),
        personal=("person", "position"),
        sensitive=("ended_reason",),
        subjects=("person",),
        keeping=Keeping.ACCOUNT,
    )

    objects = SponsorshipQuerySet.as_manager()

    class Meta:
        """Somebody sponsors a programme once at a time."""

        verbose_name = _("sponsorship")
        verbose_name_plural = _("sponsorships")
        constraints = (
            models.UniqueConstraint(
                fields=("programme", "person"),
                condition=Q(ended_on__isnull=True),
                name="programmes_sponsorship_once",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="programmes_sponsorship_dates",
            ),
        )

    def __str__(self) -> str:
        """Say who sponsors what."""
        return f"{self.person_id} sponsors {self.programme_id}"
