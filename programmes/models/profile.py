"""What an organisation knows of somebody who belongs to it."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.access import places_allowing
from mentorship.accounts.models import Membership, Person
from mentorship.accounts.permissions import Permission
from mentorship.common.privacy import Keeping, Privacy
from programmes.models.participant import Participant

WORD_LENGTH = 60
INTEREST_LENGTH = 80


class ProfileQuerySet(models.QuerySet["Profile"]):
    """Profiles, chainable."""

    def visible_to(self, person: Person) -> "ProfileQuerySet":
        """Return the person's own, and those of people who take part where they may see people."""
        organisations, programmes = places_allowing(person, Permission.VIEW_PEOPLE)
        takes_part = Participant.objects.filter(
            cohort__programme_id__in=programmes,
            cohort__programme__organisation_id=OuterRef("membership__organisation_id"),
            person_id=OuterRef("membership__person_id"),
        )
        return self.filter(
            Q(membership__person=person)
            | Q(membership__organisation_id__in=organisations)
            | Exists(takes_part)
        )


class Profile(models.Model):
    """What an organisation knows of a member, for all its programmes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    membership = models.OneToOneField(Membership, on_delete=models.CASCADE, related_name="profile")
    job_title = models.CharField(_("job"), max_length=120, blank=True)
    department = models.CharField(_("department"), max_length=120, blank=True)
    location = models.CharField(_("location"), max_length=120, blank=True)
    grade = models.CharField(_("grade"), max_length=60, blank=True, default="", db_default="")
    line_manager_name = models.CharField(
        _("line manager"), max_length=150, blank=True, default="", db_default=""
    )
    line_manager_email = models.EmailField(
        _("line manager's e-mail"), blank=True, default="", db_default=""
    )
    # As people write them: "English", "Cymraeg".
    languages = ArrayField(
        models.CharField(max_length=WORD_LENGTH),
        verbose_name=_("languages"),
        default=list,
        db_default=[],
        blank=True,
    )
    interests = ArrayField(
        models.CharField(max_length=INTEREST_LENGTH),
        verbose_name=_("interests"),
        default=list,
        db_default=[],
        blank=True,
    )
    country_code = models.CharField(_("country"), max_length=3, blank=True)
    biography = models.TextField(_("about me"), max_length=2000, blank=True)
    # The random name under which the picture is stored; empty for none.
    picture_key = models.CharField(
        _("picture"), max_length=40, blank=True, default="", db_default=""
    )

    privacy = Privacy(
        none=("id", "membership"),
        personal=(
            "job_title",
            "department",
            "location",
            "grade",
            "line_manager_name",
            "line_manager_email",
            "languages",
            "interests",
            "country_code",
            "picture_key",
        ),
        content=("biography",),
        subjects=("membership__person",),
        authors=("membership__person",),
        keeping=Keeping.ACCOUNT,
    )

    objects = ProfileQuerySet.as_manager()

    class Meta:
        """What it is called."""

        verbose_name = _("profile of somebody")
        verbose_name_plural = _("profiles of people")

    def __str__(self) -> str:
        """Say whose profile it is."""
        return f"profile of {self.membership_id}"

    @property
    def picture_url(self) -> str:
        """Return where the small picture is shown, or nothing; a new picture has a new address."""
        return self._address_of("small")

    @property
    def large_picture_url(self) -> str:
        """Return where the large picture is shown, or nothing."""
        return self._address_of("large")

    def _address_of(self, size: str) -> str:
        """Return the address of one size."""
        if not self.picture_key:
            return ""
        address = reverse("programmes:profile-picture", args=(self.membership_id,))
        return f"{address}?size={size}&v={self.picture_key[:8]}"
