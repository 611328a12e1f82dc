"""Thanks, milestones, who came back, and who needs a person."""

from django.urls import path

from training.urls.prefixes import CONSOLE
from training.views import care, retention, thanks

RETENTION = f"{CONSOLE}retention/"
THANKS = "learn/thanks/"

urlpatterns = [
    path(RETENTION, retention.retention, name="retention"),
    path(f"{RETENTION}left/<uuid:place_id>/", retention.departure, name="departure"),
    path(f"{RETENTION}milestones/", retention.recognition_list, name="recognition-list"),
    path(
        f"{RETENTION}milestones/<uuid:pk>/thank/",
        retention.recognition_thank,
        name="recognition-thank",
    ),
    path(f"{RETENTION}calls/", care.care_list, name="care-list"),
    path(f"{RETENTION}calls/<uuid:pk>/", care.care, name="care"),
    path(THANKS, thanks.thanks_list, name="thanks-list"),
    path(f"{THANKS}<uuid:pk>/share/", thanks.thanks_share, name="thanks-share"),
    path(f"{THANKS}<uuid:pk>/withdraw/", thanks.thanks_withdraw, name="thanks-withdraw"),
]
