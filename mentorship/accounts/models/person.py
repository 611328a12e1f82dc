"""Whoever takes part, in whatever role."""

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Lower, Upper
from django.utils.translation import gettext_lazy as _
from timezone_field import TimeZoneField

from mentorship.accounts.permissions import Permission
from mentorship.common.plain_text import PlainText
from mentorship.common.privacy import Keeping, Privacy, Withheld


def first_word(name: str) -> str:
    """Return what friends would say; a name of nothing but blanks stays as it is."""
    return name.split(maxsplit=1)[0] if name.strip() else name


class PersonQuerySet(models.QuerySet["Person"]):
    """People, chainable."""

    def visible_to(self, person: "Person") -> "PersonQuerySet":
        """Return the person, and everybody in the organisations whose people they may see."""
        from mentorship.accounts.access import places_allowing  # noqa: PLC0415

        organisations, _programmes = places_allowing(person, Permission.VIEW_PEOPLE)
        return self.filter(
            Q(pk=person.pk)
            | Exists(
                person.memberships.model.objects.filter(
                    person=OuterRef("pk"), organisation_id__in=organisations
                )
            )
        )

    def who_can_sign_in(self) -> "PersonQuerySet":
        """Return those who have an address and are not shut out."""
        return self.filter(is_active=True, email__isnull=False)

    def by_name(self) -> "PersonQuerySet":
        """Sort by name, whatever its capitals."""
        return self.order_by(Lower("name"), "pk")


class PersonManager(BaseUserManager["Person"]):
    """Makes people; the e-mail address is the name they sign in by."""

    def get_queryset(self) -> PersonQuerySet:
        """Return the chainable set."""
        return PersonQuerySet(self.model, using=self._db)

    def visible_to(self, person: "Person") -> PersonQuerySet:
        """Return whom `person` may see; see the QuerySet."""
        return self.get_queryset().visible_to(person)

    def who_can_sign_in(self) -> PersonQuerySet:
        """Return those who can sign in; see the QuerySet."""
        return self.get_queryset().who_can_sign_in()

    def create_person(
        self, *, name: str, email: str | None = None, password: str | None = None, **fields: Any
    ) -> "Person":
        """Store a person; without password they sign in by code, without address not at all."""
        person = Person(name=name, email=email.strip().lower() if email else None, **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def get_by_natural_key(self, username: str | None) -> "Person":
        """Find by address, whatever its capitals."""
        return self.get(email=(username or "").strip().lower())


class Person(AbstractBaseUser):
    """A person, who may belong to several organisations; only the sign-in is shared by them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(_("e-mail address"), unique=True, null=True, blank=True)
    name = models.CharField(_("name"), max_length=150)
    language = models.CharField(_("language"), max_length=10, default=settings.LANGUAGE_CODE)
    time_zone = TimeZoneField(_("time zone"), default="Europe/London", use_pytz=False)
    is_active = models.BooleanField(_("may sign in"), default=True)
    joined_at = models.DateTimeField(_("joined"), auto_now_add=True)
    # Set on the record of somebody who was found to be here twice: who they really are.
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="aliases"
    )

    privacy = Privacy(
        none=("id", "is_active", "joined_at"),
        personal=("email", "name", "language", "time_zone", "last_login", "merged_into"),
        sensitive=("password",),
        subjects=("pk",),
        keeping=Keeping.ACCOUNT,
        withheld={"password": Withheld.KEY},
    )

    # Filled once per request by mentorship.accounts.access.
    held_grants: tuple[Any, ...] | None = None

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects: ClassVar[PersonManager] = PersonManager()

    class Meta:
        """Addresses are kept in lower case, so that two spellings are one person."""

        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = (
            models.CheckConstraint(
                condition=Q(email__isnull=True) | Q(email=Lower("email")),
                name="accounts_person_email_lower",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="accounts_person_named"),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | Q(is_active=False),
                name="accounts_person_alias_shut",
            ),
        )
        indexes = (
            GinIndex(OpClass(Upper("name"), "gin_trgm_ops"), name="accounts_person_name_search"),
            GinIndex(OpClass(Upper("email"), "gin_trgm_ops"), name="accounts_person_email_search"),
            GinIndex(OpClass(PlainText("name"), "gin_trgm_ops"), name="accounts_person_plain_name"),
        )

    def __str__(self) -> str:
        """Return the name."""
        return self.name

    @property
    def short_name(self) -> str:
        """Return what friends would say: the first word of the name."""
        return first_word(self.name)

    @property
    def initials(self) -> str:
        """Return one or two letters for a picture that is not there."""
        words = self.name.split()
        return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()

    @property
    def can_sign_in(self) -> bool:
        """Tell whether the person has an address to sign in by."""
        return self.is_active and self.email is not None
