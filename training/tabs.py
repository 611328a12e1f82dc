"""The pages of the Training area in the console: tabs, and what lies within some of them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mentorship.common.tabs import Tab
from programmes.models import Programme

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True, slots=True)
class Tabs:
    """The tabs of the area, and the pages that share the one a page belongs to."""

    parts: tuple[Tab, ...]
    beside: tuple[Tab, ...]


# A tab leads to the first of its pages, which are shown below it where there are more.
PARTS: tuple[tuple["_StrPromise", tuple[tuple[str, "_StrPromise"], ...]], ...] = (
    (_("Fresh and alive"), (("fresh", _("Fresh and alive")),)),
    (
        _("Sessions"),
        (("session-list", _("Sessions")), ("certificate-list", _("Certificates"))),
    ),
    (
        _("Register"),
        (
            ("register", _("Mentors")),
            ("register-mentees", _("Mentees")),
            ("reminder-list", _("Reminders")),
            ("claim-queue", _("Earlier learning")),
            ("policy-list", _("Rules")),
        ),
    ),
    (
        _("Courses"),
        (("course-list", _("Courses")), ("competency-list", _("Competencies"))),
    ),
    (
        _("Refresher agenda"),
        (("agenda-list", _("What comes next")), ("decay", _("What fades"))),
    ),
    (_("Communities"), (("community-list", _("Communities")),)),
    (_("Pathway"), (("pathway-list", _("Pathway")),)),
    (
        _("Retention"),
        (
            ("retention", _("Who came back")),
            ("care-list", _("Who wants a call")),
            ("recognition-list", _("Milestones")),
        ),
    ),
)


def tabs_of(programme: Programme, current: str) -> Tabs:
    """Return the tabs; `current` is the name of the page's own address, such as "register"."""
    pages = next(pages for _label, pages in PARTS if current in dict(pages))
    parts = tuple(
        Tab(str(label), _url(programme, within[0][0]), within == pages) for label, within in PARTS
    )
    if len(pages) == 1:
        return Tabs(parts, ())
    return Tabs(
        parts,
        tuple(Tab(str(label), _url(programme, name), name == current) for name, label in pages),
    )


def _url(programme: Programme, name: str) -> str:
    """Return the address of a page of the programme."""
    return reverse(f"training:{name}", args=(programme.slug,))
