"""An administrator gives the organisation its look; nobody else does, and no two mix."""

import io

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from mentorship.accounts.looks.logos import path_of
from mentorship.accounts.models import Organisation
from mentorship.audit.models import Event
from mentorship.notifications.kinds import kind_of
from mentorship.notifications.rendering import render
from tests.common.test_pdf import structure
from tests.factories.fresh import CertificateFactory
from training.attending.papers import draw_certificate

LOOK = "/organisation/look/"


def logo():
    out = io.BytesIO()
    Image.new("RGB", (200, 60), "#6a1b9a").save(out, "PNG")
    return SimpleUploadedFile("logo.png", out.getvalue(), content_type="image/png")


def typed(house, **more):
    return {"name": house.name, "seen": house.look_version, **more}


def shown(world):
    return Organisation.objects.get(pk=world.organisation.pk)


@pytest.fixture
def kept_files(settings, tmp_path):
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path)},
        },
    }
    return tmp_path


def test_what_an_administrator_says_is_what_pages_show(world, client_of, kept_files):
    client = client_of(world.administrator)
    said = typed(
        world.organisation,
        name="Guildhall College",
        accent_light="#6A1B9A",
        logo_light=logo(),
        footer_text="Guildhall College, London",
        imprint_url="https://guildhall.example/imprint",
    )

    assert client.post(LOOK, said).status_code == 302

    page = client_of(world.mentee).get("/me/").content.decode()
    house = shown(world)
    assert house.accent_light == "#6a1b9a"
    assert "Guildhall College, London" in page
    assert 'href="https://guildhall.example/imprint"' in page
    for name, args in (("look-colours", ()), ("look-logo", ("light",)), ("look-manifest", ())):
        assert reverse(name, args=(house.pk, house.look_version, *args)) in page
    event = Event.objects.get(kind="organisation.look_changed")
    assert event.changes == {
        "fields": ["accent_light", "footer_text", "imprint_url", "logo_light", "name"]
    }
    elsewhere = client_of(world.stranger).get("/me/").content.decode()
    assert "Guildhall" not in elsewhere
    assert str(house.pk) not in elsewhere


def test_a_colour_nobody_could_read_is_refused_with_the_nearest_that_people_can(world, client_of):
    client = client_of(world.administrator)

    refused = client.post(LOOK, typed(world.organisation, accent_light="#ffcc00"))

    assert refused.status_code == 200
    assert "The nearest that can be read is #" in str(refused.context["form"].errors)
    assert 'value="#ffcc00"' in refused.content.decode(), "what was typed stays"
    proposal = refused.context["readings"][0][1].proposal
    used = client.post(
        LOOK, typed(world.organisation, accent_light="#ffcc00", use=f"accent_light:{proposal}")
    )
    assert used.context["form"]["accent_light"].value() == proposal
    assert shown(world).accent_light == "", "seeing it first keeps nothing"
    assert client.post(LOOK, typed(world.organisation, accent_light=proposal)).status_code == 302


def test_who_comes_second_reads_that_somebody_was_quicker(world, client_of):
    client = client_of(world.administrator)
    first = typed(world.organisation, sender_name="The first")
    second = typed(world.organisation, sender_name="The second")
    client.post(LOOK, first)
    late = client.post(LOOK, second)
    assert late.status_code == 200
    assert late.context["form"].non_field_errors()
    assert shown(world).sender_name == "The first"


@pytest.mark.parametrize("who", ["coordinator", "mentee", "stranger", "other_coordinator"])
def test_nobody_else_changes_it(world, client_of, who):
    client = client_of(getattr(world, who))
    assert client.post(LOOK, typed(world.organisation, name="Mine")).status_code == 403
    assert client.get(LOOK).status_code == 403
    assert shown(world).name == "Guildhall"


def test_another_organisation_cannot_be_named(world, client_of):
    address = f"{LOOK}?organisation={world.other_organisation.slug}"
    assert client_of(world.administrator).get(address).status_code == 404


def test_an_address_that_leads_elsewhere_is_refused(world, client_of, settings):
    client = client_of(world.administrator)
    refused = client.post(LOOK, typed(world.organisation, host="evil.example"))
    assert "ALLOWED_HOSTS" in str(refused.context["form"].errors)
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "mentoring.guildhall.example"]
    said = typed(world.organisation, host="https://Mentoring.Guildhall.example/")
    assert client.post(LOOK, said).status_code == 302
    assert shown(world).host == "mentoring.guildhall.example"
    theirs = client.get("/accounts/login/", headers={"host": "mentoring.guildhall.example"})
    client.logout()
    theirs = client.get("/accounts/login/", headers={"host": "mentoring.guildhall.example"})
    assert "Guildhall" in theirs.content.decode()


def test_the_sign_in_page_of_an_organisation_has_its_look(world, client):
    assert "Guildhall" not in client.get("/accounts/login/").content.decode()
    client.get(f"/in/{world.organisation.slug}/")
    assert "Guildhall" in client.get("/accounts/login/").content.decode()


def test_a_name_nobody_has_leads_to_the_sign_in_page_too(client, db):
    answer = client.get("/in/nobody/")
    assert answer.headers["Location"] == "/accounts/login/"
    assert not answer.cookies


def test_files_of_a_look_may_be_kept_for_good_and_an_older_address_may_not(world, client):
    house = world.organisation
    now = client.get(reverse("look-colours", args=(house.pk, house.look_version)))
    old = client.get(reverse("look-colours", args=(house.pk, "000000000000")))
    assert "immutable" in now.headers["Cache-Control"]
    assert old.headers["Cache-Control"] == "no-cache"
    assert now.headers["Content-Type"].startswith("text/css")
    assert client.get(reverse("look-logo", args=(house.pk, "0", "light"))).status_code == 404


def test_mails_have_the_colours_the_foot_and_nothing_of_anybody_else(world):
    house = world.organisation
    house.accent_light, house.footer_text = "#6a1b9a", "Guildhall, London"
    house.privacy_url = "https://guildhall.example/privacy"
    kind = kind_of("accounts.sign_in_changed")
    facts = {"fact": "Your password was changed", "details": []}
    ours = render(kind, recipient=world.mentee, organisation=house, context=facts)
    theirs = render(
        kind, recipient=world.stranger, organisation=world.other_organisation, context=facts
    )
    assert "#6a1b9a" in ours.html
    assert "Guildhall, London" in ours.html
    assert "Guildhall, London" in ours.text
    assert "https://guildhall.example/privacy" in ours.text
    assert "#00696f" in theirs.html
    assert "Guildhall" not in theirs.html + theirs.text


def figures_of(pdf):
    return [node["/Alt"] for node in structure(pdf) if node["/S"] == "/Figure"]


def test_papers_have_the_logo_where_there_is_one(world, client_of, kept_files):
    client = client_of(world.administrator)
    certificate = CertificateFactory.create(programme=world.programme, person=world.mentee)
    assert figures_of(draw_certificate(certificate)) == []
    client.post(LOOK, typed(world.organisation, logo_light=logo()))
    certificate.programme.organisation.refresh_from_db()
    assert figures_of(draw_certificate(certificate)) == ["Guildhall"]
    assert figures_of(client.get(f"{LOOK}sample.pdf").content) == ["Guildhall"]
    default_storage.delete(path_of(shown(world).logo_light))
    assert figures_of(draw_certificate(certificate)) == [], "a file that is gone is no picture"
