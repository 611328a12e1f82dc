"""What a round puts on a participant's home: hours to tell, wishes to hand in, requests."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from matching.models import FreeHours, Match, MatchRequest, Round, WishList
from matching.models.wish import MatchRequestQuerySet
from matching.own_matches import current_matches
from matching.rounds.enums import RoundState
from matching.wishing.doors import Door, doors_to, places_in_rounds, rounds_open_to
from mentorship.accounts.models import Person
from programmes.cards import Card
from programmes.enums import ParticipantRole
from programmes.models import Participant

ANSWER, ASK, WISH, HOURS, WAITS, HANDED_IN = 11, 14, 15, 16, 71, 72


def open_requests(person: Person) -> MatchRequestQuerySet:
    """Return the open requests that somebody made or got."""
    own = MatchRequest.objects.filter(Q(mentee__person=person) | Q(mentor__person=person))
    return (
        own.waiting()
        .filter(round__state=RoundState.OPEN)
        .select_related("mentee__person", "mentor__person", "round__cohort__programme")
        .order_by("answer_by", "pk")
    )


def lists_handed_in(person: Person) -> QuerySet[WishList, tuple[UUID, UUID]]:
    """Return the rounds and places in which somebody has handed in their wishes."""
    done = WishList.objects.filter(participant__person=person, handed_in_at__isnull=False)
    return done.values_list("round_id", "participant_id")


def hours_told(person: Person) -> QuerySet[FreeHours]:
    """Return somebody's free hours, where they told any."""
    return FreeHours.objects.painted().filter(person=person)[:1]


READS = (
    places_in_rounds,
    rounds_open_to,
    open_requests,
    current_matches,
    lists_handed_in,
    hours_told,
)


def cards_of_wishing(
    person: Person,
    places: Sequence[Participant],
    rounds: Sequence[Round],
    requests: Sequence[MatchRequest],
    matches: Sequence[Match],
    handed_in: Sequence[tuple[UUID, UUID]],
    hours: Sequence[FreeHours],
) -> Iterator[Card]:
    """Yield what open rounds want of a person, read as `READS`."""
    doors = doors_to(places, rounds)
    for request in requests:
        is_asked = request.mentor.person_id == person.pk
        yield _to_answer(request, person) if is_asked else _waits(request, person)
    # Mentees who have a mentor, or are asked about one.
    taken = {member.participant_id for match in matches for member in match.members.all()}
    placed = {door.place.pk for door in doors if door.is_mentee} & taken
    yield from _wishes([door for door in doors if door.place.pk not in placed], handed_in)
    yield from _asking(doors, placed | {request.mentee_id for request in requests})
    if not hours:
        yield from _hours(doors)


def _to_answer(request: MatchRequest, person: Person) -> Card:
    """Ask a mentor for a yes or no."""
    name = request.mentee.person.name
    return Card(
        key=f"matching.request.{request.answer_by:%Y%m%d%H%M}.{request.pk}",
        headline=_("%(name)s asks you to be their mentor") % {"name": name},
        title=_("A request in %(programme)s") % {"programme": request.round.cohort.programme.name},
        text=_("A place with you is kept for them until %(day)s. A no needs no excuse.")
        % {"day": _day(request, person)},
        action=_("See who asks"),
        url=reverse("matching:my-request", args=(request.pk,)),
        order=ANSWER,
    )


def _waits(request: MatchRequest, person: Person) -> Card:
    """Tell a mentee until when the mentor may answer."""
    words = {"name": request.mentor.person.short_name, "day": _day(request, person)}
    return Card(
        key=f"matching.asked.{request.pk}",
        title=_("You have asked %(name)s") % words,
        text=_("There is time to answer until %(day)s. We write to you either way.") % words,
        action=_("See your request"),
        url=reverse("matching:my-request", args=(request.pk,)),
        order=WAITS,
    )


def _wishes(doors: Sequence[Door], handed_in: Sequence[tuple[UUID, UUID]]) -> Iterator[Card]:
    """Ask for the lists that are not handed in while there is time."""
    for door in doors:
        if door.may_wish:
            is_done = (door.round.pk, door.place.pk) in handed_in
            yield _handed_in(door) if is_done else _to_wish(door)


def _to_wish(door: Door) -> Card:
    """Ask for one list."""
    headline = _("Whom would you like as a mentor?")
    if not door.is_mentee:
        headline = _("Whom would you like as a mentee?")
    return Card(
        key=f"matching.wishes.{door.place.pk}",
        headline=headline,
        title=_("Your wishes for %(programme)s") % _programme(door),
        text=_("Look at who would suit you, and name up to %(most)d by %(day)s.")
        % {"most": door.round.most_wishes, "day": _last_day(door)},
        action=_("Have a look"),
        url=reverse("matching:my-wishes", args=(door.place.pk,)),
        order=WISH,
    )


def _handed_in(door: Door) -> Card:
    """Say that a list is handed in, and how long it can be changed."""
    return Card(
        key=f"matching.wished.{door.place.pk}",
        title=_("Your wishes for %(programme)s are handed in") % _programme(door),
        text=_("You may change them until %(day)s.") % {"day": _last_day(door)},
        action=_("See your list"),
        url=reverse("matching:my-wishes", args=(door.place.pk,)),
        order=HANDED_IN,
    )


def _asking(doors: Sequence[Door], taken: set[UUID]) -> Iterator[Card]:
    """Invite mentees who have nobody, and wait for nobody, to ask a mentor."""
    for door in doors:
        if door.may_ask and door.place.pk not in taken:
            yield Card(
                key=f"matching.asking.{door.place.pk}",
                headline=_("Find your mentor"),
                title=_("A mentor in %(programme)s") % _programme(door),
                text=_("Look at who would suit you, and ask one of them yourself."),
                action=_("See mentors"),
                url=reverse("matching:my-mentors", args=(door.place.pk,)),
                order=ASK,
            )


def _hours(doors: Sequence[Door]) -> Iterator[Card]:
    """Ask for free hours, but for places where they said “not this time”."""
    for door in doors:
        if door.is_resting:
            continue
        is_mentor = door.place.role == ParticipantRole.MENTOR
        yield Card(
            key=f"matching.hours.{door.place.pk}",
            headline=_("When could you meet?"),
            title=_("Your hours for %(programme)s") % _programme(door),
            text=_("Tell us your free hours, your languages, and for how many you have room.")
            if is_mentor
            else _("Tell us your free hours and your languages. It takes two minutes."),
            action=_("Tell us"),
            url=reverse("matching:my-hours-place", args=(door.place.pk,)),
            order=HOURS,
        )


def _last_day(door: Door) -> str:
    """Return the last day for wishes, in words."""
    until = door.round.wishes_until
    return date_format(until, "l j F") if until else ""


def _programme(door: Door) -> dict[str, str]:
    """Return the words that name a programme in a card."""
    return {"programme": door.place.cohort.programme.name}


def _day(request: MatchRequest, person: Person) -> str:
    """Return until when a mentor may answer, where the reader is."""
    return date_format(timezone.localtime(request.answer_by, person.time_zone), "l j F, H:i")
