"""What one group should read of a scan: new, rising, closing, and nothing twice."""

from theodolite.horizon.bulletin.assembling import bulletin_for
from theodolite.horizon.bulletin.bulletin import Bulletin, Closing, Rise, Story, Subject
from theodolite.horizon.bulletin.groups import Group, read_groups
from theodolite.horizon.bulletin.known import Known
from theodolite.horizon.bulletin.sent import Sent, delivery, sent_to

__all__ = [
    "Bulletin",
    "Closing",
    "Group",
    "Known",
    "Rise",
    "Sent",
    "Story",
    "Subject",
    "bulletin_for",
    "delivery",
    "read_groups",
    "sent_to",
]
