"""What the demo organisation knows of its people, and how its coordinators look at them."""

import colorsys
import io
import random

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from mentorship.accounts.models import Organisation, Person
from mentorship.demo.cast import SEED, Cast
from mentorship.demo.programmes import Year
from programmes.enums import ParticipantState
from programmes.models import Participant, Profile, Programme, SavedView
from programmes.people.pictures import read_picture, store_picture

SIDE = 512
OWN_LANGUAGES = {
    "PRT": "Português",
    "DEU": "Deutsch",
    "POL": "Polski",
    "NGA": "Yorùbá",
    "KEN": "Kiswahili",
    "IND": "मराठी",
}
INTERESTS = (
    "leading through change",
    "speaking in public",
    "returning after leave",
    "managing a first team",
    "working across time zones",
    "data for decisions",
    "finding a sponsor",
    "writing well",
    "choir",
    "allotments",
    "long-distance running",
    "sustainability",
)
GRADES = {"Director": "G1", "Head": "G2", "Senior manager": "G3", "Principal": "G3"}
WITH_PICTURE = 16


def build_people(organisation: Organisation, cast: Cast, year: Year) -> None:
    """Fill profiles, draw a few pictures, deal out caseloads, and keep views of the list."""
    chance = random.Random(SEED)  # noqa: S311  (a fixed story, no secret)
    _fill_profiles(organisation, cast, chance)
    _deal_out(year.starters)
    _keep_views(year, cast)
    _here_twice(cast)


def _fill_profiles(organisation: Organisation, cast: Cast, chance: random.Random) -> None:
    """Write what a personnel file and the people themselves would say."""
    profiles = list(
        Profile.objects.filter(membership__organisation=organisation)
        .select_related("membership__person")
        .order_by("membership__person__email")
    )
    pictured = {person.pk for person in [*cast.seniors[:8], *cast.juniors[:8]]}
    for profile in profiles:
        person = profile.membership.person
        manager = chance.choice(cast.seniors)
        rank = profile.job_title.partition(",")[0]
        own = OWN_LANGUAGES.get(profile.country_code)
        profile.grade = GRADES.get(rank, "G5")
        profile.languages = ["English", *([own] if own else [])]
        profile.interests = chance.sample(INTERESTS, 3)
        if manager.pk != person.pk:
            profile.line_manager_name = manager.name
            profile.line_manager_email = manager.email or ""
        if person.pk in pictured:
            profile.picture_key = _picture(chance)
    Profile.objects.bulk_update(
        profiles,
        [
            "grade",
            "languages",
            "interests",
            "line_manager_name",
            "line_manager_email",
            "picture_key",
        ],
    )


def _picture(chance: random.Random) -> str:
    """Draw somebody who does not exist, and keep the picture as an upload would be."""
    hue = chance.random()

    def colour(lightness: float, turn: float = 0.0) -> tuple[int, ...]:
        parts = colorsys.hls_to_rgb((hue + turn) % 1, lightness, 0.45)
        return tuple(round(part * 255) for part in parts)

    image = Image.new("RGB", (SIDE, SIDE), colour(0.82))
    draw = ImageDraw.Draw(image)
    skin = chance.choice([(92, 62, 44), (141, 95, 66), (198, 146, 108), (233, 196, 164)])
    hair = chance.choice([(38, 28, 24), (84, 56, 36), (160, 120, 70), (120, 120, 124)])
    draw.ellipse((56, 372, 456, 760), fill=colour(0.42, 0.5))
    draw.ellipse((150, 84, 362, 330), fill=hair)
    draw.rounded_rectangle((214, 290, 298, 420), 40, fill=skin)
    draw.ellipse((172, 122, 340, 340), fill=skin)
    file = io.BytesIO()
    image.save(file, "JPEG", quality=92)
    return store_picture(read_picture(SimpleUploadedFile("portrait.jpg", file.getvalue())))


def _deal_out(programme: Programme) -> None:
    """Let two coordinators look after the people of a programme, but for those just invited."""
    members = list(programme.team.filter(role__endswith="coordinator").order_by("role"))
    places = Participant.objects.filter(cohort__programme=programme).exclude(
        state__in=[ParticipantState.INVITED, ParticipantState.WITHDRAWN]
    )
    for turn, place in enumerate(places.order_by("person__email", "role")):
        Participant.objects.filter(pk=place.pk).update(coordinator=members[turn % len(members)])


def _keep_views(year: Year, cast: Cast) -> None:
    """Keep the questions that coordinators ask every week."""
    views = (
        (year.leadership, cast.coordinator, "Mentors of every cohort", "role=mentor&cohort=", True),
        (year.leadership, cast.coordinator, "Away now", "cohort=&away=now", False),
        (
            year.starters,
            cast.coordinator,
            "Nobody looks after them",
            "cohort=&coordinator=none",
            True,
        ),
        (year.starters, cast.second_coordinator, "My mentees", "role=mentee&coordinator=me", True),
    )
    SavedView.objects.bulk_create(
        SavedView(programme=programme, person=person, name=name, query=query, is_shared=shared)
        for programme, person, name, query, shared in views
    )


def _here_twice(cast: Cast) -> None:
    """Let one person be here twice, as people are who were added by two spellings."""
    first, second = cast.juniors[20], cast.juniors[-1]
    given, _space, family = first.name.partition(" ")
    Person.objects.filter(pk=second.pk).update(name=f"{given} {family.upper()}")
