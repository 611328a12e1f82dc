"""What nobody types by hand gets a page, never an error of ours."""

import pytest
from django.urls import reverse

from tests.factories.fresh import CommunityFactory, MemberFactory
from tests.factories.training import CourseFactory, SessionFactory
from training.enums import CourseKind, SessionKind

NUL = "a\x00b"


def test_a_nul_byte_is_searched_for_like_nothing(world, client_of, client, coming):
    console = client_of(world.coordinator)
    community = CommunityFactory.create(programme=world.programme)
    slug = world.programme.slug
    for name, args in (
        ("attendance", (slug, coming.pk)),
        ("community-invite", (slug, community.pk)),
        ("certificate-list", (slug,)),
    ):
        assert console.get(reverse(f"training:{name}", args=args), {"q": NUL}).status_code == 200
    assert client.get("/certificates/a%00b/").status_code == 404
    assert console.get("/certificates/a%00b/pdf/").status_code == 404


@pytest.mark.parametrize("typed", ["a/b", "https://example.org/x", "/", "//"])
@pytest.mark.django_db
def test_a_code_with_slashes_is_no_code(client, typed):
    answer = client.get(reverse("training:certificate-find"), {"code": typed}, follow=True)
    assert answer.status_code in {200, 404}


def test_who_lacks_what_comes_before_a_gathering_is_told(world, client_of):
    first = CourseFactory.create(organisation=world.organisation, title="Listening")
    course = CourseFactory.create(organisation=world.organisation, kind=CourseKind.REFRESHER)
    course.prerequisites.add(first)
    community = CommunityFactory.create(programme=world.programme)
    MemberFactory.create(community=community, person=world.mentor)
    gathering = SessionFactory.create(
        programme=world.programme, community=community, course=course, kind=SessionKind.GATHERING
    )
    url = reverse("training:my-community-answer", args=(gathering.pk,))
    page = client_of(world.mentor).post(url, {"answer": "yes"}, follow=True)
    assert "Listening" in page.text
