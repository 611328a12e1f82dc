"""Saying a draft in other languages."""

from collections.abc import Mapping
from dataclasses import asdict

from django.db import transaction

from evaluation.actions.instrument_versions import open_draft
from evaluation.instruments.script import MOST_LANGUAGES, Script
from evaluation.instruments.side_by_side import told_in, without
from evaluation.instruments.stored import script_of
from evaluation.models import Instrument, Item, Section
from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from programmes.meanwhile import check_unchanged


class LanguagesFullError(Exception):
    """It is offered in as many languages as can be; nothing was changed."""


@transaction.atomic
def tell_in(
    instrument: Instrument,
    code: str,
    texts: Mapping[str, str],
    *,
    by: Person | None,
    seen: str = "",
) -> None:
    """Keep the texts of a language, by the names of their phrases; the first time it is added.

    Recorded. Raises IllegalTransitionError, ChangedMeanwhileError, and LanguagesFullError.
    """
    draft = open_draft(instrument)
    before = script_of(draft)
    if code not in before.translations and len(before.translations) >= MOST_LANGUAGES:
        raise LanguagesFullError
    after = told_in(before, code, texts)
    check_unchanged(
        seen,
        stored=asdict(before),
        wanted=asdict(after),
        about=draft,
        kinds=("instrument.told", "instrument.changed"),
    )
    if after == before:
        return
    _store(draft, after)
    record("instrument.told", draft, by=by, changes={"language": code})


@transaction.atomic
def drop_language(instrument: Instrument, code: str, *, by: Person | None) -> None:
    """Offer a draft no longer in one of its other languages; recorded.

    Raises IllegalTransitionError.
    """
    draft = open_draft(instrument)
    before = script_of(draft)
    after = without(before, code)
    if after == before:
        return
    _store(draft, after)
    record("instrument.language_dropped", draft, by=by, changes={"language": code})


def _store(draft: Instrument, script: Script) -> None:
    """Keep what a script says in other languages, in three statements."""
    draft.translations = script.translations
    draft.save(update_fields=("translations",))
    sections = list(draft.sections.all())
    for section, said in zip(sections, script.sections, strict=True):
        section.translations = said.translations
    Section.objects.bulk_update(sections, ["translations"])
    said_of = {item.key: item.translations for item in script.in_order()}
    items = list(draft.items.all())
    for item in items:
        item.translations = said_of[item.key]
    Item.objects.bulk_update(items, ["translations"])
