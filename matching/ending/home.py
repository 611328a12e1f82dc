"""What a participant’s home says of the end of a match, and of thanks that wait there."""

from collections.abc import Iterator, Sequence

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from matching.ending.nearing import End, ends_about, ends_near
from matching.models import ClosingWord, Match
from matching.own_matches import Rest, awake
from matching.wording import short_names, you_with
from mentorship.accounts.models import Person
from programmes.cards import Card

LOOK_BACK = 35


def own_ends(person: Person) -> QuerySet[Match, End]:
    """Return the ends of somebody's matches that are near, where they have not looked back."""
    finished = ClosingWord.objects.filter(
        member__match=OuterRef("pk"),
        member__participant__person=person,
        finished_at__isnull=False,
    )
    own = Match.objects.involving(person).filter(~Exists(finished))
    return ends_about(own)


def cards_of_endings(
    person: Person, near: Sequence[End], matches: Sequence[Match], absences: Sequence[Rest]
) -> Iterator[Card]:
    """Yield one card for each match that ends soon and that the person has not looked back on.

    None of a match that rests.
    """
    today = timezone.localdate()
    ends = ends_near(near, today)
    going_on = [match for match in awake(matches, absences, today) if match.pk in ends]
    for match in sorted(going_on, key=lambda match: ends[match.pk]):
        day = ends[match.pk]
        words = {
            "names": short_names(match.others_than(person)),
            "you": you_with(match, person),
            "day": date_format(day, "j F"),
        }
        headline = _("%(you)s come to the end on %(day)s") % words
        if day < today:
            headline = _("%(you)s have come to the end") % words
        yield Card(
            key=f"matching.closing.{match.pk}",
            headline=headline,
            title=_("A good ending with %(names)s") % words,
            text=_("Look back together, and say thank you. Your certificate follows."),
            action=_("Look back"),
            url=reverse("matching:my-closing", args=(match.pk,)),
            order=LOOK_BACK,
        )
