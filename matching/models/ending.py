"""When a match rested, who would like somebody else, and what each says at the end."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from matching.ending.enums import RematchState
from matching.models.match import Match, MatchMember
from mentorship.accounts.access import places_allowing
from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from mentorship.accounts.privacy.erasing.marks import CUT
from mentorship.common.privacy import Keeping, OnErasure, Privacy, Withheld
from training.attending.certificate_codes import readings


class MatchRest(models.Model):
    """A stretch in which a match rested; no day of it counts as quiet. Both days are included."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    match = models.ForeignKey(Match, on_delete=models.CASCADE, related_name="rests")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    privacy = Privacy(
        none=("id", "match"),
        personal=("starts_on", "ends_on"),
        sensitive=("reason",),
        subjects=("match__members__participant__person",),
        keeping=Keeping.RELATIONSHIP,
        counted_from=("match__ended_on",),
        erasing={"starts_on": OnErasure.KEEP, "ends_on": OnErasure.KEEP},
    )

    class Meta:
        """It ends after it begins; one at most has no end yet."""

        verbose_name = _("rest of a match")
        verbose_name_plural = _("rests of matches")
        ordering = ("starts_on",)
        constraints = (
            models.UniqueConstraint(
                fields=("match",),
                condition=Q(ends_on__isnull=True),
                name="matching_rest_open_once",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="matching_rest_dates",
            ),
        )

    def __str__(self) -> str:
        """Say from when."""
        return f"rests from {self.starts_on}"


class ClosingWordQuerySet(models.QuerySet["ClosingWord"]):
    """Closing words, chainable."""

    def visible_to(self, person: Person) -> "ClosingWordQuerySet":
        """Return the person's own; the others read the thank-you through their match."""
        return self.filter(member__participant__person=person)


class RematchWishQuerySet(models.QuerySet["RematchWish"]):
    """Wishes for somebody else, chainable."""

    def visible_to(self, person: Person) -> "RematchWishQuerySet":
        """Return the person's own, and those of programmes whose matches they look after.

        The partner does not learn of it from us.
        """
        organisations, programmes = places_allowing(person, Permission.MANAGE_MATCHES)
        return self.filter(
            Q(member__participant__person=person)
            | Q(member__match__cohort__programme_id__in=programmes)
            | Q(member__match__cohort__programme__organisation_id__in=organisations)
        )

    def waiting(self) -> "RematchWishQuerySet":
        """Return those that nobody has seen to."""
        return self.filter(state=RematchState.ASKED)


class RematchWish(models.Model):
    """Somebody would like to be matched with somebody else; no reason is needed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    member = models.ForeignKey(MatchMember, on_delete=models.CASCADE, related_name="rematch_wishes")
    words = models.TextField(_("a few words for the coordinators"), max_length=1000, blank=True)
    state = models.CharField(
        _("state"), max_length=20, choices=RematchState.choices, default=RematchState.ASKED
    )
    asked_at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True, blank=True)

    privacy = Privacy(
        none=("id", "asked_at", "settled_at"),
        personal=("member", "state"),
        content=("words",),
        subjects=("member__participant__person",),
        authors=("member__participant__person",),
        keeping=Keeping.RELATIONSHIP,
        counted_from=("member__match__ended_on",),
        erasing={"state": OnErasure.KEEP},
    )

    objects = RematchWishQuerySet.as_manager()

    class Meta:
        """One open wish for each member."""

        verbose_name = _("wish for somebody else")
        verbose_name_plural = _("wishes for somebody else")
        ordering = ("-asked_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=RematchState.values), name="matching_rematch_state"
            ),
            models.UniqueConstraint(
                fields=("member",),
                condition=Q(state=RematchState.ASKED),
                name="matching_rematch_once",
            ),
            models.CheckConstraint(
                condition=Q(state=RematchState.ASKED, settled_at__isnull=True)
                | (~Q(state=RematchState.ASKED) & Q(settled_at__isnull=False)),
                name="matching_rematch_settled",
            ),
        )

    def __str__(self) -> str:
        """Say the state."""
        return self.get_state_display()


class ClosingWord(models.Model):
    """What a member of a match says at its end; the thank-you is for the others in it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    member = models.OneToOneField(
        MatchMember, on_delete=models.CASCADE, related_name="closing_word"
    )
    gained = models.TextField(_("what I gained"), max_length=2000, blank=True)
    thanks = models.TextField(_("thank you"), max_length=2000, blank=True)
    would_mentor = models.BooleanField(_("would like to become a mentor"), default=False)
    # Told to the others where it is yes; a no, like saying nothing, is told to nobody.
    keeps_in_touch = models.BooleanField(_("would like to keep in touch"), default=False)
    written_at = models.DateTimeField(auto_now=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    privacy = Privacy(
        none=("id", "written_at", "finished_at"),
        personal=("member", "would_mentor", "keeps_in_touch"),
        content=("gained", "thanks"),
        subjects=("member__participant__person",),
        authors=("member__participant__person",),
        keeping=Keeping.RELATIONSHIP,
        counted_from=("member__match__ended_on",),
        erasing={"would_mentor": OnErasure.KEEP, "keeps_in_touch": OnErasure.KEEP},
        withheld={"*": Withheld.PAIR},
    )

    objects = ClosingWordQuerySet.as_manager()

    class Meta:
        """What it is called."""

        verbose_name = _("closing word")
        verbose_name_plural = _("closing words")

    def __str__(self) -> str:
        """Say whether it is finished."""
        return "finished" if self.finished_at else "begun"


class ParticipationCertificateQuerySet(models.QuerySet["ParticipationCertificate"]):
    """Certificates of participation, chainable."""

    def visible_to(self, person: Person) -> "ParticipationCertificateQuerySet":
        """Return the person's own; whoever holds a code asks the public page instead."""
        return self.filter(member__participant__person=person)

    def with_code(self, typed: str) -> "ParticipationCertificateQuerySet":
        """Return the one whose code somebody typed, in whatever letters."""
        return self.filter(code__in=readings(typed))


class ParticipationCertificate(models.Model):
    """A paper that states that somebody took part in a match as mentor, mentee or peer."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # On the paper and in its address; says nothing of the person.
    code = models.CharField(max_length=24, unique=True)
    member = models.OneToOneField(MatchMember, on_delete=models.PROTECT, related_name="certificate")
    # What it says, as it was on the day.
    name = models.CharField(_("name"), max_length=150)
    programme_name = models.CharField(max_length=120)
    started_on = models.DateField()
    ended_on = models.DateField()
    meetings = models.PositiveSmallIntegerField(_("meetings"))
    issued_at = models.DateTimeField(default=timezone.now)
    revoked_at = models.DateTimeField(null=True, blank=True)

    privacy = Privacy(
        none=("id", "code", "programme_name", "issued_at", "revoked_at"),
        personal=("member", "name", "started_on", "ended_on", "meetings"),
        subjects=("member__participant__person",),
        keeping=Keeping.RECORD,
        counted_from=("issued_at",),
        erasing={
            "started_on": OnErasure.KEEP,
            "ended_on": OnErasure.KEEP,
            "meetings": OnErasure.KEEP,
        },
    )

    objects = ParticipationCertificateQuerySet.as_manager()

    class Meta:
        """It ends after it begins."""

        verbose_name = _("certificate of participation")
        verbose_name_plural = _("certificates of participation")
        constraints = (
            models.CheckConstraint(
                condition=Q(ended_on__gte=F("started_on")),
                name="matching_participation_dates",
            ),
        )

    def __str__(self) -> str:
        """Return its code."""
        return self.code

    @property
    def is_nameless(self) -> bool:
        """Tell whether the name is no longer kept; that the paper is genuine stays."""
        return self.name in {"", CUT}
