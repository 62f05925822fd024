"""Addresses of feeds and calendars: for everyone, and of one's own."""

from django.urls import path, re_path

from theodolite.web.digests import feed_pages

app_name = "feeds"
_PART = r"(?P<kind>all|topic|group)/(?P<name>[^/]+)\.(?P<sort>atom|ics)"
urlpatterns = [
    path("", feed_pages.feeds, name="mine"),
    path("keys/<slug:key>/revoke/", feed_pages.revoke_feeds, name="revoke"),
    re_path(rf"^{_PART}$", feed_pages.public_feed, name="public"),
    re_path(rf"^own/(?P<secret>[\w-]+)/{_PART}$", feed_pages.own_feed, name="own"),
]
