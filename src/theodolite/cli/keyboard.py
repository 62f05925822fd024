"""Who is at the keyboard, for what is written down of a command."""

from getpass import getuser


def login_name() -> str:
    """The name somebody is logged in by; none in a container whose user is a mere number."""
    try:
        return getuser()
    except (KeyError, OSError):
        return ""


def by_command_line() -> str:
    """What the history says instead of an account's key, no longer than one."""
    return f"command line: {login_name() or 'somebody'}"[:32]
