"""What a person asks of an organisation about what it keeps of them."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.models.organisation import Organisation
from mentorship.accounts.models.person import Person
from mentorship.accounts.permissions import Permission
from mentorship.accounts.privacy.enums import RequestKind, RequestState, own_choices
from mentorship.common.privacy import Keeping, OnErasure, Privacy


class PrivacyRequestQuerySet(models.QuerySet["PrivacyRequest"]):
    """Requests, chainable."""

    def visible_to(self, person: Person) -> "PrivacyRequestQuerySet":
        """Return the person's own, and those to organisations they administer."""
        from mentorship.accounts.access import organisations_allowing  # noqa: PLC0415  (a circle)

        administered = organisations_allowing(person, Permission.MANAGE_ORGANISATION)
        return self.filter(Q(person=person) | Q(organisation__in=administered))

    def open(self) -> "PrivacyRequestQuerySet":
        """Return those that wait for an answer."""
        return self.filter(state=RequestState.OPEN)


class PrivacyRequest(models.Model):
    """A person asks about what is kept of them; the law gives the organisation a month."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="privacy_requests",
        verbose_name=_("organisation"),
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="privacy_requests")
    kind = models.CharField(_("what"), max_length=20, choices=RequestKind.choices)
    state = models.CharField(
        _("state"), max_length=20, choices=RequestState.choices, default=RequestState.OPEN
    )
    words = models.TextField(_("in their words"), max_length=2000, blank=True)
    asked_at = models.DateTimeField(_("asked"))
    # The person themselves, or the administrator who wrote down what came by letter or in a talk.
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField(_("to be answered by"))
    # Why it takes up to two months more, where it does; the person is told.
    longer_because = models.CharField(_("why it takes longer"), max_length=300, blank=True)
    answer = models.TextField(_("answer"), max_length=4000, blank=True)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)
    settled_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    privacy = Privacy(
        none=("id", "organisation", "kind", "state", "asked_at", "due_on", "settled_at"),
        personal=("person", "asked_by", "settled_by"),
        content=("words", "longer_because", "answer"),
        subjects=("person",),
        authors=("person",),
        keeping=Keeping.RECORD,
        counted_from=("settled_at",),
        erasing={"longer_because": OnErasure.BLANK, "answer": OnErasure.BLANK},
    )

    objects = PrivacyRequestQuerySet.as_manager()

    class Meta:
        """What is due first comes first; somebody asks for one thing once at a time."""

        verbose_name = _("question about one’s data")
        verbose_name_plural = _("questions about one’s data")
        ordering = ("due_on", "asked_at")
        constraints = (
            models.UniqueConstraint(
                fields=("organisation", "person", "kind"),
                condition=Q(state=RequestState.OPEN),
                name="accounts_privacyrequest_one_open",
            ),
            models.CheckConstraint(
                condition=Q(state__in=RequestState.values, kind__in=RequestKind.values),
                name="accounts_privacyrequest_state",
            ),
            models.CheckConstraint(
                condition=Q(state=RequestState.OPEN, settled_at__isnull=True)
                | (~Q(state=RequestState.OPEN) & Q(settled_at__gte=F("asked_at"))),
                name="accounts_privacyrequest_settled",
            ),
        )

    def __str__(self) -> str:
        """Say what is asked."""
        return self.get_kind_display()

    @property
    def in_own_words(self) -> str:
        """Say what is asked, as the person reads it who asked."""
        return str(dict(own_choices())[self.kind])
