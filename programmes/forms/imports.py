"""Bringing a table, and saying what its columns, words and days mean."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from programmes.enums import ParticipantRole, ParticipantState
from programmes.forms.days import DayField
from programmes.importing.answers import Answers, NewCohort
from programmes.importing.days import read_day
from programmes.importing.enums import DateOrder, ImportKind, WordAbout
from programmes.importing.fields import IDENTITY, fields_of, plain
from programmes.importing.questions import Questions
from programmes.importing.words import MEANINGS
from programmes.models import Cohort, Import, Programme
from programmes.queries import current_cohort
from programmes.tables_in.limits import MOST_BYTES
from programmes.tables_in.text_files import ENCODINGS


class TableForm(forms.Form):
    """A file, and what is in it."""

    kind = forms.ChoiceField(
        label=_("What is in it?"),
        choices=ImportKind.choices,
        widget=forms.RadioSelect,
        initial=ImportKind.PEOPLE,
    )
    file = forms.FileField(
        label=_("The file"),
        help_text=_("An Excel workbook (.xlsx) or CSV, up to 20 MB and 20,000 rows."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx,text/csv"}),
        allow_empty_file=True,
    )

    def clean_file(self) -> Any:
        """Refuse what is too large."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            sentence = _now("This file is larger than %(most)s MB. Split it, or save it as CSV.")
            raise ValidationError(sentence % {"most": MOST_BYTES // 1024**2})
        if not file.size:
            raise ValidationError(_now("There is nothing in this file."))
        return file


class ReadAgainForm(forms.Form):
    """Another sheet, or the same with other letters."""

    sheet = forms.ChoiceField(label=_("Sheet"), required=False)
    encoding = forms.ChoiceField(
        label=_("Letters"),
        choices=[("", _("As found out")), *((name, name) for name in ENCODINGS)],
        required=False,
    )

    def __init__(self, *args: Any, run: Import, **kwargs: Any) -> None:
        """Offer the sheets of a workbook, or encodings of a text file."""
        super().__init__(*args, **kwargs)
        if run.found.get("format") == "xlsx":
            del self.fields["encoding"]
            sheets = [(name, name) for name in run.found["sheets"]]
            self.fields["sheet"] = forms.ChoiceField(
                label=_("Sheet"), choices=sheets, initial=run.found["sheet"]
            )
        else:
            del self.fields["sheet"]
            self.fields["encoding"].initial = run.wanted.get("encoding", "")


class ColumnsForm(forms.Form):
    """What each column means."""

    def __init__(self, *args: Any, run: Import, answers: Answers, **kwargs: Any) -> None:
        """Offer the fields of this kind of table for each column."""
        super().__init__(*args, **kwargs)
        self.run, self.answers = run, answers
        choices = [
            ("", _("Leave out")),
            *((each.key, each.label) for each in fields_of(run.kind)),
        ]
        for where, heading in enumerate(run.header):
            self.fields[f"column-{where}"] = forms.ChoiceField(
                label=heading,
                choices=choices,
                required=False,
                initial=answers.columns.get(where, ""),
            )

    def clean(self) -> dict[str, Any]:
        """Ask for each field once, and for something that tells people apart."""
        cleaned = super().clean() or {}
        chosen: dict[str, str] = {}
        for name, key in cleaned.items():
            if key and key in chosen:
                self.add_error(name, _now("Another column is this already."))
            elif key:
                chosen[key] = name
        if not set(chosen) & set(IDENTITY):
            raise ValidationError(_now("Choose a column with names, e-mails or references."))
        return cleaned

    def columns(self) -> dict[int, str]:
        """Return the field of each column that has one."""
        return {int(name.partition("-")[2]): key for name, key in self.cleaned_data.items() if key}


class QuestionsForm(forms.Form):
    """What nobody can know but whoever brings the table."""

    def __init__(
        self,
        *args: Any,
        questions: Questions,
        programme: Programme,
        answers: Answers,
        **kwargs: Any,
    ) -> None:
        """Ask what is open."""
        super().__init__(*args, **kwargs)
        self.questions, self.answers, self.programme = questions, answers, programme
        self._ask_about_days()
        self._ask_about_everybody()
        for about, words in (
            (WordAbout.ROLE, questions.roles),
            (WordAbout.STATE, questions.states),
        ):
            for number, word in enumerate(words):
                self.fields[f"{about}-{number}"] = _meaning_field(about, word)
        for number in questions.cohorts:
            self._ask_about_cohort(number)

    def _ask_about_days(self) -> None:
        """Ask in which order days are written, with one of theirs as the example."""
        evidence = self.questions.evidence
        if evidence.must_ask:
            example = evidence.either or evidence.day_first
            self.fields["date_order"] = forms.ChoiceField(
                label=_now("How do you read %(day)s?") % {"day": example},
                choices=_orders(example),
                widget=forms.RadioSelect,
            )

    def _ask_about_everybody(self) -> None:
        """Ask what holds for all rows, where no column says it."""
        if self.questions.asks_cohort:
            cohorts = self.programme.cohorts.newest_first()
            self.fields["cohort"] = forms.ModelChoiceField(
                queryset=cohorts,
                label=_("Into which cohort?"),
                initial=current_cohort(list(cohorts)),
            )
        if self.questions.asks_role:
            self.fields["default_role"] = forms.ChoiceField(
                label=_("Everybody in it is a"),
                choices=ParticipantRole.choices,
                widget=forms.RadioSelect,
            )
        if self.questions.asks_state:
            self.fields["default_state"] = forms.ChoiceField(
                label=_("Have they said yes?"),
                help_text=_("For those who have no place yet. No mail leaves by importing."),
                choices=[
                    (ParticipantState.ACCEPTED, _("Yes, they are accepted")),
                    (ParticipantState.INVITED, _("Not yet: they come in as invited")),
                ],
                widget=forms.RadioSelect,
                initial=ParticipantState.ACCEPTED,
            )

    def _ask_about_cohort(self, number: int) -> None:
        """Ask when a cohort that nobody planned took place, or will."""
        names = {"number": number}
        self.fields[f"starts-{number}"] = DayField(
            label=_now("Cohort %(number)s: first day") % names,
            help_text=_("Nobody planned it yet. One that is over comes in as a closed record."),
        )
        self.fields[f"ends-{number}"] = DayField(label=_now("Cohort %(number)s: last day") % names)

    def clean(self) -> dict[str, Any]:
        """Ask for an end after the beginning."""
        cleaned = super().clean() or {}
        for number in self.questions.cohorts:
            first, last = cleaned.get(f"starts-{number}"), cleaned.get(f"ends-{number}")
            if first and last and last <= first:
                self.add_error(f"ends-{number}", _now("It ends after it begins."))
        return cleaned

    def cohort(self) -> Cohort | None:
        """Return where people go whose row names no cohort."""
        return self.cleaned_data.get("cohort")

    def answered(self) -> Answers:
        """Return the answers, with what was said here."""
        said, answers = self.cleaned_data, self.answers
        for key in ("date_order", "default_role", "default_state"):
            if said.get(key):
                setattr(answers, key, said[key])
        answers.roles |= _meanings(said, WordAbout.ROLE, self.questions.roles)
        answers.states |= _meanings(said, WordAbout.STATE, self.questions.states)
        answers.cohorts = [
            NewCohort(number, said[f"starts-{number}"], said[f"ends-{number}"])
            for number in self.questions.cohorts
        ]
        return answers


def fixes_in(
    post: Mapping[str, Any], errors: Mapping[int, Sequence[Sequence[Any]]]
) -> dict[int, dict[str, str]]:
    """Return what was written in place of wrong cells; what stands as it stood is no fix."""
    fixes: dict[int, dict[str, str]] = {}
    for number, complaints in errors.items():
        for key, value, _code, _facts in complaints:
            written = post.get(f"fix-{number}-{key}")
            if key and written is not None and written.strip() != value:
                fixes.setdefault(number, {})[key] = written.strip()
    return fixes


def _meaning_field(about: WordAbout, word: str) -> forms.ChoiceField:
    """Ask what a word means."""
    return forms.ChoiceField(
        label=_now("What does “%(word)s” mean?") % {"word": word[:80]},
        choices=[("", _("I do not know: refuse those rows")), *MEANINGS[about]],
        required=False,
    )


def _meanings(said: Mapping[str, Any], about: WordAbout, words: Sequence[str]) -> dict[str, str]:
    """Return what was said of words."""
    answered = {plain(word): said.get(f"{about}-{n}", "") for n, word in enumerate(words)}
    return {word: meaning for word, meaning in answered.items() if meaning}


def _orders(example: str) -> list[tuple[str, str]]:
    """Return both readings of a day, written out."""
    choices = []
    for order in DateOrder:
        try:
            day: date = read_day(example, order)
        except ValueError:
            choices.append((order.value, str(order.label)))
        else:
            choices.append((order.value, _now("As %(day)s") % {"day": date_format(day)}))
    return choices
