"""Whatever is typed into the forms and addresses of matching, no page breaks."""

import re

import pytest
from django.urls import reverse

from matching.models import Round
from tests.architecture.matching_rows import make_matching
from tests.matching.test_strangers import CONSOLE, PORTAL, address

pytestmark = pytest.mark.django_db

GARBAGE = ("99999999999999999999", "a\x00b", "-1e400 💥 <b>'\"%s{{x}}" * 300)
QUERY = (
    "page", "q", "show", "order", "mentor", "chosen", "pair", "test", "with", "department",
    "location", "language", "what", "mode", "ceiling", "together", "apart", "free", "state",
)  # fmt: skip
KEPT = {"csrfmiddlewaretoken"}


@pytest.fixture
def rows(world):
    rows = make_matching(world)
    Round.objects.filter(pk=rows.round.pk).update(way="asking", wishes_until="2099-01-01")
    return rows


def try_all(client, patterns, world, rows):
    """Send each piece of garbage in every field that a page shows, and in its address."""
    for pattern in patterns:
        url = address(pattern, world, rows)
        page = client.get(url)
        shown = page.content.decode() if page.status_code == 200 else ""
        names = set(re.findall(r'name="([^"]+)"', shown)) - KEPT | {"seen_version", "about"}
        for garbage in GARBAGE:
            asked = dict.fromkeys({*names, *QUERY}, garbage)
            assert client.get(url, asked).status_code < 500, (pattern.name, garbage)
            posted = client.post(url, dict.fromkeys(names, garbage))
            assert posted.status_code < 500, (pattern.name, garbage)


def test_the_console(world, client_of, rows):
    kept = [each for each in CONSOLE if "remove" not in each.name]
    try_all(client_of(world.coordinator), kept, world, rows)
    rules = reverse("matching:rule-add", args=(world.programme.slug, rows.round.pk))
    client = client_of(world.coordinator)
    for test in ("same", "in_common", "gap", "time_zone", "language", "availability"):
        fields = ("strength", "weight", "at_least", "most", "low", "high", "order")
        for garbage in GARBAGE:
            data = dict.fromkeys(fields, garbage) | {"test": test}
            for strength in ("must", "should"):
                client.post(rules, data | {"strength": strength})


def test_pages_of_ones_own(world, client_of, rows):
    try_all(client_of(world.mentor), PORTAL, world, rows)


def test_pages_of_a_mentee(world, client_of, rows):
    mine, theirs = str(world.mentee_place.pk), str(world.mentor_place.pk)
    client = client_of(world.mentee)
    for name, ids in (
        ("my-hours-place", (mine,)),
        ("my-mentors", (mine,)),
        ("my-mentors-ask", (mine, theirs)),
        ("my-wishes", (mine,)),
        ("my-wishes-add", (mine,)),
        ("my-wishes-step", (mine,)),
    ):
        url = reverse(f"matching:{name}", args=ids)
        for garbage in GARBAGE:
            fields = ("about", "step", "words", "seats", "free", "language", *QUERY)
            assert client.get(url, dict.fromkeys(fields, garbage)).status_code < 500
            data = dict.fromkeys(fields, garbage)
            assert client.post(url, data).status_code < 500, (name, garbage)
            assert client.post(url, data | {"about": theirs, "step": "up"}).status_code < 500
