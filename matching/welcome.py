"""What this app puts on a participant’s home: proposals, meetings, a word about the last one."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from matching.diary import length_and_place, meets_when
from matching.enums import CURRENT_STATES, ENDED_STATES, MatchState, MeetingState
from matching.models import Match, MatchMember, Meeting
from matching.models.meeting import MeetingQuerySet
from matching.own_matches import current_matches
from matching.wording import could_be, day_past, short_names, you_with, zone_name
from mentorship.accounts.models import Person
from programmes.cards import Card, Choice, Step, register_cards, register_steps
from programmes.models import Participant

# A proposal, then what is on today, then a word about the last meeting; an agreement to sign (24),
# the fit (26) and messages (28) come before a date to find and a meeting that is days away.
PROPOSAL, MEETING_TODAY, WORD, FIRST_MEETING, NEXT_MEETING, WAITING = 10, 20, 21, 29, 30, 70
MOST_MEETINGS = 2
FIRST, LATER = 40, 50

Membership = tuple[UUID, int, str, UUID]


def register() -> None:
    """Fill the registries; called from `AppConfig.ready`."""
    register_cards(cards_of_matches, current_matches, planned_meetings)
    register_steps(steps_of_matches, own_memberships)


def planned_meetings(person: Person) -> MeetingQuerySet:
    """Return the planned meetings of somebody's current matches, the earliest first."""
    own = Match.objects.involving(person).current()
    return Meeting.objects.filter(match__in=own, state=MeetingState.PLANNED)


def own_memberships(person: Person) -> QuerySet[MatchMember, Membership]:
    """Return somebody's places in current and ended matches, with how often they met."""
    held = Count("match__meetings", filter=Q(match__meetings__state=MeetingState.HELD))
    return (
        MatchMember.objects.filter(
            participant__person=person, match__state__in=[*CURRENT_STATES, *ENDED_STATES]
        )
        .annotate(held=held)
        .values_list("participant_id", "held", "match__state", "match_id")
    )


def cards_of_matches(
    person: Person, matches: Sequence[Match], planned: Sequence[Meeting]
) -> Iterator[Card]:
    """Yield the person's proposals, next meetings and meetings to say a word about."""
    own = {match.pk: match for match in matches}
    for meeting in planned:
        meeting.match = own[meeting.match_id]
    upcoming = [meeting for meeting in planned if not meeting.is_over]
    for match in matches:
        if match.state == MatchState.PROPOSED:
            yield _proposal(match, person)
        elif match.is_under_way and not any(m.match_id == match.pk for m in upcoming):
            yield _nothing_planned(match, person)
    for meeting in _next_of_each(upcoming):
        yield _next_meeting(meeting, person)
    for meeting in planned:
        if meeting.is_over:
            yield _word_about(meeting, person)


def steps_of_matches(
    places: Sequence[Participant], memberships: Iterable[Membership]
) -> Mapping[UUID, list[Step]]:
    """Return the steps of meeting, by participant id: the first, then the next one.

    Of several matches the one under way counts before those that have ended.
    """
    steps: dict[UUID, list[Step]] = {place.pk: [_first_meeting(is_done=False)] for place in places}
    in_order = sorted(memberships, key=lambda row: (row[2] not in ENDED_STATES, row[1]))
    for participant_id, number, state, match_id in in_order:
        if number and participant_id in steps:
            steps[participant_id] = _met(number, state, match_id)
    return steps


def _met(number: int, state: str, match_id: UUID) -> list[Step]:
    """Return the steps of somebody who has met so many times."""
    is_done = state in ENDED_STATES
    label = _("Meeting %(n)d") % {"n": number if is_done else number + 1}
    url = reverse("matching:my-match", args=(match_id,))
    return [_first_meeting(is_done=True), Step(label, LATER, is_done, url)]


def _first_meeting(*, is_done: bool) -> Step:
    """Return the step of meeting for the first time."""
    return Step(_("First meeting"), FIRST, is_done)


def _proposal(match: Match, person: Person) -> Card:
    """Ask for a yes or no, or say that the others are still thinking."""
    url = reverse("matching:my-match", args=(match.pk,))
    facing, side = match.facing(person)
    fact = could_be([other.name for other in facing], side)
    answered = [m for m in match.members.all() if m.person == person and m.accepted_at]
    if answered:
        return Card(
            key=f"matching.waiting.{match.pk}",
            title=fact,
            text=_("You have said yes. We wait for the others, and write to you when they answer."),
            action=_("See your match"),
            url=url,
            order=WAITING,
        )
    words = {"programme": match.cohort.programme.name}
    text = _("%(programme)s: have a look, and say yes or no. You need not give a reason.") % words
    if match.answer_by is not None:
        local = timezone.localtime(match.answer_by, person.time_zone)
        text = _("%(programme)s: please answer by %(day)s. You need not give a reason.") % {
            **words,
            "day": date_format(local, "l j F"),
        }
    return Card(
        key=f"matching.proposal.{match.pk}",
        headline=fact,
        title=match.title or fact,
        text=text,
        action=_("Meet your match"),
        url=url,
        order=PROPOSAL,
    )


def _nothing_planned(match: Match, person: Person) -> Card:
    """Ask for a date."""
    names = short_names(match.others_than(person))
    is_new = match.state == MatchState.ACCEPTED
    headline = _("%(you)s are matched") if is_new else _("When do you meet %(names)s?")
    return Card(
        key=f"matching.plan.{match.pk}",
        headline=headline % {"names": names, "you": you_with(match, person)},
        title=_("No meeting with %(names)s is planned yet") % {"names": names},
        text=_("The best next step is a date. It takes a minute."),
        action=_("Plan a meeting"),
        url=reverse("matching:meeting-plan", args=(match.pk,)),
        order=FIRST_MEETING,
    )


def _next_of_each(upcoming: Iterable[Meeting]) -> list[Meeting]:
    """Return the next meeting of each match, the soonest two: later ones are on their page."""
    soonest: dict[UUID, Meeting] = {}
    for meeting in upcoming:
        soonest.setdefault(meeting.match_id, meeting)
    return list(soonest.values())[:MOST_MEETINGS]


def _next_meeting(meeting: Meeting, person: Person) -> Card:
    """Say when they meet next; on the day itself that comes first."""
    local = timezone.localtime(meeting.starts_at, person.time_zone)
    is_today = local.date() == timezone.localdate(timezone=person.time_zone)
    return Card(
        key=f"matching.next.{meeting.starts_at:%Y%m%d%H%M}.{meeting.pk}",
        headline=meets_when(person, meeting),
        title=f"{date_format(local, 'D j F')}, {time_format(local, 'H:i')}",
        text=_("%(how)s. Your time, %(zone)s.")
        % {"how": length_and_place(meeting), "zone": zone_name(person.time_zone)},
        action=_("See or change it"),
        url=reverse("matching:meetings"),
        order=MEETING_TODAY if is_today else NEXT_MEETING,
    )


def _word_about(meeting: Meeting, person: Person) -> Card:
    """Ask whether a meeting happened."""
    names = short_names(meeting.match.others_than(person))
    day = day_past(meeting.starts_at, zone=person.time_zone)
    return Card(
        key=f"matching.log.{meeting.pk}",
        headline=_("Did you meet %(names)s?") % {"names": names},
        title=_("Did you meet %(names)s %(day)s?") % {"names": names, "day": day},
        text=_("One tap is enough. Your coordinator sees that you met, never what you said."),
        action=_("Say so"),
        url=reverse("matching:meeting-log", args=(meeting.pk,)),
        order=WORD,
        choices=(
            Choice(_("It happened"), "happened", "yes"),
            Choice(_("It did not"), "happened", "no"),
        ),
    )
