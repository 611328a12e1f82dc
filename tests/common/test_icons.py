import heroicons
import pytest

from mentorship.common.icons import icon


def test_an_icon_beside_words_is_silent():
    picture = icon("home")

    assert picture.startswith("<svg")
    assert 'aria-hidden="true"' in picture
    assert "style=" not in picture


def test_an_icon_alone_says_its_label_and_escapes_it():
    assert "Menu of &lt;b&gt;" in icon("bars-3", label="Menu of <b>")


def test_an_arrow_turns_round_where_reading_runs_the_other_way():
    assert "icon-turns" in icon("chevron-right")
    assert "icon-turns" not in icon("chevron-up")


def test_an_unknown_icon_is_an_error():
    with pytest.raises(heroicons.IconDoesNotExist):
        icon("unicorn")
