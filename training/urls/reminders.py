"""Reminders: the first of each kind, read before it goes out."""

from django.urls import URLPattern, path

from training.urls.prefixes import CONSOLE
from training.views import reminders

ONE = f"{CONSOLE}reminders/<slug:reminder>/"

urlpatterns: list[URLPattern] = [
    path(f"{CONSOLE}reminders/", reminders.reminder_list, name="reminder-list"),
    path(ONE, reminders.reminder, name="reminder"),
    path(f"{ONE}mail/", reminders.mail, name="reminder-mail"),
    path(f"{ONE}approve/", reminders.approve, name="reminder-approve"),
    path(f"{ONE}hold/", reminders.hold, name="reminder-hold"),
]
