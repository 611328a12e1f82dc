"""What coordinators do for relationships."""

from django.urls import path

from matching.views import care

ONE = "programmes/<slug:slug>/relationships/<uuid:pk>/"

urlpatterns = [
    path(f"{ONE}write/", care.care_nudge, name="care-nudge"),
    path(f"{ONE}note/", care.care_note, name="care-note"),
    path(f"{ONE}later/", care.care_snooze, name="care-snooze"),
]
