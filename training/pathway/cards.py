"""What the pathway puts on a participant's home: an offer, a request, an answer."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from mentorship.accounts.models import Person
from mentorship.common.statements import NOW
from programmes.cards import Card
from programmes.enums import CohortState, ParticipantState
from programmes.models import Participant
from programmes.models.participant import ParticipantQuerySet
from training.models import Pathway, Shadowing
from training.pathway.enums import ConsentState, PathwayState, ShadowingState
from training.pathway.queries import ASKED_FOR, asked_at_close, transition_seats

REQUEST, OWN_STEP, OFFER = 22, 40, 60
# For so long an answer stands on somebody's home.
READ_BY = timedelta(days=30)


def cards_of_consents(_person: Person, asked: Iterable[Shadowing]) -> Iterator[Card]:
    """Yield each request to observe a meeting of theirs."""
    yield from map(_consent, asked)


def cards_of_words(_person: Person, asked: Iterable[Pathway]) -> Iterator[Card]:
    """Yield each request for a word about a mentee of theirs."""
    yield from map(_word, asked)


def cards_of_offers(person: Person, _ended: Iterable[Participant]) -> Iterator[Card]:
    """Yield an offer to mentor, as a time as mentee ends; two queries."""
    for programme in asked_at_close(person)[:1]:
        yield Card(
            key=f"training.pathway.offer.{programme.pk}",
            title=_("Would you like to be a mentor?"),
            text=_("What you learnt in %(programme)s may be what somebody else needs.")
            % {"programme": programme.name},
            action=_("See the way"),
            url=reverse("training:my-pathway"),
            order=OFFER,
        )


def asked_to_be_observed(person: Person) -> QuerySet[Shadowing]:
    """Return the observations that wait for the person's answer."""
    return Shadowing.objects.filter(
        Q(mentor=person, mentor_consent=ConsentState.ASKED)
        | Q(mentee=person, mentee_consent=ConsentState.ASKED),
        state=ShadowingState.ASKED,
    ).select_related("pathway__person")


def asked_for_a_word(person: Person) -> QuerySet[Pathway]:
    """Return the pathways that wait for the person's word."""
    rows = Pathway.objects.filter(
        referee=person, referee_answered_at__isnull=True, state=PathwayState.INTERESTED
    )
    return rows.select_related("person")


def _consent(shadowing: Shadowing) -> Card:
    """Ask whether somebody may observe."""
    name = shadowing.pathway.person.short_name
    return Card(
        key=f"training.shadowing.{shadowing.pk}",
        headline=_("%(name)s would like to learn from you") % {"name": name},
        title=_("May %(name)s observe one of your meetings?") % {"name": name},
        text=_("You both decide, and nobody has to say why."),
        action=_("Answer"),
        url=reverse("training:shadowing-answer", args=(shadowing.pk,)),
        order=REQUEST,
    )


def _word(pathway: Pathway) -> Card:
    """Ask for a word about a mentee of theirs."""
    name = pathway.person.short_name
    return Card(
        key=f"training.pathway.word.{pathway.pk}",
        headline=_("%(name)s asks you for a word") % {"name": name},
        title=_("%(name)s would like to be a mentor") % {"name": name},
        text=_("You were their mentor: are they ready? It takes five minutes."),
        action=_("Write it"),
        url=reverse("training:my-pathway-word", args=(pathway.pk,)),
        order=REQUEST,
    )


def times_as_mentee(person: Person) -> ParticipantQuerySet:
    """Return somebody's times as a mentee that ended within weeks, or are about to end."""
    lately = NOW - timedelta(days=ASKED_FOR + 1)
    return (
        Participant.objects.of(person)
        .mentees()
        .filter(
            Q(state=ParticipantState.FINISHED, ended_on__gte=lately)
            | Q(cohort__state=CohortState.CLOSING)
        )
    )


def own_pathways(person: Person) -> QuerySet[Pathway]:
    """Return the ways that somebody is on, as far as the next step may be theirs."""
    mine = Pathway.objects.of(person)
    return mine.filter(state__in=(PathwayState.INTERESTED, PathwayState.READY))


def cards_of_own_pathways(_person: Person, mine: Iterable[Pathway]) -> Iterator[Card]:
    """Yield the person's own next step: a seat to book, or something still missing; one query."""
    seated = Pathway.objects.filter(pk__in=[each.pk for each in mine]).annotate(  # type: ignore[no-redef]  # the model declares what is added here
        has_seat=transition_seats()
    )
    for pathway in seated:
        url = reverse("training:my-pathway-one", args=(pathway.pk,))
        if pathway.state == PathwayState.READY and not pathway.has_seat:
            yield Card(
                key=f"training.pathway.ready.{pathway.pk}",
                headline=_("You are ready to learn to mentor"),
                title=_("Book your transition training"),
                text=_("It is the next step on your way to being a mentor."),
                action=_("See the sessions"),
                url=url,
                order=OWN_STEP,
            )
        elif pathway.may_prepare and _is_fresh(pathway):
            yield Card(
                key=f"training.pathway.not_yet.{pathway.pk}",
                title=_("A word about your way to being a mentor"),
                text=pathway.not_yet_reason,
                action=_("See the way"),
                url=url,
                order=OWN_STEP,
            )


def _is_fresh(pathway: Pathway) -> bool:
    """Tell whether the team said lately what is still missing."""
    said_at = pathway.not_yet_at
    return said_at is not None and said_at > timezone.now() - READ_BY
