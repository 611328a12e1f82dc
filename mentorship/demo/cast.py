"""The people of the demo: none exists. Chance is seeded, so they are always the same."""

import random
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from django.contrib.auth.hashers import make_password

from mentorship.accounts.models import Membership, Organisation, Person
from programmes.models import Profile

SEED = 20270316
DOMAIN = "guildhall.example"
PASSWORD = "mentoring-stays-fresh"  # noqa: S105  (printed by the demo, for people who do not exist)

SIGN_INS = (
    ("Coordinator", f"maya.ferreira@{DOMAIN}"),
    ("Mentor", f"amara.okafor@{DOMAIN}"),
    ("Mentee", f"jonas.weber@{DOMAIN}"),
    ("Reviewer", f"elif.demir@{DOMAIN}"),
    ("Administrator", f"ruth.calder@{DOMAIN}"),
)

FIRST_NAMES = """
    Amara Jonas Priya David Tom Helena Emma Rashid Yuki Nadia Ines Kwame Zofia Søren Lena Omar
    Chiara Mateo Aoife Tomasz Leila Hugo Freya Arjun Mei Sofia Idris Clara Nikos Fatima Erik
    Rosa Daniel Anouk Samir Iva Paul Ngozi Marta Callum Abena Adil Aisha Alba Anders Anika
    Astrid Bashir Beatriz Bogdan Camille Carlos Chloe Ciaran Daria Deepa Diego Eleni Elsa
    Emeka Esther Farah Felix Florian Gabriela Gwen Hamza Hannah Imani Ioana Isla Ivan Jakub
    Jamila Joanna Kamal Karin Kenji Khadija Lars Laura Liam Lucia Luka Magda Malik Maria Marek
    Mina Mira Mohan Nora Olga Oliver Pedro Petra Rafael Rania Rhys Rohan Ruben Sanna Sara
    Selim Simone Stefan Tariq Tess Thandi Theo Uma Vera Viktor Wanjiru Yara Youssef Zainab Zoe
""".split()
LAST_NAMES = """
    Okafor Weber Nair Mbeki Gallagher Souza Khan Tanaka Petrova Carvalho Boateng Łukasik Ærø
    Brandt Haddad Ricci Vega Byrne Nowak Rahimi Laurent Lindqvist Iyer Chen Marques Diallo
    Hoffmann Pappas Yilmaz Johansson Castillo Murray Devries Aziz Horvat Grant Eze Kowalska
    Stewart Larsen
""".split()
ASCII = str.maketrans({"Ł": "L", "ł": "l", "Æ": "Ae", "æ": "ae", "Ø": "O", "ø": "o"})
ZONES = ("Europe/London",) * 4 + (
    "Europe/Lisbon",
    "Europe/Berlin",
    "Europe/Warsaw",
    "Africa/Lagos",
    "Africa/Nairobi",
    "Asia/Kolkata",
)
PLACES = {
    "Europe/London": ("London", "GBR"),
    "Europe/Lisbon": ("Lisbon", "PRT"),
    "Europe/Berlin": ("Berlin", "DEU"),
    "Europe/Warsaw": ("Warsaw", "POL"),
    "Africa/Lagos": ("Lagos", "NGA"),
    "Africa/Nairobi": ("Nairobi", "KEN"),
    "Asia/Kolkata": ("Pune", "IND"),
}
DEPARTMENTS = ("Finance", "Operations", "Engineering", "Sales", "Legal", "People", "Product")
SENIOR = ("Director", "Head", "Senior manager", "Principal")
JUNIOR = ("Analyst", "Associate", "Specialist", "Team lead")


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody, by what they are there for."""

    coordinator: Person
    second_coordinator: Person
    administrator: Person
    sponsor: Person
    second_sponsor: Person
    reviewers: list[Person]
    facilitators: list[Person]
    seniors: list[Person]
    juniors: list[Person]


def address(name: str) -> str:
    """Return an address made from a name, in plain letters."""
    plain = unicodedata.normalize("NFKD", name.translate(ASCII)).encode("ascii", "ignore").decode()
    return f"{plain.lower().replace(' ', '.')}@{DOMAIN}"


def names(chance: random.Random, leading: list[str]) -> Iterator[str]:
    """Give the leading names first, then ever new ones."""
    yield from leading
    taken = {name.split()[0] for name in leading}
    firsts = [first for first in FIRST_NAMES if first not in taken]
    while True:
        chance.shuffle(firsts)
        for first in firsts:
            yield f"{first} {chance.choice(LAST_NAMES)}"


def hire(organisation: Organisation, joined_on: date) -> Cast:
    """Store 120 people with their memberships and profiles."""
    chance = random.Random(SEED)  # noqa: S311  (a fixed cast, no secret)
    password = make_password(PASSWORD)
    staff = ["Maya Ferreira", "Ben Adeyemi", "Ruth Calder", "Ingrid Halvorsen", "Martin Osei"]
    helpers = ["Elif Demir", "Grace Lim", "Peter Novak", "Hanna Virtanen"]
    stage = names(chance, [*staff, *helpers, "Amara Okafor", "Jonas Weber"])
    people: list[Person] = []
    for _number in range(120):
        name = next(stage)
        zone = ZoneInfo("Europe/London" if name in staff else chance.choice(ZONES))
        people.append(Person(name=name, email=address(name), time_zone=zone, password=password))
    _lisbon(people[10])
    Person.objects.bulk_create(people)
    _settle(organisation, people, joined_on, chance)
    return Cast(
        coordinator=people[0],
        second_coordinator=people[1],
        administrator=people[2],
        sponsor=people[3],
        second_sponsor=people[4],
        reviewers=[*people[5:7], people[39]],
        facilitators=people[7:9],
        seniors=[people[9], *people[11:55]],
        juniors=[people[10], *people[55:]],
    )


def _lisbon(jonas: Person) -> None:
    """Put the mentee of the printed sign-in somewhere other than London, so that zones show."""
    jonas.time_zone = ZoneInfo("Europe/Lisbon")


def _settle(
    organisation: Organisation, people: list[Person], joined_on: date, chance: random.Random
) -> None:
    """Give everybody a membership and a profile."""
    memberships = Membership.objects.bulk_create(
        Membership(organisation=organisation, person=person, joined_on=joined_on)
        for person in people
    )
    Profile.objects.bulk_create(
        _profile(membership, person, position, chance)
        for position, (membership, person) in enumerate(zip(memberships, people, strict=True))
    )


def _profile(
    membership: Membership, person: Person, position: int, chance: random.Random
) -> Profile:
    """Return a profile that fits the place in the cast."""
    city, country = PLACES[str(person.time_zone)]
    department = chance.choice(DEPARTMENTS)
    rank = chance.choice(SENIOR if position < 55 else JUNIOR)  # noqa: PLR2004  (seniors come first)
    return Profile(
        membership=membership,
        job_title=f"{rank}, {department}",
        department=department,
        location=city,
        country_code=country,
        biography=(
            f"I work in {department.lower()} in {city}, and enjoy thinking along with others."
        ),
    )
