"""The answers to a module's quiz."""

from typing import Any

from django import forms
from django.utils.translation import gettext as __

from mentorship.accounts.models import Person
from training.courses.modules import Progress, mark_of_quiz, shuffled

ONE_RIGHT = 1


class QuizForm(forms.Form):
    """One field for each question; options stand in an order of this try alone."""

    turn = forms.IntegerField(widget=forms.HiddenInput)
    quiz_mark = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, progress: Progress, person: Person, **kwargs: Any) -> None:
        """Ask the questions, with the answers kept so far."""
        super().__init__(*args, **kwargs)
        assert progress.run is not None  # noqa: S101  (only who began is asked)
        self.questions = progress.questions
        turn = progress.run.turn
        self.fields["turn"].initial = turn
        self.fields["quiz_mark"].initial = mark_of_quiz(progress.questions)
        for question in progress.questions:
            options = shuffled(question, session=progress.session, person=person, turn=turn)
            kept = [str(place) for place in progress.run.answers.get(str(question.pk), ())]
            right = sum(option["is_right"] for option in question.options)
            missing = {"required": __("Choose an answer.")}
            if right > ONE_RIGHT:
                self.fields[str(question.pk)] = forms.MultipleChoiceField(
                    label=question.text,
                    choices=options,
                    initial=kept,
                    widget=forms.CheckboxSelectMultiple,
                    help_text=__("Several are right: tick all of them."),
                    error_messages=missing,
                )
            else:
                self.fields[str(question.pk)] = forms.ChoiceField(
                    label=question.text,
                    choices=options,
                    initial=kept[0] if kept else None,
                    widget=forms.RadioSelect,
                    error_messages=missing,
                )

    def answers(self) -> dict[str, list[int]]:
        """Return what was answered, also where not everything was, by the ids of questions."""
        found: dict[str, list[int]] = {}
        for question in self.questions:
            given = self.cleaned_data.get(str(question.pk)) or []
            chosen = [given] if isinstance(given, str) else given
            if chosen:
                found[str(question.pk)] = sorted(int(place) for place in chosen)
        return found
