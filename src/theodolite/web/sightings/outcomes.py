"""What triage decided of the items that members saw."""

from collections.abc import Iterable, Mapping

from theodolite.store.models.listed_item import ListedItem, ListedRecord


def outcomes_of(identities: Iterable[str]) -> Mapping[str, str]:
    """kept, discarded or in conflict, for those items that anyone decided on."""
    decided = ListedRecord.objects.filter(identity__in=set(identities)).exclude(
        item__state=ListedItem.State.WAITING
    )
    return dict(decided.values_list("identity", "item__state"))
