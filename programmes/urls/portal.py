"""What participants themselves see."""

from django.urls import path

from programmes.views import portal

urlpatterns = [
    path("home/", portal.home, name="home"),
    path("invitations/<uuid:pk>/", portal.invitation, name="invitation"),
]
