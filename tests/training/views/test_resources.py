import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.factories.fresh import CompetencyFactory, ResourceFactory
from training.models import Resource, ResourceRating

pytestmark = pytest.mark.django_db


@pytest.fixture
def guide(circle):
    return ResourceFactory.create(
        community=circle.community, added_by=circle.ben, title="Twelve questions"
    )


@pytest.fixture
def amara(circle, client_of):
    return client_of(circle.amara)


def url(name, row):
    return reverse(f"training:{name}", args=(row.pk,))


def add(client, circle, **fields):
    return client.post(url("my-community-resource-add", circle.community), fields)


def test_a_link_or_a_file_is_added(world, circle, amara, client_of, settings, tmp_path):
    competency = CompetencyFactory.create(organisation=world.organisation)
    answer = add(
        amara, circle, title="Guide", link="example.org/x", competencies=[str(competency.pk)]
    )
    assert answer.status_code == 302
    assert Resource.objects.get().link == "https://example.org/x"
    file = SimpleUploadedFile("guide.pdf", b"%PDF-1.4\n%%EOF")
    assert add(amara, circle, title="File", document=file).status_code == 302
    stored = Resource.objects.get(title="File")
    for person, status in (
        (circle.chloe, 200),
        (world.coordinator, 200),
        (world.mentee, 404),
        (world.stranger, 404),
    ):
        answer = client_of(person).get(url("resource-file", stored))
        assert answer.status_code == status
        assert status == 404 or "attachment" in answer.headers["Content-Disposition"]


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"link": "javascript:alert(1)"},
        {"link": "ftp://example.org/x"},
        {"document": SimpleUploadedFile("x.html", b"<script>")},
    ],
)
def test_what_cannot_be_kept_is_refused_and_nothing_typed_is_lost(circle, amara, fields):
    answer = add(amara, circle, title="Do not lose me", **fields)
    assert answer.status_code == 422
    assert "Do not lose me" in answer.content.decode()
    assert not Resource.objects.exists()


def test_competencies_of_others_are_refused(circle, amara):
    foreign = CompetencyFactory.create()
    answer = add(amara, circle, title="x", link="https://example.org", competencies=[foreign.pk])
    assert answer.status_code == 422


def test_rating_and_taking_away(world, circle, guide, amara, client_of):
    amara.post(url("resource-rate", guide), {"stars": "4"})
    amara.post(url("resource-rate", guide), {"stars": "9"})
    assert ResourceRating.objects.get().stars == 4
    assert (
        "You gave 4 of 5"
        in amara.get(url("my-community-resources", circle.community)).content.decode()
    )
    assert amara.post(url("resource-remove", guide)).status_code == 404
    coordinator = client_of(world.coordinator)
    assert coordinator.post(url("resource-rate", guide), {"stars": "1"}).status_code == 404
    assert coordinator.post(url("resource-remove", guide)).status_code == 404
    client_of(circle.ben).post(url("resource-remove", guide))
    assert amara.get(url("resource-file", guide)).status_code == 404


def test_the_list_is_narrowed_by_competency(world, circle, guide, amara):
    competency = CompetencyFactory.create(organisation=world.organisation)
    page = url("my-community-resources", circle.community)
    assert "Twelve questions" in amara.get(page).content.decode()
    narrowed = amara.get(page, {"competency": str(competency.pk)}).content.decode()
    assert "Nothing fits" in narrowed
    assert amara.get(page, {"competency": "x", "sort": "y"}).status_code == 200


def test_coordinators_see_them_in_the_console(world, circle, guide, client_of):
    page = reverse("training:community-resources", args=(world.programme.slug, circle.community.pk))
    assert "Twelve questions" in client_of(world.coordinator).get(page).content.decode()
    assert client_of(circle.amara).get(page).status_code == 403
    assert client_of(world.stranger).get(page).status_code == 404
