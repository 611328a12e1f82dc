"""What a participant’s home says of the end of a match, and of thanks that wait there."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from matching.ending.nearing import end_of, nearing_end
from matching.models import ClosingWord, Match
from matching.resting import not_resting
from matching.wording import short_names, you_with
from mentorship.accounts.models import Person
from programmes.cards import Card

LOOK_BACK = 35


def cards_of_endings(person: Person) -> Iterator[Card]:
    """Yield one card for each match that ends soon and that the person has not looked back on.

    None of a match that rests. Two queries, one where none is near.
    """
    today = timezone.localdate()
    finished = ClosingWord.objects.filter(
        member__match=OuterRef("pk"),
        member__participant__person=person,
        finished_at__isnull=False,
    )
    near = nearing_end(not_resting(Match.objects.involving(person), today), today)
    for match in sorted(near.filter(~Exists(finished)).with_people(), key=end_of):
        words = {
            "names": short_names(match.others_than(person)),
            "you": you_with(match, person),
            "day": date_format(end_of(match), "j F"),
        }
        headline = _("%(you)s come to the end on %(day)s") % words
        if end_of(match) < today:
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
