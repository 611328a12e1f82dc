"""A person asks to be erased, and what is decided about texts that name them."""

import uuid

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.models.organisation import Organisation
from mentorship.accounts.models.person import Person
from mentorship.accounts.permissions import Permission
from mentorship.accounts.privacy.erasing.enums import ErasureState, MentionAnswer
from mentorship.common.privacy import Keeping, OnErasure, Privacy


class ErasureQuerySet(models.QuerySet["Erasure"]):
    """Erasures, chainable."""

    def visible_to(self, person: Person) -> "ErasureQuerySet":
        """Return the person's own, and those of organisations they administer."""
        from mentorship.accounts.access import organisations_allowing  # noqa: PLC0415  (a circle)

        administered = organisations_allowing(person, Permission.MANAGE_ORGANISATION)
        return self.filter(Q(person=person) | Q(organisation__in=administered))

    def open(self) -> "ErasureQuerySet":
        """Return those that wait for an administrator."""
        return self.filter(state=ErasureState.ASKED)


class Erasure(models.Model):
    """Somebody is to be erased: asked for by themselves or for them, done once, kept as proof."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="erasures")
    state = models.CharField(
        _("state"), max_length=20, choices=ErasureState.choices, default=ErasureState.ASKED
    )
    asked_at = models.DateTimeField(_("asked"))
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField(_("to be answered by"))
    answer = models.TextField(_("why not"), max_length=2000, blank=True)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)
    settled_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # What the person is called from then on, and how much of what kind was done.
    code = models.CharField(max_length=12, blank=True)
    counts = models.JSONField(default=dict, blank=True, encoder=DjangoJSONEncoder)

    privacy = Privacy(
        none=(
            "id",
            "organisation",
            "state",
            "asked_at",
            "due_on",
            "settled_at",
            "code",
            "counts",
        ),
        personal=("person", "asked_by", "settled_by"),
        content=("answer",),
        subjects=("person",),
        keeping=Keeping.RECORD,
        counted_from=("settled_at",),
        erasing={"answer": OnErasure.BLANK},
    )

    objects = ErasureQuerySet.as_manager()

    class Meta:
        """What is due first comes first; one at a time for somebody, and one for good."""

        verbose_name = _("erasure")
        verbose_name_plural = _("erasures")
        ordering = ("due_on", "asked_at")
        constraints = (
            models.UniqueConstraint(
                fields=("person",),
                condition=Q(state__in=[ErasureState.ASKED, ErasureState.DONE]),
                name="accounts_erasure_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=ErasureState.values), name="accounts_erasure_state"
            ),
            models.CheckConstraint(
                condition=Q(state=ErasureState.ASKED, settled_at__isnull=True)
                | (~Q(state=ErasureState.ASKED) & Q(settled_at__gte=F("asked_at"))),
                name="accounts_erasure_settled",
            ),
        )

    def __str__(self) -> str:
        """Say how far it is."""
        return self.get_state_display()


class Mention(models.Model):
    """What is decided about one text by somebody else that names the person.

    It points at the text and never copies it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    erasure = models.ForeignKey(Erasure, on_delete=models.CASCADE, related_name="mentions")
    about_kind = models.CharField(max_length=60)
    about_id = models.CharField(max_length=40)
    field = models.CharField(max_length=60)
    answer = models.CharField(_("answer"), max_length=10, choices=MentionAnswer.choices)
    reason = models.CharField(_("why it stays"), max_length=300, blank=True)
    answered_at = models.DateTimeField(auto_now=True)
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    privacy = Privacy(
        none=("id", "erasure", "about_kind", "about_id", "field", "answer", "answered_at"),
        personal=("answered_by",),
        content=("reason",),
        subjects=("erasure__person",),
        authors=("answered_by",),
        keeping=Keeping.RECORD,
        counted_from=("erasure__settled_at",),
        erasing={"reason": OnErasure.KEEP},
    )

    class Meta:
        """Decided once for each text; what stays has its reason."""

        verbose_name = _("mention of somebody")
        verbose_name_plural = _("mentions of somebody")
        constraints = (
            models.UniqueConstraint(
                fields=("erasure", "about_kind", "about_id", "field"),
                name="accounts_mention_once",
            ),
            models.CheckConstraint(
                condition=Q(answer=MentionAnswer.CUT)
                | (Q(answer=MentionAnswer.KEEP) & ~Q(reason="")),
                name="accounts_mention_reason",
            ),
        )

    def __str__(self) -> str:
        """Say what is decided."""
        return self.get_answer_display()
