"""A person's own page."""

from mentorship.accounts.models import Person
from mentorship.audit.models import Event

ME = "/me/"


def test_the_page_leads_to_everything_about_oneself(world, client_of):
    page = client_of(world.mentee).get(ME)

    assert "Jonas Weber" in page.text
    for address in (
        "/mail/preferences/",
        "/accounts/email/",
        "/accounts/password/change/",
        "/accounts/2fa/",
        "/accounts/sessions/",
        "/accounts/logout/",
    ):
        assert f'"{address}"' in page.text
        assert client_of(world.mentee).get(address, follow=True).status_code == 200


def test_name_and_zone_are_kept_and_shown_at_once(world, client_of):
    client = client_of(world.mentee)
    given = {"name": "Jonas W.", "time_zone": "Asia/Tokyo", "language": "en-gb"}
    page = client.post(ME, given, follow=True)

    person = Person.objects.get(pk=world.mentee.pk)
    assert (person.name, str(person.time_zone)) == ("Jonas W.", "Asia/Tokyo")
    assert "Kept." in page.text
    assert '<option value="Asia/Tokyo" selected>' in page.text
    (event,) = Event.objects.about(person).filter(kind="accounts.settings_changed")
    assert event.changes == {"fields": ["name", "time_zone"]}


def test_what_was_typed_wrongly_is_not_lost(world, client_of):
    page = client_of(world.mentee).post(ME, {"name": "", "time_zone": "Moon/Sea"})

    assert page.status_code == 200
    assert "<title>Error:" in page.text
    assert Person.objects.get(pk=world.mentee.pk).name == "Jonas Weber"


def test_a_choice_of_languages_is_offered_where_there_is_one(world, client_of, settings):
    client = client_of(world.mentee)
    settings.LANGUAGES = [("en-gb", "English")]
    assert 'name="language"' not in client.get(ME).text

    settings.LANGUAGES = [("en-gb", "English"), ("de", "Deutsch")]
    assert 'name="language"' in client.get(ME).text
    client.post(ME, {"name": "Jonas Weber", "time_zone": "Europe/Berlin", "language": "de"})
    assert Person.objects.get(pk=world.mentee.pk).language == "de"


def test_saving_without_a_change_leaves_no_trace(world, client_of):
    client_of(world.mentee).post(
        ME, {"name": "Jonas Weber", "time_zone": "Europe/London", "language": "en-gb"}
    )
    assert not Event.objects.filter(kind="accounts.settings_changed").exists()
