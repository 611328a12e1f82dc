import pytest
from django.template import Context, Template

from mentorship.common.templatetags import parts


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Amara Okafor", "AO"), ("Łucja", "Ł"), ("ana maria de souza", "AS"), ("", "")],
)
def test_initials(name, letters):
    assert parts.initials(name) == letters


@pytest.mark.parametrize(
    ("value", "total", "share"),
    [(41, 54, "75.93"), (0, 20, "0"), (5, 0, "0"), (30, 20, "100"), (-1, 20, "0"), (1, 2, "50")],
)
def test_share_of(value, total, share):
    assert parts.share_of(value, total) == share


def test_more_mentees_than_room_are_all_seen():
    assert parts.dots(1, 3) == [True, False, False]
    assert parts.dots(3, 2) == [True, True, True]


@pytest.mark.parametrize(
    ("tags", "tone"),
    [("success", "good"), ("error", "bad"), ("extra warning", "warn"), ("info", "idle")],
)
def test_message_tone(tags, tone):
    assert parts.message_tone(tags) == tone


def test_the_icon_tag_draws():
    template = Template('{% load parts %}{% icon "bell" size=24 label="Notices" %}')

    html = template.render(Context())

    assert 'width="24"' in html
    assert "Notices" in html


def test_a_full_session_says_so_and_one_free_place_is_singular():
    template = Template(
        '{% include "components/seats.html" with taken=taken places=20 waiting=waiting only %}'
    )

    assert "Full" in template.render(Context({"taken": 20, "waiting": 3}))
    assert "3 waiting" in template.render(Context({"taken": 20, "waiting": 3}))
    assert "1 free place<" in template.render(Context({"taken": 19}))
