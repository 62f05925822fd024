"""The pages as Django knows them."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Pages, forms and templates; no tables."""

    name = "theodolite.web"
    label = "web"
