"""Which data, code and settings a number came from."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SourceNote:
    """The trail from a printed number back to the data, the settings and the code that made it.

    `data` and `settings` are SHA-256 digests (hexadecimal) of the files; `questions` are the
    codes of the questions the number was counted from. `settled_by` names what the settings are.
    """

    data: str
    settings: str
    code: str
    questions: tuple[str, ...] = ()
    settled_by: str = "plan"

    def sentence(self) -> str:
        """Tell the trail in one line, with digests cut to 12 characters."""
        asked = f"questions {', '.join(self.questions)}; " if self.questions else ""
        return (
            f"Source: {asked}data {self.data[:12]}, {self.settled_by} {self.settings[:12]},"
            f" theodolite {self.code}"
        )
