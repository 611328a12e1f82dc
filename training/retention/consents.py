"""What people agreed to in training: that thanks are shared, that somebody observes their pair."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from mentorship.accounts.models import Person
from mentorship.accounts.privacy.consents import Agreed, Source
from training.actions.shadowing import answer_shadowing
from training.actions.thanks import change_consent
from training.models import Shadowing, ThankYou
from training.pathway.enums import ConsentState, ShadowingState

# Until it took place, either of the pair may say no.
STILL_TO_COME = (ShadowingState.ASKED, ShadowingState.AGREED)


def shared_thanks(person: Person) -> Iterable[Agreed]:
    """Return the thanks that the team may read and quote."""
    notes = ThankYou.objects.filter(author=person, may_be_shared=True, withdrawn_at__isnull=True)
    for note in notes.select_related("mentor"):
        yield Agreed(
            key=str(note.pk),
            title=_("Your thanks to %(name)s may be quoted") % {"name": note.mentor.name},
            words=_("The team may read it and quote it."),
            given_at=note.written_at,
            url=reverse("training:thanks-list"),
        )


def stop_sharing(person: Person, key: str) -> None:
    """Let the team no longer read a note."""
    for note in ThankYou.objects.filter(author=person, may_be_shared=True):
        if str(note.pk) == key:
            change_consent(note, may_be_shared=False, by=person)


def observed_pairs(person: Person) -> Iterable[Agreed]:
    """Return the observations of the person's own pair to which they said yes."""
    for each in _agreed(person).select_related("pathway__person"):
        is_mentor = each.mentor_id == person.pk
        yield Agreed(
            key=str(each.pk),
            title=_("%(name)s may observe a meeting of yours") % {"name": each.pathway.person.name},
            words=_("Somebody who becomes a mentor observes one meeting; both of you agree."),
            given_at=each.mentor_answered_at if is_mentor else each.mentee_answered_at,
            may_withdraw=each.state in STILL_TO_COME,
        )


def refuse_observation(person: Person, key: str) -> None:
    """Say no to an observation that has not taken place."""
    for each in _agreed(person).filter(state__in=STILL_TO_COME):
        if str(each.pk) == key:
            answer_shadowing(each, agrees=False, by=person)


def _agreed(person: Person) -> QuerySet[Shadowing]:
    """Return the observations that a person agreed to."""
    return Shadowing.objects.filter(
        Q(mentor=person, mentor_consent=ConsentState.GIVEN)
        | Q(mentee=person, mentee_consent=ConsentState.GIVEN)
    )


THANKS = Source("thanks", shared_thanks, stop_sharing)
OBSERVING = Source("observing", observed_pairs, refuse_observation)
