"""What can go wrong with a scan of the horizon that its curator can put right."""

from theodolite.settings.errors import CorrectableError


class HorizonError(CorrectableError):
    """A source, an item or a judgement cannot be worked with as it stands."""


class UnreadableSource(HorizonError):
    """What a source sent is not what its kind sends, or is not safe to read."""


class UnknownSource(HorizonError):
    """An address is of no kind of source that is known."""
