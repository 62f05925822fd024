"""Words of strangers made fit to be printed: nothing that hides or turns the text round it."""

import re
import unicodedata

# Marks that turn the direction of everything after them, zero-width ones that hide letters, and
# the two that no XML may hold.
_UNSEEN = re.compile(
    "[\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff]"
)


def harmless(text: str) -> str:
    """The text on one line, without control characters and marks that turn its direction.

    >>> harmless("On\\u202e esod\\x07 at\\r\\nSubject: x")
    'On esod at Subject: x'
    """
    seen = _UNSEEN.sub("", text)
    plain = "".join(
        " " if unicodedata.category(one) in ("Cc", "Cs", "Co", "Zl", "Zp") else one for one in seen
    )
    return " ".join(plain.split())
