"""Who comes and what they read: the people of the demo, by what they are there for."""

import itertools
from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from matching.enums import MatchState
from matching.models import Match
from mentorship.accounts.models import Person
from mentorship.demo.cast import PASSWORD
from programmes.models import Sponsorship, TeamMember

# Of a hundred people who are here at once.
SHARES = {"coordinator": 10, "mentor": 35, "mentee": 50, "sponsor": 5}


def crowd(count: int) -> list[dict[str, Any]]:
    """Return so many people; those of whom there are few come with several browsers."""
    kinds = {
        "coordinator": list(_coordinators()),
        "mentor": list(_of_pairs("mentor")),
        "mentee": list(_of_pairs("mentee")),
        "sponsor": list(_sponsors()),
    }
    chosen: list[dict[str, Any]] = []
    for kind, share in SHARES.items():
        chosen += itertools.islice(itertools.cycle(kinds[kind]), round(count * share / 100))
    return [
        {**person, "address": f"203.0.{number // 250}.{number % 250 + 1}"}
        for number, person in enumerate(chosen)
    ]


def _person(person: Person, pages: list[list[str]], thread: str | None = None) -> dict[str, Any]:
    return {"email": person.email, "password": PASSWORD, "pages": pages, "thread": thread}


def _coordinators() -> Iterator[dict[str, Any]]:
    for member in TeamMember.objects.current().filter(role__in=("lead_coordinator", "coordinator")):
        programme = member.programme
        match = Match.objects.filter(cohort__programme=programme, state=MatchState.ACTIVE).first()
        if match is None:
            continue
        slug = programme.slug
        pages = [["Today", reverse("programmes:today", args=(slug,))]]
        pages.append(["People", reverse("programmes:people", args=(slug,))])
        place = match.members.all()[0].participant
        pages.append(["participant", reverse("programmes:participant", args=(slug, place.pk))])
        pages.append(["Relationships", reverse("matching:match-list", args=(slug,))])
        pages.append(["relationship", reverse("matching:match", args=(slug, match.pk))])
        yield _person(member.person, pages)


def _of_pairs(side: str) -> Iterator[dict[str, Any]]:
    active = Match.objects.filter(state=MatchState.ACTIVE)
    for match in active.prefetch_related("members__participant__person"):
        for member in match.members.all():
            if member.side == side and member.person.can_sign_in:
                pair = reverse("matching:my-match", args=(match.pk,))
                thread = reverse("matching:my-messages", args=(match.pk,))
                home = reverse("programmes:home")
                pages = [["portal: home", home], ["portal: pair", pair]]
                pages += [["portal: messages", thread], ["portal: me", reverse("me")]]
                yield _person(member.person, pages, thread)


def _sponsors() -> Iterator[dict[str, Any]]:
    for sponsorship in Sponsorship.objects.select_related("person"):
        # Some are only written to and have never signed in.
        if not sponsorship.person.has_usable_password():
            continue
        pages = [["sponsor: home", reverse("home")], ["sponsor: me", reverse("me")]]
        yield _person(sponsorship.person, pages)
