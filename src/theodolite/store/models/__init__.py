"""Every kind of thing that is kept, one file for each."""

from theodolite.store.models.account import Account, Group, Membership, Role
from theodolite.store.models.entry import Entry
from theodolite.store.models.job import Job

__all__ = ["Account", "Entry", "Group", "Job", "Membership", "Role"]
