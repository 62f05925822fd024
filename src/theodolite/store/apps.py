"""The store as Django knows it."""

from django.apps import AppConfig


class StoreConfig(AppConfig):
    """Keeps and finds; the only part with tables of our own."""

    name = "theodolite.store"
    label = "store"
