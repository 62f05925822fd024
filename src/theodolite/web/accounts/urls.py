"""Addresses of signing in (django-allauth's), of one's own account, and of links that work once."""

from allauth.urls import build_provider_urlpatterns
from django.urls import include, path

from theodolite.web.accounts.arriving import arrive
from theodolite.web.accounts.first_run import first_administrator
from theodolite.web.accounts.invitations import accept_invitation
from theodolite.web.accounts.mailed_link import use_mailed_link
from theodolite.web.accounts.own import own_account

urlpatterns = [
    path("accounts/", include("allauth.account.urls")),
    path("accounts/", include(build_provider_urlpatterns())),
    path("accounts/2fa/", include("allauth.mfa.urls")),
    path("accounts/houses/", include("allauth.socialaccount.urls")),
    path("accounts/sessions/", include("allauth.usersessions.urls")),
    path("account/", own_account, name="own_account"),
    path("welcome/administrator/", first_administrator, name="first_administrator"),
    path("welcome/invitation/", accept_invitation, name="accept_invitation"),
    path("welcome/form/", use_mailed_link, name="use_mailed_link"),
    path("welcome/<str:token>/", arrive, name="arrive"),
]
