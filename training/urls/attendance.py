"""Who was there, what they thought of it, and their certificates."""

from django.urls import URLPattern, path

from training.urls.prefixes import SESSION
from training.views import attendance

urlpatterns: list[URLPattern] = [
    path(f"{SESSION}attendance/", attendance.attendance, name="attendance"),
]
