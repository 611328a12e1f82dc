"""Who looks after matches, and who is in them."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from matching.enums import MatchSide
from matching.models import Match
from matching.wording import zone_name
from mentorship.accounts.models import Person
from mentorship.accounts.permissions import ROLE_PERMISSIONS, Permission, Role
from programmes.models import Profile, Programme


def coordinators_of(programme: Programme) -> list[Person]:
    """Return who looks after the programme's matches and can sign in, by name."""
    roles = [role for role in Role if Permission.MANAGE_MATCHES in ROLE_PERMISSIONS[role]]
    current = programme.team.current().filter(role__in=roles)
    people = Person.objects.who_can_sign_in().filter(team_memberships__in=current)
    return list(people.distinct().order_by("name", "pk"))


@dataclass(frozen=True, slots=True)
class Face:
    """Somebody in a match, as the others in it see them."""

    person: Person
    side: str
    profile: Profile | None
    # What whoever looks named as interests in their own profile.
    own_interests: tuple[str, ...] = ()

    @property
    def side_in_words(self) -> str:
        """Return "Mentor" or "Mentee"."""
        return str(MatchSide(self.side).label)

    @property
    def interests(self) -> list[str]:
        """Return what they named as interests."""
        return list(self.profile.interests) if self.profile is not None else []

    @property
    def facts(self) -> list[dict[str, str]]:
        """Return what they tell of their work and place; empty lines are left out."""
        told = {_("Time zone"): zone_name(self.person.time_zone)}
        if self.profile is not None:
            told = {
                _("Job"): self.profile.job_title,
                _("Department"): self.profile.department,
                _("Location"): self.profile.location,
                _("Languages"): ", ".join(self.profile.languages),
            } | told
        return [{"label": label, "value": value} for label, value in told.items() if value]


def faces_of(match: Match, *, viewer: Person) -> list[Face]:
    """Return the others in a match with what they tell of themselves, the other side first.

    One query. The match comes with its people.
    """
    everybody = list(match.members.all())
    members = [member for member in everybody if member.person != viewer]
    own_sides = {member.side for member in everybody if member.person == viewer}
    profiles = {
        profile.membership.person_id: profile
        for profile in Profile.objects.filter(
            membership__organisation=match.cohort.programme.organisation_id,
            membership__person__in=[member.person for member in everybody],
        ).select_related("membership")
    }
    own = profiles.get(viewer.pk)
    interests = tuple(own.interests) if own is not None else ()
    faces = [
        Face(m.person, m.side, profiles.get(m.participant.person_id), interests) for m in members
    ]
    return sorted(faces, key=lambda face: (face.side in own_sides, face.person.name))
