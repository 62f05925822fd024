"""Open a text file that a person wrote, and say plainly why it cannot be."""

from pathlib import Path

from theodolite.settings.errors import UnreadableFile, nearest


def read_text(path: Path, *, what: str) -> str:
    """The text of a UTF-8 file, byte-order mark or not; `what` names the file in messages."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        beside = sorted(one.name for one in path.parent.glob(f"*{path.suffix}"))
        way_out = nearest(path.name, beside) if beside else "Check the path, or name another file."
        raise UnreadableFile(f"There is no {what} at {path}. {way_out}") from None
    except OSError as error:
        raise UnreadableFile(f"The {what} {path} cannot be opened: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise UnreadableFile(
            f"The {what} {path.name} is not UTF-8 text. Save it again with UTF-8 encoding."
        ) from None
