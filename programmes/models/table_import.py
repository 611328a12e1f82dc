"""A table somebody brings, its rows until they are no longer needed, and the words they use."""

import uuid
from datetime import datetime

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.access import places_allowing
from mentorship.accounts.models import Organisation, Person
from mentorship.accounts.permissions import Permission
from mentorship.common.privacy import Keeping, OnErasure, Privacy
from programmes.importing.enums import (
    UNDER_WAY,
    ImportKind,
    ImportState,
    Outcome,
    WordAbout,
)
from programmes.models.cohort import Cohort
from programmes.models.programme import Programme


class ImportQuerySet(models.QuerySet["Import"]):
    """Imports, chainable."""

    def visible_to(self, person: Person) -> "ImportQuerySet":
        """Return those into programmes whose people the person manages."""
        organisations, programmes = places_allowing(person, Permission.MANAGE_PEOPLE)
        return self.filter(Q(programme__in=programmes) | Q(organisation__in=organisations))

    def under_way(self) -> "ImportQuerySet":
        """Return those that somebody began and did not end."""
        return self.filter(state__in=UNDER_WAY)

    def untouched_since(self, moment: datetime) -> "ImportQuerySet":
        """Return those with which nothing happened since then."""
        return self.filter(touched_at__lt=moment)


class Import(models.Model):
    """A table somebody brings: read, its columns named, checked, and then written at one stroke."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, null=True, blank=True, related_name="imports"
    )
    # Where people go whose row names no cohort.
    cohort = models.ForeignKey(
        Cohort,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("cohort"),
    )
    kind = models.CharField(_("what is in it"), max_length=20, choices=ImportKind.choices)
    state = models.CharField(
        max_length=20, choices=ImportState.choices, default=ImportState.UPLOADED
    )
    filename = models.CharField(_("file"), max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    # What the reader found: format, encoding, delimiter, sheet, sheets.
    found = models.JSONField(default=dict)
    # What somebody asked the reader for: sheet, encoding.
    wanted = models.JSONField(default=dict)
    header = models.JSONField(default=list)
    # What somebody said of the columns; see `programmes.importing.answers`.
    answers = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    # How many of those added come in as invited and have an address.
    invitable = models.PositiveIntegerField(default=0)
    # How often a worker took it up since it last got anywhere.
    attempts = models.PositiveSmallIntegerField(default=0)
    # Why it could not be read, or was checked once more: {"code": …, "facts": …}.
    trouble = models.JSONField(default=dict)
    # Those who come in as invited get the invitation.
    invites = models.BooleanField(default=False)
    invited_at = models.DateTimeField(null=True, blank=True)
    uploaded_at = models.DateTimeField(default=timezone.now)
    uploaded_by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    touched_at = models.DateTimeField(default=timezone.now)
    applied_at = models.DateTimeField(null=True, blank=True)
    applied_by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    privacy = Privacy(
        none=(
            "id",
            "organisation",
            "programme",
            "cohort",
            "kind",
            "state",
            "sha256",
            "size",
            "found",
            "wanted",
            "header",
            "answers",
            "total",
            "done",
            "added",
            "changed",
            "unchanged",
            "refused",
            "invitable",
            "attempts",
            "trouble",
            "invites",
            "invited_at",
            "uploaded_at",
            "touched_at",
            "applied_at",
        ),
        personal=("uploaded_by", "applied_by"),
        content=("filename",),
    )

    objects = ImportQuerySet.as_manager()

    class Meta:
        """The latest first."""

        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ("-uploaded_at",)
        indexes = (models.Index(fields=("state", "touched_at"), name="import_waiting"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=ImportState.values), name="programmes_import_state"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=ImportKind.values), name="programmes_import_kind"
            ),
            models.CheckConstraint(
                condition=Q(kind=ImportKind.MEMBERS) | Q(programme__isnull=False),
                name="programmes_import_programme",
            ),
            models.CheckConstraint(
                condition=Q(state=ImportState.APPLIED, applied_at__isnull=False)
                | (~Q(state=ImportState.APPLIED) & Q(applied_at__isnull=True)),
                name="programmes_import_applied_at",
            ),
        )

    def __str__(self) -> str:
        """Return the file's name."""
        return self.filename

    @property
    def changes(self) -> int:
        """Return how many rows are added or changed."""
        return self.added + self.changed


class ImportFile(models.Model):
    """The file of an import, kept until its rows are checked and nobody needs it again."""

    run = models.OneToOneField(
        Import, on_delete=models.CASCADE, primary_key=True, related_name="file"
    )
    content = models.BinaryField()

    privacy = Privacy(
        none=("run",),
        sensitive=("content",),
        keeping=Keeping.MESSAGE,
        counted_from=("run__uploaded_at",),
        erasing={"*": OnErasure.DELETE},
    )

    class Meta:
        """What it is called."""

        verbose_name = _("file of an import")
        verbose_name_plural = _("files of imports")

    def __str__(self) -> str:
        """Say whose file it is."""
        return f"file of {self.run_id}"


class ImportRow(models.Model):
    """One row of an imported table, with what would become of it; gone 30 days after it is done."""

    run = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(_("row"))
    # Each cell a text, or [why it is refused, its beginning].
    given = models.JSONField()
    # What somebody wrote in place of a wrong cell, by field.
    fixes = models.JSONField(default=dict)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    # [field, value, code, facts] for each wrong cell, and for each warning.
    errors = models.JSONField(default=list)
    warnings = models.JSONField(default=list)
    # [field, before, after] for each value that changes.
    changes = models.JSONField(default=list, encoder=DjangoJSONEncoder)
    # The place somebody got by it.
    place_id = models.UUIDField(null=True, blank=True)

    privacy = Privacy(
        none=("id", "run", "number", "outcome", "place_id"),
        sensitive=("given", "fixes", "errors", "warnings", "changes"),
        keeping=Keeping.MESSAGE,
        counted_from=("run__uploaded_at",),
        erasing={"*": OnErasure.DELETE},
    )

    class Meta:
        """In the order of the file."""

        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of imports")
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("run", "number"), name="programmes_importrow_number"),
            models.CheckConstraint(
                condition=Q(outcome__in=["", *Outcome.values]), name="programmes_importrow_outcome"
            ),
        )
        indexes = (models.Index(fields=("run", "outcome", "number"), name="importrow_outcome"),)

    def __str__(self) -> str:
        """Say which row."""
        return f"row {self.number}"


class RememberedWord(models.Model):
    """A word of an organisation's tables, a heading or a value, and what it was said to mean."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    about = models.CharField(max_length=10, choices=WordAbout.choices)
    word = models.CharField(max_length=200)
    meaning = models.CharField(max_length=40)

    privacy = Privacy(none=("id", "organisation", "about", "word", "meaning"))

    class Meta:
        """A word means one thing."""

        verbose_name = _("remembered word")
        verbose_name_plural = _("remembered words")
        constraints = (
            models.UniqueConstraint(
                fields=("organisation", "about", "word"), name="programmes_rememberedword_once"
            ),
            models.CheckConstraint(
                condition=Q(about__in=WordAbout.values), name="programmes_rememberedword_about"
            ),
        )

    def __str__(self) -> str:
        """Return the word."""
        return self.word
