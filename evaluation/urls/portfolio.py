"""Programmes side by side."""

from django.urls import path

from evaluation.views import portfolio

urlpatterns = [
    path("side-by-side/", portfolio.portfolio, name="portfolio"),
    path("side-by-side/measures/", portfolio.portfolio_measures, name="portfolio-measures"),
    path("side-by-side/figures/", portfolio.portfolio_file, name="portfolio-file"),
    path("side-by-side/read/", portfolio.portfolio_read, name="portfolio-read"),
]
