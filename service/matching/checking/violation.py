"""What a checker finds wrong in a proposal."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Violation:
    """A broken rule: where (JSON path), which (code), and one Russian sentence."""

    path: str
    rule: str
    message: str

    def line(self) -> str:
        """Return the violation as the one line that a person reads."""
        return f"{self.path}: {self.message} [{self.rule}]"
