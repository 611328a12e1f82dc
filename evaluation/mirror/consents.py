"""What mentees agreed to about their own marks: that a mentor sees them."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from evaluation.actions.consents import withdraw_consent
from evaluation.models import MirrorConsent
from mentorship.accounts.models import Person
from mentorship.accounts.privacy.consents import Agreed, Source


def marks_shown(person: Person) -> Iterable[Agreed]:
    """Return the mentors who may, or might, see the person's marks of them."""
    given = MirrorConsent.objects.filter(mentee__person=person).select_related("mentor__person")
    for each in given:
        yield Agreed(
            key=str(each.pk),
            title=_("%(name)s sees how you rate them") % {"name": each.mentor.person.name},
            words=each.words,
            given_at=each.given_at,
            withdrawn_at=each.withdrawn_at,
        )


def hide_marks(person: Person, key: str) -> None:
    """Hide the marks from a mentor again."""
    standing = MirrorConsent.objects.filter(mentee__person=person, withdrawn_at__isnull=True)
    for each in standing.select_related("mentee", "mentor"):
        if str(each.pk) == key:
            withdraw_consent(each.mentee, each.mentor, by=person)


MARKS = Source("marks", marks_shown, hide_marks)
