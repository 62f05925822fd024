"""Who is thanked for an item: members who saw it and agreed to be named."""

from collections.abc import Iterable

from theodolite.store.models import Sighting


def seen_by(identities: Iterable[str]) -> tuple[str, ...]:
    """The names of those who gave any of these items and may be named, first one first.

    Ask only for items that were kept: whoever sends something that is not followed up is not named.
    """
    named = Sighting.objects.filter(
        identity__in=tuple(identities), may_be_named=True, account__is_active=True
    )
    told = named.order_by("given_at", "pk").values_list("account__name", flat=True)
    return tuple(dict.fromkeys(name for name in told if name))
