"""The people of the demo's matching round: 48 mentees and 30 mentors, none of whom exists."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from django.contrib.auth.hashers import make_password

from mentorship.accounts.models import Membership, Organisation, Person
from mentorship.demo.cast import PASSWORD, address, names
from programmes.models import Profile

MENTORS, MENTEES = 30, 48
SEED = 981
DEPARTMENTS = (
    "Housing",
    "Transport",
    "Planning",
    "Finance",
    "Education",
    "Environment",
    "Digital",
    "Legal",
)
SITES = ("Leeds", "London", "Cardiff", "Glasgow")
MENTEE_GRADES, MENTOR_GRADES = ("EO", "HEO", "HEO", "SEO"), ("SEO", "G7", "G7", "G6", "SCS")
JOBS = {
    "EO": "Officer",
    "HEO": "Senior officer",
    "SEO": "Team manager",
    "G7": "Head of service",
    "G6": "Deputy director",
    "SCS": "Director",
}
INTERESTS = (
    "leading through change",
    "speaking in public",
    "returning after leave",
    "managing a first team",
    "data for decisions",
    "writing well",
    "community work",
    "sustainability",
    "allotments",
    "choir",
)
# Who reads and writes what, beside English: a few, so that languages decide something.
MORE_LANGUAGES = ("Cymraeg", "Polski", "Português", "Urdu")
SIGNING, WELSH = "British Sign Language", "Cymraeg"


@dataclass(frozen=True, slots=True)
class Crowd:
    """Everybody of the round, in the order they were made."""

    mentors: list[Person]
    mentees: list[Person]


def hire_crowd(organisation: Organisation, joined_on: date) -> Crowd:
    """Store the people with their memberships and profiles; two of them are hard to place."""
    chance = random.Random(SEED)  # noqa: S311  (a fixed story, no secret)
    password = make_password(PASSWORD)
    people = [
        Person(name=name, email=address(name), password=password, time_zone=_zone(chance))
        for name in _new_names(chance, MENTORS + MENTEES)
    ]
    Person.objects.bulk_create(people)
    crowd = Crowd(people[:MENTORS], people[MENTORS:])
    memberships = Membership.objects.bulk_create(
        Membership(organisation=organisation, person=person, joined_on=joined_on)
        for person in people
    )
    profiles = [_profile(membership, place, chance) for place, membership in enumerate(memberships)]
    _give_managers(profiles, crowd, chance)
    _make_hard_to_place(profiles, crowd)
    Profile.objects.bulk_create(profiles)
    return crowd


def _new_names(chance: random.Random, count: int) -> list[str]:
    """Return names that nobody has yet."""
    taken = set(Person.objects.values_list("email", flat=True))
    found: list[str] = []
    stage: Iterator[str] = names(chance, [])
    while len(found) < count:
        name = next(stage)
        if address(name) not in taken:
            taken.add(address(name))
            found.append(name)
    return found


def _zone(chance: random.Random) -> ZoneInfo:
    """Return where somebody works: most are in London's time, a few are not."""
    return ZoneInfo(chance.choice(("Europe/London",) * 9 + ("Europe/Lisbon", "Europe/Warsaw")))


def _profile(membership: Membership, place: int, chance: random.Random) -> Profile:
    """Return a profile that fits a mentor (the first thirty) or a mentee."""
    grade = chance.choice(MENTOR_GRADES if place < MENTORS else MENTEE_GRADES)
    department = DEPARTMENTS[place % len(DEPARTMENTS)]
    more = [chance.choice(MORE_LANGUAGES[1:])] if chance.random() < 1 / 5 else []
    interests = chance.sample(INTERESTS, 4)
    return Profile(
        membership=membership,
        department=department,
        grade=grade,
        job_title=f"{JOBS[grade]}, {department}",
        location=chance.choice(SITES),
        country_code="GBR",
        languages=["English", *more],
        interests=interests,
        biography=(
            f"I work in {department.lower()}. What I care about: {interests[0]} and {interests[1]}."
        ),
    )


def _give_managers(profiles: Sequence[Profile], crowd: Crowd, chance: random.Random) -> None:
    """Let one mentee in four report to a mentor of the round."""
    for profile in profiles[30:]:
        if chance.random() < 1 / 4:
            _reports_to(profile, chance.choice(crowd.mentors))


def _make_hard_to_place(profiles: Sequence[Profile], crowd: Crowd) -> None:
    """Let one mentee fit nobody but their own manager, and two need the one seat that signs."""
    profiles[4].languages = ["English", WELSH]
    profiles[30 + 11].languages = [WELSH]
    _reports_to(profiles[30 + 11], crowd.mentors[4])
    profiles[9].languages = ["English", SIGNING]
    for place in (30 + 20, 30 + 33):
        profiles[place].languages = [SIGNING]
        profiles[place].line_manager_name = profiles[place].line_manager_email = ""


def _reports_to(profile: Profile, manager: Person) -> None:
    """Write down who somebody's line manager is."""
    profile.line_manager_name, profile.line_manager_email = manager.name, manager.email or ""
