"""What fades, and the agenda of the next refresher."""

from django.urls import path

from training.urls.prefixes import CONSOLE
from training.views import agenda, decay

AGENDAS = f"{CONSOLE}agendas/"

urlpatterns = [
    path(AGENDAS, agenda.agenda_list, name="agenda-list"),
    path(f"{AGENDAS}draw-up/", agenda.agenda_draw_up, name="agenda-draw-up"),
    path(f"{AGENDAS}fading/", decay.decay, name="decay"),
    path(f"{AGENDAS}<uuid:pk>/", agenda.agenda, name="agenda"),
    path(f"{AGENDAS}<uuid:pk>/plan/", agenda.agenda_plan, name="agenda-plan"),
    path(f"{AGENDAS}<uuid:pk>/drop/", agenda.agenda_drop, name="agenda-drop"),
    path("learn/skills/", decay.my_skills, name="my-skills"),
]
