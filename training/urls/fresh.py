"""Fresh and alive: the page of the four questions."""

from django.urls import path

from training.urls.prefixes import CONSOLE
from training.views import fresh

urlpatterns = [path(f"{CONSOLE}fresh/", fresh.fresh, name="fresh")]
