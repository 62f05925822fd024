"""What the log tells of a failure: which page and where in the program, never a whole address."""

import logging

from django.http import HttpRequest


class PageNotAddress(logging.Filter):
    """Name the page that failed by its pattern: some addresses are secrets that let somebody in."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Put `welcome/<str:token>/` in the place of the path, where Django logged one."""
        asked = getattr(record, "request", None)
        if isinstance(asked, HttpRequest) and asked.resolver_match and record.args:
            page = asked.resolver_match.route
            record.args = tuple(page if one == asked.path else one for one in record.args)
        return True
