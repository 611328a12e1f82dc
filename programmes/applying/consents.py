"""What applicants ticked in forms that asked them to agree to something."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from mentorship.accounts.models import Person
from mentorship.accounts.privacy.consents import Agreed, Source
from programmes.applying.branching import AGREED
from programmes.applying.enums import QuestionKind
from programmes.models import Answer


def ticked(person: Person) -> Iterable[Agreed]:
    """Return what the person agreed to when they applied: taking it back is a new answer."""
    answers = Answer.objects.filter(
        application__person=person,
        application__submitted_at__isnull=False,
        question__kind=QuestionKind.CONSENT,
        values=[AGREED],
    )
    related = ("question__section__form__programme", "application")
    for answer in answers.select_related(*related):
        form = answer.question.section.form
        yield Agreed(
            key=str(answer.pk),
            title=_("In your application for %(programme)s") % {"programme": form.programme.name},
            words=answer.question.text,
            given_at=answer.changed_at,
            withdrawn_at=answer.application.withdrawn_at,
            version=form.version,
            url=reverse("privacy-ask"),
            may_withdraw=False,
        )


def leave_to_the_application(person: Person, key: str) -> None:
    """Change nothing: an application handed in is withdrawn as a whole, or by asking for it."""
    del person, key


TICKED = Source("applications", ticked, leave_to_the_application)
