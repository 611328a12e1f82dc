"""The demo's round of matching: a programme across departments, before its first draft."""

import random
from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from matching.actions.rounds import begin_round, change_round
from matching.actions.rules import add_rule
from matching.actions.seats import add_group, give_seats
from matching.models import FreeHours, MatchingPlace, Round, Wish, WishList
from matching.rounds.enums import RuleStrength, RuleTest, WhoWishes
from matching.rounds.templates import TEMPLATES
from mentorship.accounts.models import Organisation, Person
from mentorship.accounts.permissions import Role
from mentorship.demo.cast import Cast
from mentorship.demo.matching_people import MENTORS, SEED, SIGNING, WELSH, Crowd, hire_crowd
from mentorship.demo.programmes import noon
from programmes.applying.enums import ApplicationState, QuestionKind
from programmes.enums import CohortState, ParticipantRole, ParticipantState, VersionState
from programmes.models import (
    Answer,
    Application,
    ApplicationForm,
    Cohort,
    FormSection,
    Participant,
    Programme,
    Question,
    TeamMember,
)
from training.actions.standings import ensure_policies
from training.enums import EntryKind, EntrySource
from training.models import LedgerEntry

TOPICS = [
    "Leading people",
    "Working with figures",
    "Speaking to a room",
    "Moving to another department",
    "Standing for a post",
    "Balancing work and home",
]
# Half hours of a Monday from which people are free: mornings, noon, late afternoons.
STARTS = (17, 18, 20, 24, 25, 28, 32, 33)
DAY = 48
# The one mentor who signs.
SIGNS = 9
MOST_WISHES = 3
# Mentors whose initial training is not complete yet.
IN_TRAINING = (13, 22)


def build_matching_round(organisation: Organisation, cast: Cast, today: date) -> Round:
    """Store the programme, its people and what they said, and a round with its rules."""
    chance = random.Random(SEED)  # noqa: S311  (a fixed story, no secret)
    crowd = hire_crowd(organisation, today - timedelta(days=400))
    programme = _programme(organisation, cast, today)
    cohort = Cohort.objects.create(
        programme=programme,
        number=1,
        name=f"{today + timedelta(days=14):%B %Y}",
        state=CohortState.MATCHING,
        starts_on=today + timedelta(days=14),
        ends_on=today + timedelta(days=290),
    )
    mentors = _join(cohort, crowd.mentors, ParticipantRole.MENTOR, today)
    mentees = _join(cohort, crowd.mentees, ParticipantRole.MENTEE, today)
    _train(programme, crowd, today)
    asked = _ask(programme, mentors, mentees, cast.coordinator, chance, today)
    _say_hours(mentors, mentees, chance)
    chosen = _begin(cohort, asked, cast, today)
    _limit(chosen, mentors, cast)
    _wish(chosen, mentors, mentees, chance)
    return chosen


def _programme(organisation: Organisation, cast: Cast, today: date) -> Programme:
    """Store the programme with its two coordinators."""
    programme = Programme.objects.create(
        organisation=organisation,
        name="Across Departments",
        slug="across-departments",
        purpose="To let people learn from somebody one or two steps on, in another department.",
    )
    since = today - timedelta(days=150)
    TeamMember.objects.bulk_create(
        TeamMember(programme=programme, person=person, role=role, started_on=since)
        for person, role in (
            (cast.coordinator, Role.LEAD_COORDINATOR),
            (cast.second_coordinator, Role.COORDINATOR),
        )
    )
    ensure_policies(programme)
    return programme


def _join(
    cohort: Cohort, people: list[Person], role: ParticipantRole, today: date
) -> list[Participant]:
    """Give people their places."""
    joined_on = today - timedelta(days=60)
    return Participant.objects.bulk_create(
        Participant(
            cohort=cohort,
            person=person,
            role=role,
            state=ParticipantState.TRAINED,
            moved_at=noon(today - timedelta(days=12)),
            joined_on=joined_on,
        )
        for person in people
    )


def _train(programme: Programme, crowd: Crowd, today: date) -> None:
    """Enter the hours of initial training; two mentors have not come to the second half yet."""
    hours = {ParticipantRole.MENTOR: Decimal(6), ParticipantRole.MENTEE: Decimal(2)}
    late = {crowd.mentors[place].pk for place in IN_TRAINING}
    sides = (
        (ParticipantRole.MENTOR, crowd.mentors),
        (ParticipantRole.MENTEE, crowd.mentees),
    )
    LedgerEntry.objects.bulk_create(
        LedgerEntry(
            organisation=programme.organisation,
            programme=programme,
            person=person,
            role=role,
            kind=EntryKind.INITIAL,
            source=EntrySource.ATTENDANCE,
            hours=Decimal(3) if person.pk in late else hours[role],
            earned_on=today - timedelta(days=14),
        )
        for role, people in sides
        for person in people
    )


def _ask(
    programme: Programme,
    mentors: list[Participant],
    mentees: list[Participant],
    by: Person,
    chance: random.Random,
    today: date,
) -> dict[str, Question]:
    """Publish a form for each side with what they would learn, or offer, and let all answer."""
    asked: dict[str, Question] = {}
    for role, text, places in (
        (ParticipantRole.MENTEE, "What would you like to learn?", mentees),
        (ParticipantRole.MENTOR, "What can you offer?", mentors),
    ):
        form = ApplicationForm.objects.create(
            programme=programme,
            role=role,
            state=VersionState.PUBLISHED,
            published_at=noon(today - timedelta(days=90)),
            published_by=by,
        )
        section = FormSection.objects.create(form=form, title="What it is about")
        asked[role] = Question.objects.create(
            section=section, kind=QuestionKind.MULTI_CHOICE, text=text, options=TOPICS
        )
        applications = Application.objects.bulk_create(
            Application(
                cohort=place.cohort,
                person=place.person,
                role=role,
                form=form,
                state=ApplicationState.DECIDED,
                submitted_at=noon(today - timedelta(days=70)),
            )
            for place in places
        )
        Answer.objects.bulk_create(
            Answer(application=each, question=asked[role], values=chance.sample(TOPICS, 3))
            for each in applications
        )
    return asked


def _say_hours(
    mentors: list[Participant], mentees: list[Participant], chance: random.Random
) -> None:
    """Let everybody say when they are free; the mentor who signs takes one mentee."""
    places, hours = [], []
    for number, place in enumerate([*mentors, *mentees]):
        free: set[int] = set()
        for start in chance.sample(STARTS, 4):
            day = chance.randrange(5) * DAY
            free |= {day + start, day + start + 1}
        levels = (
            {WELSH: 6} if number in {4, 41} else {SIGNING: 6} if number in {SIGNS, 50, 63} else {}
        )
        own = 1 if number == SIGNS else (2, 3, 1, None, 2)[number % 5]
        seats = own if number < MENTORS else None
        places.append(MatchingPlace(participant=place, seats=seats, language_levels=levels))
        hours.append(FreeHours(person=place.person, half_hours=sorted(free)))
    MatchingPlace.objects.bulk_create(places)
    FreeHours.objects.bulk_create(hours)


def _begin(cohort: Cohort, asked: dict[str, Question], cast: Cast, today: date) -> Round:
    """Begin the round with the public template, and add what this programme asks itself."""
    maya = cast.coordinator
    chosen = begin_round(cohort, template=TEMPLATES["civil-service"], by=maya)
    change_round(
        chosen,
        by=maya,
        who_wishes=WhoWishes.MENTEES,
        most_wishes=MOST_WISHES,
        wishes_until=today + timedelta(days=4),
    )
    add_rule(chosen, by=maya, strength=RuleStrength.MUST, test=RuleTest.LANGUAGE, low=4, high=4)
    add_rule(
        chosen,
        by=maya,
        strength=RuleStrength.SHOULD,
        test=RuleTest.IN_COMMON,
        weight=10,
        mentee_field=f"question:{asked[ParticipantRole.MENTEE].key}",
        mentor_field=f"question:{asked[ParticipantRole.MENTOR].key}",
        at_least=Decimal(2),
    )
    add_rule(
        chosen,
        by=cast.second_coordinator,
        strength=RuleStrength.SHOULD,
        test=RuleTest.AVAILABILITY,
        weight=4,
        at_least=Decimal(1),
    )
    add_rule(chosen, by=maya, strength=RuleStrength.SHOULD, test=RuleTest.WISHES, weight=6)
    return chosen


def _limit(chosen: Round, mentors: list[Participant], cast: Cast) -> None:
    """Let two mentors of one department share a ceiling, and give somebody one mentee more."""
    add_group(
        chosen,
        name="Planning, three at most",
        ceiling=3,
        members=[mentors[2], mentors[10]],
        by=cast.coordinator,
    )
    give_seats(chosen, mentors[6], seats=4, seen=None, by=cast.second_coordinator)


def _wish(
    chosen: Round, mentors: list[Participant], mentees: list[Participant], chance: random.Random
) -> None:
    """Let two mentees of three hand in three names, the same few mentors often among them."""
    liked = [*mentors, *mentors[:6], *mentors[:6]]
    now = timezone.now()
    lists = WishList.objects.bulk_create(
        WishList(round=chosen, participant=mentee, handed_in_at=now)
        for number, mentee in enumerate(mentees)
        if number % 3
    )
    Wish.objects.bulk_create(
        Wish(wish_list=each, about=mentor, rank=rank)
        for each in lists
        for rank, mentor in enumerate(_three(liked, chance), start=1)
    )


def _three(liked: list[Participant], chance: random.Random) -> list[Participant]:
    """Return three different mentors."""
    picked: dict[Participant, None] = {}
    while len(picked) < MOST_WISHES:
        picked[chance.choice(liked)] = None
    return list(picked)
