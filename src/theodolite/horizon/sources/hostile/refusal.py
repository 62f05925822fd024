"""How a reader of hostile bytes says that it will not read them."""


class Refused(Exception):
    """Says, as part of a sentence, why a payload is not read."""
