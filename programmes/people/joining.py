"""The steps of a merge: rows re-pointed, changed and dropped, each written down to go back."""

import json
import uuid
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.core import serializers
from django.core.serializers.base import DeserializationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _
from psycopg.errors import UniqueViolation

from mentorship.accounts.models import Person
from programmes.merging import CannotUndoError, all_mergers, unspoken_tables
from programmes.models import Participant

Step = dict[str, Any]

# What belongs to the way somebody signs in stays with the record that is shut.
SIGN_IN = frozenset({"account.EmailAddress", "mfa.Authenticator", "usersessions.UserSession"})


def references_to(
    model: type[models.Model], *, besides: Iterable[str] = ()
) -> Iterator["models.ForeignKey[Any, Any]"]:
    """Yield every foreign key to a model, in all apps, those without a way back included."""
    for relation in model._meta.get_fields(include_hidden=True):
        if not isinstance(relation, models.ManyToOneRel):
            continue
        if relation.related_model._meta.label not in besides:
            yield relation.field


class Joining:
    """Re-points rows from one record to another, and keeps what it takes to go back."""

    def __init__(self) -> None:
        """Begin with nothing done."""
        self.steps: list[Step] = []
        self.moved: Counter[str] = Counter()
        self.dropped: Counter[str] = Counter()
        self.obstacles: list[str] = []

    def repoint_all(
        self, fields: Iterable["models.ForeignKey[Any, Any]"], old: uuid.UUID, new: uuid.UUID
    ) -> None:
        """Re-point all rows of all these foreign keys."""
        for field in fields:
            self.repoint(field.model, field.attname, old, new)

    def repoint(
        self,
        model: type[models.Model],
        name: str,
        old: object,
        new: object,
        *,
        leave_clashes: bool = False,
    ) -> None:
        """Set a field from one value to another in all rows; which clash are dropped, or left.

        A row that clashes with one of the survivor's goes only when nothing hangs on it.
        """
        rows = model._base_manager.filter(**{name: old})
        pks = list(rows.values_list("pk", flat=True))
        if not pks or self._move(model, name, old, new, pks):
            return
        for pk in pks:
            if not self._move(model, name, old, new, [pk]) and not leave_clashes:
                self.drop(model._base_manager.get(pk=pk))

    def _move(
        self, model: type[models.Model], name: str, old: object, new: object, pks: list[Any]
    ) -> bool:
        """Move rows by one UPDATE; tell whether they could be."""
        try:
            with transaction.atomic():
                model._base_manager.filter(pk__in=pks).update(**{name: new})
        except IntegrityError as error:
            if not isinstance(error.__cause__, UniqueViolation):
                self.obstacles.append(_cannot_move(model))
                return True
            return False
        is_told = name != "recipient_key" and model._meta.label not in unspoken_tables()
        self.moved[_many(model)] += len(pks) if is_told else 0
        self.steps.append(
            {
                "do": "moved",
                "model": model._meta.label,
                "field": name,
                "pks": [str(pk) for pk in pks],
                "from": str(old),
                "to": str(new),
            }
        )
        return True

    def change(self, row: models.Model, **values: Any) -> None:
        """Set fields of a row of which some differ."""
        before = {
            name: getattr(row, name)
            for name, value in values.items()
            if getattr(row, name) != value
        }
        if not before:
            return
        after = {name: values[name] for name in before}
        type(row)._base_manager.filter(pk=row.pk).update(**after)
        for name, value in after.items():
            setattr(row, name, value)
        self.steps.append(
            {
                "do": "changed",
                "model": row._meta.label,
                "pk": str(row.pk),
                "before": _plain(before),
                "after": _plain(after),
            }
        )

    def drop(self, row: models.Model, *, is_counted: bool = True) -> bool:
        """Take a row away and keep it in the record, unless something hangs on it."""
        if hangs_on(row):
            self.obstacles.append(_both_in_use(row))
            return False
        self.steps.append(
            {
                "do": "dropped",
                "model": row._meta.label,
                "row": json.loads(serializers.serialize("json", [row]))[0],
            }
        )
        if is_counted:
            self.dropped[_many(type(row))] += 1
        type(row)._base_manager.filter(pk=row.pk).delete()
        return True

    def join_places(self, kept: Person, gone: Person) -> None:
        """Move the places; of two in one cohort and role, one on which nothing hangs goes."""
        mine = {(p.cohort_id, p.role): p for p in Participant.objects.of(kept)}
        for place in Participant.objects.of(gone).select_related("cohort"):
            twin = mine.get((place.cohort_id, place.role))
            if twin and hangs_on(twin) and hangs_on(place):
                self._lighten(twin, place)
            if twin and not hangs_on(place):
                self.drop(place)
                continue
            if twin and not self.drop(twin):
                continue
            self._move(Participant, "person_id", gone.pk, kept.pk, [place.pk])

    def _lighten(self, twin: Participant, place: Participant) -> None:
        """Hand what may follow from one of two places to the other, unless both hold more."""
        follows = frozenset(table for merger in all_mergers() for table in merger.follows)
        stays, goes = (place, twin) if hangs_on(place, besides=follows) else (twin, place)
        if hangs_on(goes, besides=follows):
            return
        for merger in all_mergers():
            for row in merger.gives_way(stays, goes) if merger.gives_way else ():
                self.drop(row)
        self.repoint_all(references_to(Participant), goes.pk, stays.pk)


def go_back(step: Step) -> None:
    """Undo one step of ours; raises CannotUndoError where somebody changed the row since."""
    model = apps.get_model(step["model"])
    try:
        with transaction.atomic():
            is_back = {"moved": _move_back, "changed": _change_back, "dropped": _put_back}
            done = is_back[step["do"]](model, step)
    except (IntegrityError, DeserializationError) as error:
        raise CannotUndoError from error
    if not done:
        raise CannotUndoError


def hangs_on(row: models.Model, *, besides: Iterable[str] = ()) -> bool:
    """Tell whether any row anywhere, of these models excepted, points to this one."""
    return any(
        field.model._base_manager.filter(**{field.attname: row.pk}).exists()
        for field in references_to(type(row), besides=besides)
    )


def _move_back(model: type[models.Model], step: Step) -> bool:
    """Point the rows back; all of them must still be where the merge left them."""
    rows = model._base_manager.filter(pk__in=step["pks"], **{step["field"]: step["to"]})
    return rows.update(**{step["field"]: step["from"]}) == len(step["pks"])


def _change_back(model: type[models.Model], step: Step) -> bool:
    """Set the fields back; all of them must still be as the merge left them."""
    rows = model._base_manager.filter(pk=step["pk"], **_asked(step["after"]))
    return rows.update(**step["before"]) == 1


def _put_back(_model: type[models.Model], step: Step) -> bool:
    """Store the row again, with its old id."""
    (stored,) = serializers.deserialize("python", [step["row"]])
    stored.save(force_insert=True)
    return True


def _asked(values: dict[str, Any]) -> dict[str, Any]:
    """Return the values as a question; nothing is asked for by another word than a value."""
    return {
        (f"{name}__isnull" if value is None else name): (True if value is None else value)
        for name, value in values.items()
    }


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    """Return the values as JSON keeps them."""
    plain: dict[str, Any] = json.loads(json.dumps(values, cls=_Encoder))
    return plain


class _Encoder(DjangoJSONEncoder):
    """Keeps time zones by their names, too."""

    def default(self, o: Any) -> Any:
        """Return plain JSON where Django's own encoder knows none."""
        try:
            return super().default(o)
        except TypeError:
            return str(o)


def _many(model: type[models.Model]) -> str:
    """Return what several rows of a model are called."""
    if model is Participant:
        return _("places")
    return str(model._meta.verbose_name_plural)


def _cannot_move(model: type[models.Model]) -> str:
    """Say that a table refuses."""
    words = _("Some %(what)s cannot be given to somebody else.")
    return words % {"what": _many(model)}


def _both_in_use(row: models.Model) -> str:
    """Say that both have one, and that neither can go."""
    if isinstance(row, Participant):
        words = _(
            "Both have a place as %(role)s in %(cohort)s, and something belongs to each of them. "
            "Clear one of the two places first."
        )
        return words % {"role": row.get_role_display().lower(), "cohort": row.cohort.name}
    words = _("Both have their own %(what)s, and something belongs to each.")
    return words % {"what": str(row._meta.verbose_name)}
