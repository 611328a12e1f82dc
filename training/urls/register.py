"""The register, policies, claims and waivers."""

from django.urls import URLPattern, path

from training.urls.prefixes import CONSOLE
from training.views import downloads, register

urlpatterns: list[URLPattern] = [
    path(f"{CONSOLE}register/", register.register, name="register"),
    path(f"{CONSOLE}register/file/", downloads.register_file, name="register-file"),
    path(f"{CONSOLE}register/invite/", register.invite, name="register-invite"),
]
