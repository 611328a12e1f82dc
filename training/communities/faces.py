"""Who is in a community, as its members see each other: by name and what their profile tells."""

from collections.abc import Iterable
from dataclasses import dataclass

from mentorship.accounts.models import Person
from programmes.models import Profile
from training.models import Community, CommunityMember


@dataclass(frozen=True, slots=True)
class Face:
    """A member, and what they tell of their work and themselves."""

    member: CommunityMember
    profile: Profile | None

    @property
    def person(self) -> Person:
        """Return who it is."""
        return self.member.person

    @property
    def work(self) -> str:
        """Return their work and place in a line."""
        if self.profile is None:
            return ""
        title, department = self.profile.job_title, self.profile.department
        told = (title, "" if department in title else department, self.profile.location)
        return ", ".join(word for word in told if word)

    @property
    def biography(self) -> str:
        """Return what they write about themselves."""
        return self.profile.biography if self.profile else ""


def faces_of(community: Community, members: Iterable[CommunityMember]) -> list[Face]:
    """Return these members with what they tell of themselves; one query."""
    rows = list(members)
    profiles = {
        profile.membership.person_id: profile
        for profile in Profile.objects.filter(
            membership__organisation=community.programme.organisation_id,
            membership__person__in=[row.person_id for row in rows],
        ).select_related("membership")
    }
    return [Face(row, profiles.get(row.person_id)) for row in rows]
