"""What is asked of whom and when."""

from django.urls import path

from evaluation.views import downloads, waves

urlpatterns = [
    path("programmes/<slug:slug>/surveys/", waves.wave_list, name="wave-list"),
    path("programmes/<slug:slug>/surveys/file/", downloads.wave_file, name="wave-file"),
    path("programmes/<slug:slug>/surveys/add/", waves.wave_add, name="wave-add"),
    path("programmes/<slug:slug>/surveys/<uuid:pk>/", waves.wave, name="wave"),
    path("programmes/<slug:slug>/surveys/<uuid:pk>/open/", waves.wave_open, name="wave-open"),
    path("programmes/<slug:slug>/surveys/<uuid:pk>/close/", waves.wave_close, name="wave-close"),
]
