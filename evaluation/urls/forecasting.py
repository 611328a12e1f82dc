"""The return forecast."""

from django.urls import path

from evaluation.views import forecasting

urlpatterns = [
    path("programmes/<slug:slug>/forecast/", forecasting.forecast, name="forecast"),
]
