"""Who can lead a session."""

from django.db.models import Exists, OuterRef, Q

from mentorship.accounts.models import Person
from mentorship.accounts.models.person import PersonQuerySet
from programmes.enums import ParticipantRole
from programmes.models import Participant, Programme, TeamMember
from programmes.retention import SEATED


def people_who_may_lead(programme: Programme) -> PersonQuerySet:
    """Return the programme's team and its mentors, of any cohort."""
    team = TeamMember.objects.current().filter(programme=programme, person=OuterRef("pk"))
    mentors = Participant.objects.in_states(SEATED).filter(
        cohort__programme=programme, role=ParticipantRole.MENTOR, person=OuterRef("pk")
    )
    people = Person.objects.get_queryset().filter(is_active=True)
    return people.filter(Q(Exists(team)) | Q(Exists(mentors)))
