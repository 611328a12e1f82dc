"""Which pages may be seen as somebody else; all others stay shut, new ones too.

A page stands here only if it shows nothing that a pair writes to each other, no concern, no
answer to a survey, no judgement of an applicant and no file to take away, and if it writes nothing,
not even into the cache: the database would refuse it. A test looks for each.
"""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from mentorship.accounts.access import Stamp

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

OPEN = frozenset(
    {
        "home",
        "me",
        "notifications:preferences",
        "programmes:caseloads",
        "programmes:charter",
        "programmes:home",
        "programmes:mentor-profile",
        "programmes:profile-list",
        "programmes:programme-list",
        "programmes:setup",
        "programmes:strategy",
        "programmes:team",
        "programmes:timetables",
        "programmes:today",
        "programmes:window-list",
        "training:course-list",
        "training:learn",
        "training:module-list",
        "training:my-certificates",
        "training:my-pathway",
        "training:register",
        "training:session",
        "training:session-list",
        "matching:match-list",
        "matching:my-hours",
        "matching:round-list",
        "evaluation:report-list",
        "evaluation:wave-list",
    }
)
# The first words of pages that many will try, and why each stays shut.
REASONS: "tuple[tuple[tuple[str, ...], _StrPromise], ...]" = (
    (
        ("matching:my-message", "matching:my-match", "matching:meeting", "matching:my-goal"),
        _("What the two of a pair write to each other and agree on is theirs alone."),
    ),
    (
        ("matching:concern", "matching:my-concern", "matching:reported"),
        _("A concern is read by whoever raised it and whoever is named for it."),
    ),
    (
        ("evaluation:answer", "evaluation:my-", "evaluation:survey", "evaluation:wave"),
        _("What people answer in surveys is read by nobody in their name."),
    ),
    (
        ("programmes:apply", "programmes:application", "programmes:marking", "programmes:check"),
        _("Applications, references and judgements are read by whoever decides about them."),
    ),
    (
        ("account", "mfa", "usersessions"),
        _("How somebody signs in is their own business."),
    ),
)
OTHERWISE = _("Only pages that show nothing confidential open while you look as somebody else.")
WRITES = _("Nothing can be changed while you look as somebody else.")


def is_open(view_name: str) -> bool:
    """Tell whether a page may be seen as somebody else."""
    return view_name in OPEN


def is_for_everybody(view: object, kwargs: dict[str, object]) -> bool:
    """Tell whether anybody may open it without signing in, such as a style sheet."""
    stamp = getattr(view, "access", None)
    return isinstance(stamp, Stamp) and stamp.permission is None and "token" not in kwargs


def why_shut(view_name: str) -> "_StrPromise":
    """Return why a page stays shut, in a sentence."""
    return next((why for names, why in REASONS if view_name.startswith(names)), OTHERWISE)
