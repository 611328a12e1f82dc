"""Figures of this app for indicators: who took part, who stayed to the end, who came back."""

from datetime import date

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from programmes.enums import CohortState, ParticipantRole, ParticipantState
from programmes.measures import Measure, Reading, number, register_measure, share
from programmes.models import Cohort, Participant, Programme
from programmes.models.participant import ParticipantQuerySet

State = ParticipantState
TOOK_PART = (State.ACCEPTED, State.TRAINED, State.MATCHED, State.FINISHED)
SEATED = (State.ACCEPTED, State.TRAINED, State.MATCHED)
UNDER_WAY = (CohortState.RUNNING, CohortState.CLOSING)


def people_who_took_part(programme: Programme, *, as_of: date) -> Reading:
    """Count the different people with a place in any cohort."""
    return number(_places(programme, TOOK_PART).values("person").distinct().count(), as_of)


def mentors_now(programme: Programme, *, as_of: date) -> Reading:
    """Count the different mentors with a place in a cohort that is not closed."""
    mentors = _places(programme, SEATED).mentors().filter(cohort__in=Cohort.objects.open())
    return number(mentors.values("person").distinct().count(), as_of)


def share_who_finish(programme: Programme, *, as_of: date) -> Reading | None:
    """Compare the places that were finished in closed cohorts with all that came to an end."""
    ended = _places(programme, (State.FINISHED, State.WITHDRAWN)).filter(
        cohort__state=CohortState.CLOSED
    )
    return _share_in(ended, State.FINISHED, as_of)


def mentors_returning(programme: Programme, *, as_of: date) -> Reading | None:
    """Look among the mentors of the latest cohort that began for those of an earlier one."""
    began = programme.cohorts.filter(starts_on__lte=as_of).newest_first()
    latest = began.filter(participants__role=ParticipantRole.MENTOR).first()
    if latest is None or not began.filter(number__lt=latest.number).exists():
        return None
    mentors = _places(programme, TOOK_PART).mentors()
    before = mentors.filter(cohort__number__lt=latest.number, person=OuterRef("person"))
    now = mentors.filter(cohort=latest)
    return share(now.filter(Exists(before)).count(), now.count(), as_of)


def mentees_with_a_mentor(programme: Programme, *, as_of: date) -> Reading | None:
    """Compare the mentees who are matched with all mentees in cohorts under way."""
    mentees = _places(programme, SEATED).mentees().filter(cohort__state__in=UNDER_WAY)
    return _share_in(mentees, State.MATCHED, as_of)


def mentees_who_became_mentors(programme: Programme, *, as_of: date) -> Reading:
    """Count the people who were a mentee and became a mentor in a later cohort."""
    before = _places(programme, TOOK_PART).filter(
        role=ParticipantRole.MENTEE,
        person=OuterRef("person"),
        cohort__number__lt=OuterRef("cohort__number"),
    )
    later = _places(programme, TOOK_PART).mentors().filter(Exists(before))
    return number(later.values("person").distinct().count(), as_of)


def register() -> None:
    """Offer these figures."""
    for measure in MEASURES:
        register_measure(measure)


def _share_in(places: ParticipantQuerySet, state: State, as_of: date) -> Reading | None:
    """Compare the places in a state with all of them; one query."""
    counts = places.aggregate(n=Count("pk", filter=Q(state=state)), of=Count("pk"))
    return share(counts["n"], counts["of"], as_of)


def _places(programme: Programme, states: tuple[ParticipantState, ...]) -> ParticipantQuerySet:
    """Return the programme's places in any of the states."""
    return Participant.objects.in_states(states).filter(cohort__programme=programme)


MEASURES = (
    Measure(
        key="programmes.people",
        title=_("People who took part"),
        unit=_("people"),
        describe=_(
            "Different people with a place as mentor or mentee in any cohort: accepted, trained, "
            "matched or finished. Who withdrew does not count."
        ),
        read=people_who_took_part,
    ),
    Measure(
        key="programmes.mentors",
        title=_("Mentors taking part now"),
        unit=_("mentors"),
        describe=_(
            "Different people with a place as mentor, accepted, trained or matched, in a cohort "
            "that is not closed."
        ),
        read=mentors_now,
    ),
    Measure(
        key="programmes.finished",
        title=_("Share who finish"),
        unit="%",
        describe=_(
            "Of all places in closed cohorts that were finished or withdrawn, those finished. "
            "Withdrawing at any point, an invitation included, counts as not finishing."
        ),
        read=share_who_finish,
    ),
    Measure(
        key="programmes.mentors_returning",
        title=_("Mentors who return"),
        unit="%",
        describe=_(
            "Of the mentors of the latest cohort that has begun, those who were mentors in an "
            "earlier cohort of this programme. Who withdrew does not count in either."
        ),
        read=mentors_returning,
    ),
    Measure(
        key="programmes.mentees_matched",
        title=_("Mentees with a mentor"),
        unit="%",
        describe=_(
            "Of the mentees who are accepted, trained or matched in cohorts that run or are "
            "closing, those who are matched."
        ),
        read=mentees_with_a_mentor,
    ),
    Measure(
        key="programmes.mentees_to_mentors",
        title=_("Mentees who became mentors"),
        unit=_("people"),
        describe=_(
            "Different people who took part as a mentee, and as a mentor in a later cohort of this "
            "programme."
        ),
        read=mentees_who_became_mentors,
    ),
)
