"""Where Learn leads in the portal, beside one's own sessions and hours."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.models import Person
from programmes.enums import ParticipantRole
from programmes.models import Participant
from training.courses.modules import modules_for
from training.models import Pathway

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True, slots=True)
class LearnLink:
    """A page of the portal that Learn leads to: its name, what one does there, its address."""

    label: "_StrPromise"
    text: "_StrPromise"
    url_name: str

    @property
    def url(self) -> str:
        """Return its address."""
        return reverse(self.url_name)


LINKS: tuple[LearnLink, ...] = (
    LearnLink(
        _("Communities"),
        _("Gatherings, and people to learn with."),
        "training:my-communities",
    ),
    LearnLink(
        _("Modules"), _("Short lessons that you do when it suits you."), "training:module-list"
    ),
    LearnLink(
        _("I am here"),
        _("Type the code that is on the wall of your session."),
        "training:here",
    ),
    LearnLink(
        _("What keeps, and what fades"),
        _("See which mentoring skills were fed lately, and how you rate yourself."),
        "training:my-skills",
    ),
    LearnLink(
        _("Mirror"),
        _("How you see your mentoring, and how your mentees see it."),
        "evaluation:my-mirror",
    ),
    LearnLink(
        _("Who sees my marks"),
        _("Decide whether your mentor sees how you rate them."),
        "evaluation:my-consent-list",
    ),
    LearnLink(
        _("Your certificates"),
        _("What you may show of the sessions you were at."),
        "training:my-certificates",
    ),
    LearnLink(
        _("Thank your mentor"),
        _("Write a line that stays, and read those you were sent."),
        "training:thanks-list",
    ),
    LearnLink(
        _("Becoming a mentor"),
        _("From mentee to mentor: what it takes, and who is at your side."),
        "training:my-pathway",
    ),
    LearnLink(
        _("Credit for what you learnt before"),
        _("Have a course or certificate from elsewhere counted here."),
        "training:claim-list",
    ),
)


THANKS_READ = LearnLink(
    _("Thanks"), _("Read the lines that your mentees sent you."), "training:thanks-list"
)


def links_for(person: Person) -> tuple[LearnLink, ...]:
    """Return the pages that are for a person: modules where there are any, and by their roles."""
    roles = set(Participant.objects.of(person).values_list("role", flat=True))
    left_out = set() if modules_for(person).exists() else {"training:module-list"}
    if ParticipantRole.MENTOR not in roles:
        left_out |= {"training:my-skills", "evaluation:my-mirror"}
    is_mentee = ParticipantRole.MENTEE in roles
    if not is_mentee:
        left_out.add("evaluation:my-consent-list")
    if not is_mentee and not _has_to_do_with_pathways(person):
        left_out.add("training:my-pathway")
    links = (link for link in LINKS if link.url_name not in left_out)
    return tuple(
        THANKS_READ if link.url_name == THANKS_READ.url_name and not is_mentee else link
        for link in links
    )


def _has_to_do_with_pathways(person: Person) -> bool:
    """Tell whether somebody is on the way to mentoring, or at the side of one who is."""
    return Pathway.objects.filter(Q(person=person) | Q(supporter=person)).exists()
