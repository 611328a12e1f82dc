"""What is kept, area by area, in words: what it is, why, who sees it. Each area is an app's.

How long is told from the rules of the reader's organisations: see `keeping.told`.
"""

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext_lazy as _

from mentorship.common.privacy import Keeping

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Area(NamedTuple):
    """One area of what is kept of a person, and the classes for which it is kept."""

    title: "_StrPromise"
    what: "_StrPromise"
    why: "_StrPromise"
    who: "_StrPromise"
    keepings: tuple[Keeping, ...] = ()


SIGN_IN = Area(
    _("You and your sign-in"),
    _("Your name, e-mail address, language and time zone, how you sign in, and where from."),
    _("So that you, and nobody else, can sign in, and you are greeted by your name."),
    _("You. Coordinators see your name and address, never how you sign in."),
    (Keeping.ACCOUNT,),
)
MAIL = Area(
    _("Mail to you"),
    _("Each mail written to you, when it left, and which mails you want."),
    _("So that no mail is lost, and none reaches you twice."),
    _("Coordinators see that a mail left; they read only what they sent themselves."),
    (Keeping.MESSAGE,),
)
PLACES = Area(
    _("Your places and applications"),
    _(
        "What you say of yourself, what you applied for and answered, documents you sent in, how "
        "it was decided, and when you were away."
    ),
    _("To decide who takes part, and to find somebody who suits you."),
    _("The coordinators of the programme, and reviewers what they have to judge."),
    (Keeping.APPLICATION, Keeping.PARTICIPATION),
)
LEARNING = Area(
    _("Your training"),
    _("Sessions you were at, hours and certificates, how you rate your skills, and posts."),
    _("To prepare you, and to prove what you did."),
    _("The coordinators and facilitators; posts the members of their community."),
    (Keeping.PARTICIPATION, Keeping.RECORD),
)
PAIRS = Area(
    _("Your matches and meetings"),
    _("Whom you were matched with, when you met, goals, notes and messages, and concerns."),
    _("So that the two of you can work together, and somebody helps where it goes wrong."),
    _(
        "The two of you. Coordinators see that you meet, never what you write to each other. "
        "Concerns are read by whom you were told of, and by nobody else."
    ),
    (Keeping.RELATIONSHIP, Keeping.CONCERN),
)
SURVEYS = Area(
    _("Your surveys and reports"),
    _("That you answered, and your answers to surveys that say that they bear your name."),
    _("To learn whether the programme helps."),
    _("Nobody reads single answers of anonymous surveys; groups below five are never shown."),
    (Keeping.ANSWER,),
)
RECORD = Area(
    _("The record of what was done"),
    _("When you, or somebody about you, did something: ids and times, no names and no words."),
    _("To prove afterwards what was done, and by whom."),
    _("Administrators."),
)
OTHER = Area(
    _("Further things"),
    _("What belongs to none of the other areas."),
    _("To run the programme."),
    _("Administrators."),
)
AREAS: MappingProxyType[str, Area] = MappingProxyType(
    {
        "accounts": SIGN_IN,
        "account": SIGN_IN,
        "mfa": SIGN_IN,
        "usersessions": SIGN_IN,
        "socialaccount": SIGN_IN,
        "notifications": MAIL,
        "programmes": PLACES,
        "training": LEARNING,
        "matching": PAIRS,
        "evaluation": SURVEYS,
        "audit": RECORD,
    }
)


def area_of(label: str) -> Area:
    """Return the area of a model, by its name such as “programmes.participant”."""
    return AREAS.get(label.partition(".")[0], OTHER)


def all_areas() -> list[Area]:
    """Return each area once, in the order in which they are told."""
    return list(dict.fromkeys(AREAS.values()))
