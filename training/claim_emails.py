"""The mail about what was learnt before: what was credited of it, or why not."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mentorship.notifications.actions import post
from mentorship.notifications.enums import SendPolicy
from mentorship.notifications.kinds import MessageKind, register
from mentorship.notifications.links import absolute
from training.enums import ClaimState
from training.models import PriorLearningClaim

CLAIM_DECIDED = register(
    MessageKind(
        name="training.claim_decided",
        title=_("Answer about earlier learning"),
        why=_("you asked to have earlier learning credited"),
        policy=SendPolicy.RESEND,
        is_open_to_coordinators=True,
    )
)


def post_claim_decided(claim: PriorLearningClaim, *, above_cap: str = "") -> None:
    """Tell a person what became of their claim, once."""
    credited = claim.hours_credited
    post(
        CLAIM_DECIDED,
        recipient=claim.person,
        organisation=claim.programme.organisation,
        programme_id=claim.programme_id,
        about=claim,
        occurrence="decided",
        context={
            "programme_name": claim.programme.name,
            "what": claim.what,
            "is_accepted": claim.state == ClaimState.ACCEPTED,
            "is_in_full": credited == claim.hours,
            "hours": claim.hours,
            "credited": credited,
            "reason": claim.reason,
            "above_cap": above_cap,
            "action_url": absolute(reverse("training:claim-list")),
        },
    )
