"""Addresses of the horizon's pages."""

from django.urls import path

from theodolite.web.horizon import rounds, triage

app_name = "horizon"
urlpatterns = [
    path("triage/", triage.triage, name="triage"),
    path("triage/act", triage.act, name="act"),
    path("triage/undo", triage.undo, name="undo"),
    path("triage/conflicts", rounds.conflicts, name="conflicts"),
    path("triage/settle", rounds.settle, name="settle"),
    path("triage/round", rounds.round_now, name="round"),
    path("triage/audit", rounds.draw_audit, name="audit"),
    path("triage/stop", rounds.stop, name="stop"),
    path("triage/criteria", rounds.edit_criteria, name="criteria"),
]
