"""The pages as Django knows them."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Pages, forms and templates; no tables."""

    name = "theodolite.web"
    label = "web"

    def ready(self) -> None:
        """Note in the history what people do with their accounts."""
        from theodolite.web.accounts.noting import note_from_now_on

        note_from_now_on()
