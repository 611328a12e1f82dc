"""Every part in every state, for whoever builds pages: in demo and debug only."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentorship.accounts.access import open_to_all
from mentorship.common.charts import Milestone, Phase, timeline
from mentorship.common.forms import FACES, CodeWidget, FacesWidget
from mentorship.common.shell import NavItem, Shell
from mentorship.views.gallery_charts import charts_shown

FACES_SHOWN = ("console", "portal", "sponsor", "public")


class SampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(
        label=gettext_lazy("Your name"), help_text=gettext_lazy("As you like to be called.")
    )
    email = forms.EmailField(label=gettext_lazy("E-mail"))
    about = forms.CharField(
        label=gettext_lazy("What would you like to learn?"), widget=forms.Textarea, required=False
    )
    hours = forms.IntegerField(label=gettext_lazy("Hours a month"), min_value=1, max_value=20)
    starts_on = forms.DateField(
        label=gettext_lazy("First day"),
        widget=forms.DateInput(attrs={"type": "date"}),
        required=False,
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        choices=[
            ("en", gettext_lazy("English")),
            ("cy", gettext_lazy("Welsh")),
            ("pl", gettext_lazy("Polish")),
        ],
    )
    way = forms.ChoiceField(
        label=gettext_lazy("How would you like to meet?"),
        widget=forms.RadioSelect,
        choices=[
            ("video", gettext_lazy("By video")),
            ("room", gettext_lazy("In a room")),
            ("walk", gettext_lazy("On a walk")),
        ],
    )
    topics = forms.MultipleChoiceField(
        label=gettext_lazy("What do you offer?"),
        help_text=gettext_lazy("Choose all that fit."),
        widget=forms.CheckboxSelectMultiple,
        choices=[
            ("lead", gettext_lazy("Leading change")),
            ("talk", gettext_lazy("Difficult conversations")),
        ],
        required=False,
    )
    heard = forms.TypedChoiceField(
        label=gettext_lazy("I felt heard"),
        coerce=int,
        choices=FACES,
        widget=FacesWidget,
    )
    code = forms.CharField(
        label=gettext_lazy("Code from the e-mail"), widget=CodeWidget, max_length=9
    )
    photo = forms.FileField(label=gettext_lazy("A picture of you"), required=False)
    agrees = forms.BooleanField(
        label=gettext_lazy("I have read what mentors promise"),
        help_text=gettext_lazy("Two minutes, one page."),
    )


class FilterForm(forms.Form):
    """What a list can be narrowed by."""

    q = forms.CharField(label=gettext_lazy("Name"), required=False)
    role = forms.ChoiceField(
        label=gettext_lazy("Role"),
        required=False,
        choices=[
            ("", gettext_lazy("Everybody")),
            ("mentor", gettext_lazy("Mentors")),
            ("mentee", gettext_lazy("Mentees")),
        ],
    )


@open_to_all("a catalogue of parts, shown in demo and debug only")
def gallery(request: HttpRequest, face: str = "") -> HttpResponse:
    """Show all parts, or one of the four faces; `theme` and `dir` try other clothes."""
    if not (settings.DEMO or settings.DEBUG):
        raise Http404
    if face and face not in FACES_SHOWN:
        raise Http404
    template = f"gallery/face_{face}.html" if face else "gallery/index.html"
    return render(request, template, _samples(request) | {"shell": _shell(request)})


def _shell(request: HttpRequest) -> Shell:
    """Return a frame with everything in it."""
    here = request.path
    theme = request.GET.get("theme", "")
    direction = request.GET.get("dir", "")
    places = (
        (_("Today"), "sun"),
        (_("People"), "users"),
        (_("Matching"), "puzzle-piece"),
        (_("Relationships"), "chat-bubble-left-right"),
        (_("Training"), "academic-cap"),
        (_("Surveys"), "clipboard-document-check"),
        (_("Reports"), "document-chart-bar"),
    )
    nav = tuple(
        NavItem(label, here, is_current=not index, icon=icon)
        for index, (label, icon) in enumerate(places)
    )
    spring = NavItem("Spring programme 2027", here, is_current=True)
    return Shell(
        organisation_name="Northbridge",
        home_url=here,
        programme_name=spring.label,
        programmes=(spring, replace(spring, label="Reverse mentoring", is_current=False)),
        nav_items=nav,
        programme_items=(
            NavItem(_("Set-up"), here, icon="clipboard-document-check"),
            NavItem(_("Timetable"), here, icon="calendar-days"),
        ),
        more_items=(
            NavItem(_("Outbox"), here, icon="paper-airplane", count=3),
            NavItem(_("System health"), here, icon="heart"),
        ),
        tab_items=(
            NavItem(_("Home"), here, is_current=True, icon="home"),
            NavItem(_("Meetings"), here, icon="calendar"),
            NavItem(_("Learn"), here, icon="book-open"),
            NavItem(_("Me"), here, icon="user"),
        ),
        person_items=(NavItem(_("My account"), here, icon="user-circle"),),
        footer_items=(NavItem(_("Privacy"), here), NavItem(_("Help"), here)),
        person_name="Maya Ferreira",
        person_email="maya@example.org",
        search_url=here,
        banner=_("A demonstration: no mail leaves this machine."),
        banner_link=NavItem(_("Read the mail"), here),
        theme=theme if theme in {"light", "dark"} else "",
        direction=direction if direction in {"ltr", "rtl"} else "",
    )


def _samples(request: HttpRequest) -> dict[str, Any]:
    """Return data for every part."""
    here = request.path
    wrong = SampleForm({"name": "Jonas", "email": "jonas@", "hours": "60", "language": "en"})
    return {
        "tones": [
            ("good", _("On course")),
            ("warn", _("Needs a look")),
            ("bad", _("Overdue")),
            ("idle", _("Not started")),
            ("off", _("Cannot start yet")),
        ],
        "form": SampleForm(),
        "wrong": wrong,
        "filter_form": FilterForm(request.GET or None),
        "now": timezone.localtime(),
        "page_of_many": Paginator(range(230), 50).page(2),
        "themes": ["", "light", "dark"],
        **_tables(here),
        **_short_lists(here),
        **_pictures(),
        "charts": charts_shown(),
    }


def _tables(here: str) -> dict[str, Any]:
    """Return figures and the rows of a table."""
    return {
        "figures": [
            {"value": "84", "label": _("average fit, of 100")},
            {"value": "41", "label": _("got their first or second wish"), "note": _("of 48")},
            {"value": "0", "label": _("share a line manager")},
            {"value": "5 of 30", "label": _("mentors still free"), "url": here},
        ],
        "columns": [
            {"label": _("Name"), "sort_url": "?sort=name", "sorted": "ascending"},
            {"label": _("Role"), "sort_url": "?sort=role"},
            {"label": _("State")},
            {"label": _("Meetings"), "is_number": True, "sort_url": "?sort=meetings"},
        ],
        "rows": [
            [
                {"text": name, "url": here},
                {"text": role, "column": _("Role")},
                {"text": word, "tone": tone, "column": _("State")},
                {"text": count, "is_number": True, "column": _("Meetings")},
            ]
            for name, role, word, tone, count in (
                ("Amara Okafor", _("Mentor"), _("In step"), "good", 5),
                ("Jonas Weber", _("Mentee"), _("In step"), "good", 5),
                ("Helena Souza", _("Mentor"), _("Quiet for 41 days"), "bad", 1),
                ("Li Wei Chen", _("Mentor"), _("Skills need refreshing"), "warn", 0),
            )
        ],
    }


def _short_lists(here: str) -> dict[str, Any]:
    """Return facts, tasks and whatever is linked in a row."""
    return {
        "facts": [
            {"label": _("Programme"), "value": "Spring programme 2027"},
            {"label": _("Goes to"), "value": _("96 people"), "url": here, "action": _("See who")},
            {"label": _("Leaves"), "value": _("Monday at 09:00, their time")},
        ],
        "tasks": [
            {"title": _("Name the programme"), "state": "done", "url": here},
            {"title": _("Say what mentors promise"), "state": "progress", "url": here},
            {"title": _("Invite mentors"), "state": "todo", "url": here},
            {
                "title": _("Match"),
                "state": "blocked",
                "hint": _("Opens when five mentors are trained."),
            },
        ],
        "menu_items": [
            NavItem(_("Move the meeting"), here, icon="calendar-days"),
            NavItem(_("Send a nudge"), here, icon="bell"),
            NavItem(_("Look for another mentor"), here, icon="arrows-right-left"),
        ],
        "tabs": [
            NavItem(_("Everybody"), here, is_current=True, count=120),
            NavItem(_("Mentors"), here, count=48),
            NavItem(_("Mentees"), here, count=72),
        ],
        "trail": [
            {"label": _("People"), "url": here},
            {"label": _("Mentors"), "url": here},
            {"label": "Amara Okafor"},
        ],
    }


def _pictures() -> dict[str, Any]:
    """Return what is drawn: steps, phases, events."""
    today = timezone.localdate()
    start = date(today.year, 1, 5)
    stretches = (
        (_("Recruit"), 0, 66),
        (_("Train mentors"), 27, 101),
        (_("Match"), 68, 94),
        (_("Meetings"), 90, 236),
        (_("Surveys"), 200, 230),
        (_("Close and report"), 222, 262),
    )
    phases = [
        Phase(str(label), start + timedelta(days=first), start + timedelta(days=last))
        for label, first, last in stretches
    ]
    steps = ("Start", "Goals", "Meeting 3", "Check-in", "Meeting 5", "Close")
    counts = (("Invited", 120), ("Applied", 84), ("Trained", 61), ("Matched", 54), ("Finished", 41))
    return {
        "timeline": timeline(phases, _days_due(start), today=start + timedelta(days=80)),
        "steps": [
            {"label": label, "state": "done" if index < 2 else "now" if index == 2 else "later"}  # noqa: PLR2004
            for index, label in enumerate(steps)
        ],
        "funnel": [
            {"label": label, "count": count, "note": f"{count * 100 // 120} %", "url": "#funnel"}
            for label, count in counts
        ],
        "events": [
            {
                "at": today,
                "title": _("Second meeting"),
                "text": "45 minutes",
                "icon": "video-camera",
            },
            {"at": today - timedelta(days=9), "title": _("Goals agreed"), "icon": "flag"},
            {"at": today - timedelta(days=16), "title": _("Matched"), "tone": "good"},
        ],
    }


def _days_due(start: date) -> list[Milestone]:
    """Return a milestone that is done, one that is late and one to come."""
    return [
        Milestone(_("Applications open"), start + timedelta(days=5), is_done=True),
        Milestone(_("Decisions are sent"), start + timedelta(days=66)),
        Milestone(_("Kick-off"), start + timedelta(days=92)),
    ]
