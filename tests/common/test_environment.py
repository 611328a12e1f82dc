import pytest
from django.core.exceptions import ImproperlyConfigured

from mentorship.common.environment import Environment


def test_a_missing_value_stops_the_start_and_says_what_it_is_for():
    with pytest.raises(ImproperlyConfigured, match="EMAIL_HOST is missing: the SMTP server"):
        Environment({}).text("EMAIL_HOST", "the SMTP server's name.")


@pytest.mark.parametrize(
    ("word", "meant"), [("1", True), ("yes", True), ("On", True), ("0", False), ("", False)]
)
def test_flags_understand_what_people_write(word, meant):
    assert Environment({"DEMO": word}).flag("DEMO", "why", default=not meant) is meant


def test_an_unknown_flag_is_refused():
    with pytest.raises(ImproperlyConfigured, match="DEMO must be 1 or 0, not “perhaps”"):
        Environment({"DEMO": "perhaps"}).flag("DEMO", "why", default=False)


@pytest.mark.parametrize("word", ["ten", "-1", "1.5", "0"])
def test_a_number_out_of_range_is_refused(word):
    with pytest.raises(ImproperlyConfigured, match="whole number from 1 up"):
        Environment({"PORT": word}).number("PORT", "why", 25, least=1)


def test_a_secret_may_come_in_a_file(tmp_path):
    path = tmp_path / "secret"
    path.write_text("hush\n")
    values = Environment({"SECRET_KEY_FILE": str(path), "SECRET_KEY": "loud"})
    assert values.secret("SECRET_KEY", "why") == "hush"


def test_a_secret_file_that_cannot_be_read_is_named(tmp_path):
    values = Environment({"SECRET_KEY_FILE": str(tmp_path / "gone")})
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY_FILE points to"):
        values.secret("SECRET_KEY", "why")


def test_words_are_split_at_commas():
    values = Environment({"ALLOWED_HOSTS": "a.example, b.example,"})
    assert values.words("ALLOWED_HOSTS", "why") == ["a.example", "b.example"]


def test_everything_read_is_remembered_with_its_reason():
    values = Environment({})
    values.number("PORT", "the port.", 25)
    values.flag("DEMO", "the demo.", default=False)
    assert values.read == {"PORT": "the port.", "DEMO": "the demo."}
