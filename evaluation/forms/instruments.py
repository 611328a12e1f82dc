"""What coordinators type in when they write a survey."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.conf.locale import LANG_INFO
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from evaluation.actions.instrument_versions import FIXED
from evaluation.enums import Audience, Candour, InstrumentState, ItemKind, Layout, Purpose, Subject
from evaluation.instruments.filing import MOST_BYTES, is_plain
from evaluation.instruments.naming import options_for
from evaluation.instruments.script import (
    ANCHOR_LENGTH,
    HIGHEST_MARK,
    INTRODUCTION_LENGTH,
    KEY_LENGTH,
    LOWEST_MARK,
    MOST_MARKS,
    MOST_MINUTES,
    TEXT_LENGTH,
    TITLE_LENGTH,
    ScriptItem,
    answers_to,
)
from evaluation.instruments.side_by_side import Phrase
from evaluation.instruments.words import answer_in_words
from evaluation.models import Instrument, Section
from programmes.forms.application_forms import ChoicesField, LineField
from programmes.forms.meanwhile import seen_field

LANGUAGES = sorted(
    ((code, told["name_local"]) for code, told in LANG_INFO.items() if "name_local" in told),
    key=lambda pair: pair[1].casefold(),
)
WITH_CHOICES = (ItemKind.CHOICE, ItemKind.SEVERAL)
LONG_TEXT = 300


class PlainLineField(LineField):
    """Words on one line that a file can carry to another organisation."""

    def clean(self, value: Any) -> str:
        """Refuse characters that cannot be seen."""
        return _plain(super().clean(value))


class PlainWordsField(forms.CharField):
    """Some lines that a file can carry to another organisation."""

    def clean(self, value: Any) -> str:
        """Break lines in one way, and refuse characters that cannot be seen."""
        return _plain(str(super().clean(value)).replace("\r\n", "\n"), lines=True)


class InstrumentFilterForm(forms.Form):
    """Narrows the list of surveys."""

    q = forms.CharField(
        label=_("Title"),
        required=False,
        max_length=TITLE_LENGTH,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    audience = forms.ChoiceField(
        label=_("For"), required=False, choices=[("", _("Everybody")), *Audience.choices]
    )
    purpose = forms.ChoiceField(
        label=_("What for"), required=False, choices=[("", _("Anything")), *Purpose.choices]
    )
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("All but retired")), *InstrumentState.choices],
    )


class AboutForm(forms.Form):
    """What a survey is, for whom, and who sees what."""

    seen = seen_field()
    title = PlainLineField(label=_("Title"), max_length=TITLE_LENGTH)
    introduction = PlainWordsField(
        label=_("What people read first"),
        help_text=_("Why you ask, and what will happen with it. Two sentences are enough."),
        max_length=INTRODUCTION_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    purpose = forms.ChoiceField(label=_("What it is there for"), choices=Purpose.choices)
    audience = forms.ChoiceField(label=_("Who answers"), choices=Audience.choices)
    subject = forms.ChoiceField(label=_("What an answer is about"), choices=Subject.choices)
    candour = forms.ChoiceField(
        label=_("Who sees what"),
        help_text=_("People are told this before they answer. It never changes afterwards."),
        choices=Candour.choices,
        widget=forms.RadioSelect,
    )
    minutes = forms.IntegerField(
        label=_("Minutes to answer"),
        help_text=_("What people are told, until enough have answered to measure it."),
        min_value=1,
        max_value=MOST_MINUTES,
    )
    language = forms.ChoiceField(label=_("Written in"), choices=LANGUAGES)

    def __init__(self, *args: Any, instrument: Instrument | None = None, **kwargs: Any) -> None:
        """Keep in later versions what figures of all versions rest on."""
        super().__init__(*args, **kwargs)
        self.initial.setdefault("minutes", 2)
        self.initial.setdefault("purpose", Purpose.OTHER)
        self.initial.setdefault("candour", Candour.ANONYMOUS)
        self.initial.setdefault("language", "en-gb")
        if instrument is None or instrument.version == 1:
            return
        for name in FIXED:
            self.fields[name].disabled = True
            self.fields[name].help_text = _(
                "As in the versions before, beside which its figures stand."
            )

    def clean(self) -> dict[str, Any]:
        """Refuse to ask anonymously about a person: it would tell who answered."""
        cleaned: dict[str, Any] = super().clean() or {}
        about = cleaned.get("subject", Subject.PROGRAMME)
        if cleaned.get("candour") == Candour.ANONYMOUS and about != Subject.PROGRAMME:
            words = _now("Who rates whom tells who answered: ask about the programme, or openly.")
            self.add_error("candour", words)
        return cleaned


class InstrumentSectionForm(forms.Form):
    """A heading, and how its questions stand."""

    seen = seen_field()
    pk = forms.UUIDField(widget=forms.HiddenInput, required=False)
    title = PlainLineField(label=_("Heading"), max_length=TITLE_LENGTH)
    introduction = PlainWordsField(
        label=_("What people read first"),
        max_length=INTRODUCTION_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )
    layout = forms.ChoiceField(
        label=_("On a wide screen"),
        help_text=_("A phone shows one question at a time. A table needs one scale for all."),
        choices=Layout.choices,
        widget=forms.RadioSelect,
        initial=Layout.LIST,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Give the section its id now, so that pressed twice it is there once."""
        super().__init__(*args, **kwargs)
        self.fields["pk"].initial = uuid.uuid4

    @property
    def said(self) -> dict[str, str]:
        """Return what is said of the section; only of a valid form."""
        return {name: self.cleaned_data[name] for name in ("title", "introduction", "layout")}


class ItemForm(forms.Form):
    """One question of a kind, with what that kind needs and nothing else."""

    seen = seen_field()
    pk = forms.UUIDField(widget=forms.HiddenInput, required=False)
    text = PlainLineField(
        label=_("Question"), max_length=TEXT_LENGTH, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(
        self,
        *args: Any,
        kind: ItemKind,
        sections: Sequence[Section],
        areas: Mapping[str, str],
        **kwargs: Any,
    ) -> None:
        """Ask for what the kind needs; `areas` are competencies by key, where it is about them."""
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.sections = {str(each.pk): each for each in sections}
        self.fields["pk"].initial = uuid.uuid4
        if kind == ItemKind.SCALE:
            self._ask_for_scale(areas)
        if kind in WITH_CHOICES:
            self.fields["options"] = ChoicesField(
                label=_("Answers to choose from"),
                help_text=_("One on each line, in the order they are shown."),
            )
        self.fields["is_required"] = _flag(
            _("Must be answered"), _("Who may not skip it may leave altogether: use it rarely.")
        )
        self.fields["is_core"] = _flag(
            _("Always asked"),
            _("Otherwise it may be left out for some people when surveys take too much time."),
        )
        if sections:
            self.fields["section"] = forms.ChoiceField(
                label=_("Section"),
                required=False,
                choices=[
                    ("", _("Before the first heading")),
                    *((str(each.pk), each.title) for each in sections),
                ],
            )

    def _ask_for_scale(self, areas: Mapping[str, str]) -> None:
        """Add the ends of the scale, what they mean, and what the marks add up to."""
        marks: dict[str, Any] = {"min_value": LOWEST_MARK, "max_value": HIGHEST_MARK}
        self.fields["low"] = forms.IntegerField(label=_("Lowest mark"), initial=1, **marks)
        self.fields["low_anchor"] = PlainLineField(
            label=_("The lowest mark means"), max_length=ANCHOR_LENGTH
        )
        self.fields["high"] = forms.IntegerField(label=_("Highest mark"), initial=5, **marks)
        self.fields["high_anchor"] = PlainLineField(
            label=_("The highest mark means"), max_length=ANCHOR_LENGTH
        )
        self.fields["is_reversed"] = _flag(
            _("A low mark is good"),
            _("Such as “I feel left alone”. It is turned round before it is added up."),
        )
        hint = _("Questions of one subscale are added up to one figure. Leave it empty if none.")
        if areas:
            self.fields["subscale"] = forms.ChoiceField(
                label=_("Competency"),
                required=False,
                choices=[("", _("None")), *areas.items()],
            )
        else:
            self.fields["subscale"] = PlainLineField(
                label=_("Subscale"), help_text=hint, max_length=KEY_LENGTH, required=False
            )

    def clean_options(self) -> tuple[str, ...]:
        """Refuse characters that cannot be seen."""
        return tuple(_plain(label) for label in self.cleaned_data["options"])

    def clean(self) -> dict[str, Any]:
        """Refuse a scale that is none, or that nobody can tell apart."""
        cleaned: dict[str, Any] = super().clean() or {}
        low, high = cleaned.get("low"), cleaned.get("high")
        if low is not None and high is not None and not 0 < high - low < MOST_MARKS:
            words = _now("This has to be above the lowest mark, with at most %(most)d marks.")
            self.add_error("high", words % {"most": MOST_MARKS})
        worst, best = cleaned.get("low_anchor"), cleaned.get("high_anchor")
        if worst and best and worst.casefold() == best.casefold():
            self.add_error("high_anchor", _now("Both ends say the same."))
        return cleaned

    @property
    def section(self) -> Section | None:
        """Return the section the question is to stand in; only of a valid form."""
        return self.sections.get(self.cleaned_data.get("section", ""))

    def said(self, before: ScriptItem | None = None) -> ScriptItem:
        """Return what is said of the question, over what was; only of a valid form."""
        given = self.cleaned_data
        options = options_for(given.get("options", ()), before.options if before else ())
        values = {value for value, _label in options}
        return ScriptItem(
            key=before.key if before else "",
            kind=self.kind.value,
            text=given["text"],
            low=given.get("low"),
            high=given.get("high"),
            low_anchor=given.get("low_anchor", ""),
            high_anchor=given.get("high_anchor", ""),
            options=options,
            is_reversed=given.get("is_reversed", False),
            is_required=given["is_required"],
            is_core=given["is_core"],
            subscale=given.get("subscale", ""),
            asked_if_key=before.asked_if_key if before else "",
            asked_if_values=before.asked_if_values if before else (),
            translations=_without_gone(before, values) if before else {},
        )


class ConditionForm(forms.Form):
    """After which answers to one earlier question another is asked."""

    answers = forms.MultipleChoiceField(
        label=_("Ask it only after one of these answers"),
        help_text=_("Tick nothing to ask everybody."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, parent: ScriptItem, **kwargs: Any) -> None:
        """Offer the answers to the earlier question."""
        super().__init__(*args, **kwargs)
        self.by_place = dict(enumerate(answers_to(parent)))
        self.fields["answers"].choices = [  # type: ignore[attr-defined]  # a ChoiceField, as above
            (str(place), answer_in_words(parent, value)) for place, value in self.by_place.items()
        ]

    @property
    def values(self) -> tuple[Any, ...]:
        """Return the answers that were ticked; only of a valid form."""
        return tuple(self.by_place[int(place)] for place in self.cleaned_data["answers"])


class NewLanguageForm(forms.Form):
    """Which other language a survey is to be read in."""

    code = forms.ChoiceField(label=_("Language"), choices=())

    def __init__(self, *args: Any, there: Sequence[str], **kwargs: Any) -> None:
        """Offer the languages it cannot be read in yet."""
        super().__init__(*args, **kwargs)
        offered = [(code, name) for code, name in LANGUAGES if code not in there]
        self.fields["code"].choices = offered  # type: ignore[attr-defined]  # a ChoiceField, as above


class TranslationForm(forms.Form):
    """Every text of a survey in another language, beside its own."""

    seen = seen_field()

    def __init__(self, *args: Any, phrases: Sequence[Phrase], code: str, **kwargs: Any) -> None:
        """Ask for each phrase."""
        super().__init__(*args, **kwargs)
        self.phrases = phrases
        for phrase in phrases:
            is_long = phrase.most >= LONG_TEXT
            field = PlainWordsField if phrase.most == INTRODUCTION_LENGTH else PlainLineField
            attrs = {"lang": code, "dir": "auto"} | ({"rows": 2} if is_long else {})
            self.fields[phrase.name] = field(
                label=phrase.own,
                initial=phrase.told,
                max_length=phrase.most,
                required=False,
                widget=forms.Textarea(attrs) if is_long else forms.TextInput(attrs),
            )

    @property
    def texts(self) -> dict[str, str]:
        """Return the texts by the names of their phrases; only of a valid form."""
        return {phrase.name: self.cleaned_data[phrase.name] for phrase in self.phrases}


class InstrumentFileForm(forms.Form):
    """A survey that was saved as a file."""

    file = forms.FileField(
        label=_("The file"),
        help_text=_("A survey that was saved as a file, here or in another organisation."),
        widget=forms.ClearableFileInput(attrs={"accept": ".json,application/json"}),
        allow_empty_file=True,
    )

    def clean_file(self) -> bytes:
        """Return what is in the file; refuse what is too large to be a survey, unread."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            words = _now("This file is larger than %(most)d kB. No survey is that long.")
            raise ValidationError(words % {"most": MOST_BYTES // 1024})
        content: bytes = file.read()
        return content


def initial_of(item: ScriptItem) -> dict[str, Any]:
    """Return what a form about a stored question begins with."""
    names = ("text", "low", "high", "low_anchor", "high_anchor", "is_reversed", "is_required")
    values = {name: getattr(item, name) for name in (*names, "is_core", "subscale")}
    return values | {"options": [label for _value, label in item.options]}


def _flag(label: Any, help_text: Any) -> forms.BooleanField:
    """Return a field for yes or no."""
    return forms.BooleanField(label=label, help_text=help_text, required=False)


def _plain(text: str, *, lines: bool = False) -> str:
    """Return a text, unless it holds characters that cannot be seen."""
    if not is_plain(text, lines=lines):
        raise ValidationError(_now("There are characters in this that cannot be seen."))
    return text


def _without_gone(item: ScriptItem, values: set[str]) -> dict[str, dict[str, Any]]:
    """Return the translations of a question without those of answers it has no more."""
    kept: dict[str, dict[str, Any]] = {}
    for code, told in item.translations.items():
        labels = {
            value: label for value, label in told.get("options", {}).items() if value in values
        }
        words = {name: text for name, text in told.items() if name != "options"}
        kept[code] = words | ({"options": labels} if labels else {})
    return kept
