"""What evaluation and matching hand down: scores, ratings, and categories of what was raised."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import transaction

from mentorship.accounts.models import Person
from programmes.models import Cohort, Programme
from training.agenda.enums import FigureKind, RaisedCategory, RaisedKind
from training.models import Competency, CompetencyFigure, RaisedReason, SelfRating


@transaction.atomic
def keep_competency_figure(  # noqa: PLR0913  (a figure is no figure without each of these)
    programme: Programme,
    *,
    competency: Competency,
    kind: FigureKind | str,
    wave_key: str,
    measured_on: date,
    n: int,
    value: float,
    low: float | None = None,
    high: float | None = None,
    cohort: Cohort | None = None,
) -> CompetencyFigure:
    """Keep a figure on a competency from a wave that has closed; telling it again replaces it.

    `value` lies on the scale from 1 to 7, or is a difference on it; `low` and `high` are the ends
    of its interval. Raises ValueError for fewer than five answers, a value off the scale, or a
    competency of another organisation.
    """
    _check_ours(programme, competency)
    if n < 5:  # noqa: PLR2004  (product.md: a figure is published for five answers and more)
        raise ValueError("A figure of fewer than five answers is not handed down.")
    ends = (-6, 6) if kind == FigureKind.GAP else (1, 7)
    if not ends[0] <= value <= ends[1]:
        raise ValueError(f"{value} lies outside of the scale.")
    figure, _is_new = CompetencyFigure.objects.update_or_create(
        programme=programme,
        competency=competency,
        kind=kind,
        wave_key=wave_key,
        defaults={
            "measured_on": measured_on,
            "n": n,
            "value": value,
            "low": low,
            "high": high,
            "cohort": cohort,
        },
    )
    return figure


@transaction.atomic
def note_self_rating(
    programme: Programme, person: Person, *, competency: Competency, value: int, on: date
) -> None:
    """Note how well somebody says they can do something, 1 to 7; the last word of a day counts.

    Only the system reads single ratings, to see how skills fade. Raises ValueError for a value off
    the scale, or a competency of another organisation.
    """
    _check_ours(programme, competency)
    if not 1 <= value <= 7:  # noqa: PLR2004  (the scale of all instruments on competencies)
        raise ValueError("Ratings are 1 to 7.")
    SelfRating.objects.update_or_create(
        programme=programme,
        person=person,
        competency=competency,
        rated_on=on,
        defaults={"value": value},
    )


@transaction.atomic
def note_self_ratings(
    programme: Programme, ratings: Iterable[tuple[UUID, Competency, int]], *, on: date
) -> None:
    """Note what many people say of themselves at once, by the person's id; see note_self_rating."""
    rows = []
    for person_id, competency, value in ratings:
        _check_ours(programme, competency)
        if not 1 <= value <= 7:  # noqa: PLR2004  (the scale of all instruments on competencies)
            raise ValueError("Ratings are 1 to 7.")
        rows.append(
            SelfRating(
                programme=programme,
                person_id=person_id,
                competency=competency,
                rated_on=on,
                value=value,
            )
        )
    SelfRating.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["programme", "person", "competency", "rated_on"],
        update_fields=["value"],
    )


def note_raised(
    programme: Programme,
    *,
    kind: RaisedKind | str,
    category: RaisedCategory | str,
    on: date,
    occasion_key: str,
) -> None:
    """Note in which category a concern or a reason was given, never what was said.

    Telling the same occasion again counts once, in the category told first.
    """
    RaisedReason.objects.bulk_create(
        [
            RaisedReason(
                programme=programme,
                kind=kind,
                category=category,
                raised_on=on,
                occasion_key=occasion_key,
            )
        ],
        ignore_conflicts=True,
    )


def rate_oneself(
    programme: Programme, person: Person, values: dict[Competency, int], *, on: date
) -> None:
    """Keep what somebody says of themselves about several competencies at once."""
    with transaction.atomic():
        for competency, value in values.items():
            note_self_rating(programme, person, competency=competency, value=value, on=on)


def _check_ours(programme: Programme, competency: Competency) -> None:
    """Refuse a competency that is none of the programme's organisation."""
    organisation_id: UUID = competency.organisation_id
    if organisation_id != programme.organisation_id:
        raise ValueError("The competency belongs to another organisation.")
