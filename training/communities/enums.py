"""What communities are for, how one gets in, and states of members and peer partners."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CommunityKind(TextChoices):
    """Whom a community brings together."""

    MENTORS = "mentors", _("Mentors")
    MENTEES = "mentees", _("Mentees")
    MIXED = "mixed", _("Mentors and mentees")
    TOPIC = "topic", _("A topic")


class Joining(TextChoices):
    """How one becomes a member."""

    OPEN = "open", _("Anybody it is for may join")
    INVITATION = "invitation", _("By invitation")
    AUTOMATIC = "automatic", _("Everybody in the role belongs to it")


class MemberState(TextChoices):
    """How somebody stands in a community."""

    INVITED = "invited", _("Invited")
    MEMBER = "member", _("Member")
    LEFT = "left", _("Left")


class LeftBecause(TextChoices):
    """Why somebody belongs no more: only whose place was over comes back by itself."""

    THEMSELVES = "themselves", _("Left")
    REMOVED = "removed", _("Taken out")
    PLACE_OVER = "place_over", _("Their place was over")


MEMBER_TRANSITIONS: dict[str, frozenset[str]] = {
    MemberState.MEMBER: frozenset({MemberState.INVITED, MemberState.LEFT}),
    MemberState.INVITED: frozenset({MemberState.LEFT}),
    MemberState.LEFT: frozenset({MemberState.INVITED, MemberState.MEMBER}),
}


class DigestRhythm(TextChoices):
    """How often a member reads by e-mail what was written."""

    NEVER = "never", _("Never")
    DAILY = "daily", _("Once a day")
    WEEKLY = "weekly", _("Once a week")


class PeerState(TextChoices):
    """How far two peer partners are."""

    PROPOSED = "proposed", _("Proposed")
    ACTIVE = "active", _("Meeting")
    ENDED = "ended", _("Ended")
    DECLINED = "declined", _("Declined")


PEER_TRANSITIONS: dict[str, frozenset[str]] = {
    PeerState.ACTIVE: frozenset({PeerState.PROPOSED}),
    PeerState.DECLINED: frozenset({PeerState.PROPOSED}),
    PeerState.ENDED: frozenset({PeerState.PROPOSED, PeerState.ACTIVE}),
}


class PeerWish(TextChoices):
    """What a member says about having a peer partner."""

    OPEN = "open", _("I am happy to be paired when my turn comes")
    WANTED = "wanted", _("I would like a partner next time")
    OUT = "out", _("Not for now, please")
