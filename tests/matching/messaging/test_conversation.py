"""A conversation, page by page, with the days between the lines."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from matching.messaging.conversation import day_in_words, excerpt_of, lines_of, written_after
from tests.factories.matching import MatchFactory
from tests.factories.relationships import PairMessageFactory

pytestmark = pytest.mark.django_db


def test_every_message_stands_on_one_page_even_where_many_have_one_time():
    match = MatchFactory.create()
    reader, at = match.mentors[0], timezone.now() - timedelta(days=1)
    for _turn in range(65):
        PairMessageFactory.create(match=match, sent_at=at)
    pages, before = [], None
    while True:
        excerpt = excerpt_of(match, reader, before)
        pages.append([message.pk for message in excerpt.messages])
        if not excerpt.has_earlier:
            break
        before = excerpt.messages[0].pk
    assert [len(page) for page in pages] == [30, 30, 5]
    assert [pk for page in reversed(pages) for pk in page] == list(
        match.messages.values_list("pk", flat=True)
    )
    third = match.messages.all()[2]
    assert written_after(match, reader, third.pk).count() == 62


def test_days_begin_where_the_reader_is():
    match = MatchFactory.create()
    late = datetime(2026, 3, 3, 22, 30, tzinfo=UTC)
    found = [
        PairMessageFactory.create(match=match, sent_at=late + timedelta(hours=hours))
        for hours in (0, 1, 3)
    ]
    reader = match.mentors[0]
    with timezone.override(ZoneInfo("Asia/Tokyo")):
        assert [line.day for line in lines_of(found, reader)] == ["Wednesday 4 March", "", ""]
    with timezone.override(ZoneInfo("Europe/Berlin")):
        days = [line.day for line in lines_of(found, reader)]
    assert days == ["Tuesday 3 March", "Wednesday 4 March", ""]
    assert not next(lines_of(found[1:], reader, after=found[0])).names_writer


def test_the_first_unread_line_of_others_is_marked_once():
    match = MatchFactory.create()
    at = timezone.now() - timedelta(hours=1)
    own, old, new, newer = (
        PairMessageFactory.create(match=match, by=by, sent_at=at + timedelta(minutes=minutes))
        for minutes, by in enumerate([match.mentors[0], *[match.mentees[0]] * 3])
    )
    lines = lines_of([own, old, new, newer], match.mentors[0], read_at=old.sent_at)
    assert [line.is_first_unread for line in lines] == [False, False, True, False]


def test_days_are_called_as_people_do():
    today = timezone.localdate()
    assert day_in_words(today) == "Today"
    assert day_in_words(today - timedelta(days=1)) == "Yesterday"
    assert day_in_words(today.replace(year=today.year - 2, day=3)).endswith(str(today.year - 2))
