"""Competencies, courses and modules."""

from django.urls import URLPattern, path

from training.urls.prefixes import CONSOLE
from training.views import sessions

urlpatterns: list[URLPattern] = [
    path(f"{CONSOLE}courses/add/", sessions.course_add, name="course-add"),
]
