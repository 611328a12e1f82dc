"""What the ledger puts on Today: recommendations to decide about, and promises that are overdue."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from programmes.enums import CohortState
from programmes.gates import TODAY
from programmes.models import Cohort, Programme, Recommendation
from programmes.needs import Need, NeedSources, Urgency, tells_needs
from programmes.strategy import today_of
from programmes.strategy.wording import day_words


@tells_needs(
    Permission.MANAGE_REPORTS,
    gate=lambda: Q(
        Exists(Recommendation.objects.open().filter(programme=OuterRef("pk"))),
        Exists(Cohort.objects.filter(programme=OuterRef("pk"), state=CohortState.DESIGNING)),
    ),
)
def _to_decide(programme: Programme, _person: Person) -> Iterator[Need]:
    """Say that a cohort is being designed while recommendations wait.

    One query, and one where the cohorts were not fetched with the programme.
    """
    being_designed = [c for c in programme.cohorts.all() if c.state == CohortState.DESIGNING]
    if not being_designed:
        return
    designing = max(being_designed, key=lambda cohort: cohort.number)
    waiting = Recommendation.objects.open().filter(programme=programme)
    count = waiting.count()
    if not count:
        return
    title = ngettext(
        "%(count)d recommendation waits for %(cohort)s",
        "%(count)d recommendations wait for %(cohort)s",
        count,
    )
    yield Need(
        key="evaluation.ledger.open",
        title=title % {"count": count, "cohort": designing.name},
        reason=_("It is being designed now: accept, adapt or refuse what earlier evidence says."),
        action=_("Decide"),
        url=reverse("evaluation:ledger", args=(programme.slug,)) + "?state=open",
        urgency=Urgency.SOON,
    )


@tells_needs(
    Permission.MANAGE_REPORTS,
    gate=lambda: Exists(
        Recommendation.objects.to_carry_out().filter(
            taken_into=OuterRef("pk"), done_at__isnull=True, due_on__lte=TODAY
        )
    ),
)
def _overdue(programme: Programme, _person: Person) -> Iterator[Need]:
    """Say that something was promised and its day has passed; two queries."""
    late = Recommendation.objects.to_carry_out().filter(
        taken_into=programme, done_at__isnull=True, due_on__lt=today_of(programme)
    )
    first = late.order_by("due_on", "pk").first()
    if first is None or first.due_on is None:
        return
    count = late.count()
    title = ngettext(
        "“%(text)s” was promised", "%(count)d changes were promised and are overdue", count
    )
    is_one = count == 1
    yield Need(
        key="evaluation.ledger.overdue",
        title=title % {"text": first.promise, "count": count},
        reason=_("The day was %(day)s.") % {"day": day_words(first.due_on)}
        if is_one
        else _("The first of them until %(day)s.") % {"day": day_words(first.due_on)},
        action=_("Look at it") if is_one else _("See which"),
        url=reverse("evaluation:recommendation", args=(programme.slug, first.pk))
        if is_one
        else reverse("evaluation:ledger", args=(programme.slug,)) + "?state=promised",
        urgency=Urgency.SOON,
    )


needs_of_ledger = NeedSources((_to_decide, _overdue))
