"""A programme of a given size with its pairs, and who opens which page of it."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from benchmarks.people.programme import fill
from matching.enums import MatchState
from matching.models import Match, MatchMember
from mentorship.accounts.models import Person
from programmes.enums import ParticipantRole, ParticipantState
from programmes.models import Participant, Programme


class Page:
    """One page and the person who opens it."""

    def __init__(self, name: str, path: str, person: Person) -> None:
        """Sign the person in."""
        self.name = name
        self._path = path
        self._client = Client()
        self._client.force_login(person)

    def open(self) -> None:
        """Open it, and see that it came."""
        answer = self._client.get(self._path)
        assert answer.status_code == 200, (self.name, answer.status_code)

    def queries(self) -> int:
        """Return how many queries it makes once everything is warm."""
        self.open()
        with CaptureQueriesContext(connection) as found:
            self.open()
        return len(found)


def pages_of(size: int) -> list[Page]:
    """Fill a programme of so many participants, half of them in pairs, and return its pages."""
    programme = fill(size)
    matches = _pair(programme)
    return list(_pages(programme, matches))


def _pair(programme: Programme) -> list[Match]:
    """Store a match under way for every two participants in each group of four."""
    places = list(Participant.objects.filter(cohort__programme=programme).order_by("pk"))
    couples = [(places[n], places[n + 1]) for n in range(0, len(places) - 1, 4)]
    began = timezone.now() - timedelta(days=40)
    for mentor, mentee in couples:
        mentor.role, mentee.role = ParticipantRole.MENTOR, ParticipantRole.MENTEE
        mentor.state = mentee.state = ParticipantState.MATCHED
    changed = [place for couple in couples for place in couple]
    Participant.objects.bulk_update(changed, ("role", "state"), batch_size=1000)
    matches = Match.objects.bulk_create(
        (
            Match(
                cohort=mentor.cohort,
                state=MatchState.ACTIVE,
                proposed_at=began,
                accepted_at=began,
                started_on=timezone.localdate(began),
            )
            for mentor, _mentee in couples
        ),
        batch_size=1000,
    )
    MatchMember.objects.bulk_create(
        (
            MatchMember(match=match, participant=place, side=place.role, accepted_at=began)
            for match, couple in zip(matches, couples, strict=True)
            for place in couple
        ),
        batch_size=1000,
    )
    return matches


def _pages(programme: Programme, matches: list[Match]) -> Iterator[Page]:
    coordinator = programme.team.get().person
    slug = programme.slug
    match = matches[0]
    mentor, mentee = match.members.order_by("side").select_related("participant__person")
    yield Page("Today", reverse("programmes:today", args=(slug,)), coordinator)
    yield Page("People", reverse("programmes:people", args=(slug,)), coordinator)
    place = reverse("programmes:participant", args=(slug, mentor.participant_id))
    yield Page("participant", place, coordinator)
    yield Page("Relationships", reverse("matching:match-list", args=(slug,)), coordinator)
    yield Page("relationship", reverse("matching:match", args=(slug, match.pk)), coordinator)
    for member, who in ((mentor, "one"), (mentee, "other")):
        person: Any = member.participant.person
        yield Page(f"portal: home, {who}", reverse("programmes:home"), person)
    pair = reverse("matching:my-match", args=(match.pk,))
    yield Page("portal: pair", pair, mentor.participant.person)
    thread = reverse("matching:my-messages", args=(match.pk,))
    yield Page("portal: messages", thread, mentor.participant.person)
