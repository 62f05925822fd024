"""Addresses of the horizon's pages."""

from django.urls import path

from theodolite.web.horizon import (
    changing,
    figures,
    items,
    looking_ahead,
    rounds,
    searching,
    sources,
    topics,
    triage,
    watching,
)

app_name = "horizon"
urlpatterns = [
    path("triage/", triage.triage, name="triage"),
    path("triage/act/", triage.act, name="act"),
    path("triage/undo/", triage.undo, name="undo"),
    path("triage/conflicts/", rounds.conflicts, name="conflicts"),
    path("triage/settle/", rounds.settle, name="settle"),
    path("triage/round/", rounds.round_now, name="round"),
    path("triage/audit/", rounds.draw_audit, name="audit"),
    path("triage/stop/", rounds.stop, name="stop"),
    path("triage/criteria/", rounds.edit_criteria, name="criteria"),
    path("search/", searching.search, name="search"),
    path("item/", items.item, name="item"),
    path("item/place/", changing.correct_place, name="correct"),
    path("item/link/", changing.link, name="link"),
    path("item/separate/", changing.separate, name="separate"),
    path("topics/", topics.topics, name="topics"),
    path("topics/one/", topics.topic, name="topic"),
    path("trends/", looking_ahead.trends, name="trends"),
    path("radar/", looking_ahead.radar, name="radar"),
    path("radar/keep/", looking_ahead.keep_radar, name="keep_radar"),
    path("gaps/", looking_ahead.gaps, name="gaps"),
    path("figures/<str:code>-<str:digest>.svg", figures.figure, name="figure"),
    path("watch/", watching.watch_lists, name="watch_lists"),
    path("watch/new/", watching.new_watch_list, name="new_watch_list"),
    path("watch/<slug:key>/", watching.watch_list, name="watch_list"),
    path("watch/<slug:key>/change/", watching.change_watch_list, name="change_watch_list"),
    path("watch/<slug:key>/remove/", watching.remove_watch_list, name="remove_watch_list"),
    path("sources/", sources.sources, name="sources"),
    path("sources/one/", sources.source, name="source"),
    path("sources/change/", sources.change, name="change_source"),
    path("sources/ask/", sources.ask_now, name="ask_source"),
    path("sources/add/", sources.add_source, name="add_source"),
    path("sources/sources.opml", sources.opml_file, name="opml_file"),
    path("sources/list/", sources.add_opml, name="add_opml"),
]
