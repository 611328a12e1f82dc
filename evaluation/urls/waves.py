"""What is asked of whom and when."""

from django.urls import path

from evaluation.views import downloads, wave_moves, wave_rooms, waves

LIST = "programmes/<slug:slug>/surveys/"
WAVE = f"{LIST}<uuid:pk>/"

urlpatterns = [
    path(LIST, waves.wave_list, name="wave-list"),
    path(f"{LIST}file/", downloads.wave_file, name="wave-file"),
    path(f"{LIST}add/", waves.wave_add, name="wave-add"),
    path(WAVE, waves.wave, name="wave"),
    path(f"{WAVE}change/", wave_moves.wave_change, name="wave-change"),
    path(f"{WAVE}take-back/", wave_moves.wave_take_back, name="wave-take-back"),
    path(f"{WAVE}open/", wave_moves.wave_open, name="wave-open"),
    path(f"{WAVE}extend/", wave_moves.wave_extend, name="wave-extend"),
    path(f"{WAVE}close/", wave_moves.wave_close, name="wave-close"),
    path(f"{WAVE}room/", wave_rooms.wave_room, name="wave-room"),
    path(f"{WAVE}room/open/", wave_rooms.wave_room_open, name="wave-room-open"),
    path(f"{WAVE}room/shut/", wave_rooms.wave_room_shut, name="wave-room-shut"),
]
