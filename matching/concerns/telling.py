"""Before a concern is sent: who is told, who is not, and by when somebody answers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from matching.concerns.emails import RAISED, preview_to_handler
from matching.concerns.enums import Channel
from matching.concerns.queries import Subject
from matching.concerns.routing import Named, answer_by, people_for, route_of
from matching.concerns.wording import moment
from matching.emails import Preview
from matching.models import Concern
from matching.wording import full_names, short_names
from mentorship.accounts.models import Person


@dataclass(frozen=True, slots=True)
class Telling:
    """What the last page before sending says; `seal` names whom it names."""

    facts: list[dict[str, str]]
    mail: Preview
    seal: str


def seal_of(named: Named) -> str:
    """Return what two pages share that name the same people."""
    return f"{named.person.pk}:{named.next_person.pk if named.next_person else ''}"


def telling_of(
    subject: Subject, named: Named, *, by: Person, key: UUID, chosen: Mapping[str, str]
) -> Telling:
    """Return who would be told of a concern and who would not, by name; nothing is kept.

    `chosen` holds the channel and the severity.
    """
    due = answer_by(route_of(subject.programme), chosen["severity"], timezone.now())
    concern = Concern(
        pk=key, programme=subject.programme, handler=named.person, raised_by=by, answer_by=due
    )
    facts = [
        {"label": label, "value": value}
        for label, value in (
            *_who_is(named, due),
            *_who_is_not(subject, named, by=by, channel=chosen["channel"]),
        )
    ]
    return Telling(facts, preview_to_handler(concern, RAISED), seal_of(named))


def _who_is(named: Named, due: datetime) -> Iterator[tuple[str, str]]:
    """Yield who reads it, by when, and who is told when that hour passes."""
    yield (
        _("Who is told"),
        _("%(name)s, at once, by an e-mail that says nothing of what you wrote.")
        % {"name": named.person.name},
    )
    yield _("Answered by"), moment(due)
    if named.next_person is not None:
        yield (
            _("If nobody has taken it in hand by then"),
            _("%(name)s is told as well, and can read it.") % {"name": named.next_person.name},
        )


def _who_is_not(
    subject: Subject, named: Named, *, by: Person, channel: str
) -> Iterator[tuple[str, str]]:
    """Yield who is not told: the others in the match, and coordinators by name."""
    told = {named.person, named.next_person}
    if subject.match is not None:
        others = short_names(subject.match.others_than(by))
        yield _("Who is not told"), _("%(names)s: not now and not later.") % {"names": others}
    team = people_for(subject.programme, Channel.COORDINATORS, frozenset({by.pk}))
    apart = [person for person in team if person not in told]
    if channel == Channel.CONTACT:
        words = _("None is told, and none can see that you wrote: %(names)s.")
        yield _("Coordinators"), words % {"names": full_names(apart) or _("nobody")}
    elif apart:
        words = _("Not told, and without a way to read it: %(names)s.")
        if subject.match is not None:
            words = _(
                "Not told, and without a way to read it: %(names)s. All that they can see is "
                "that something about this match is being looked into."
            )
        yield _("Other coordinators"), words % {"names": full_names(apart)}
