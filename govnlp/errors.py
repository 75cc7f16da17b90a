"""The exceptions that users see. Each message says what was found, where, and what to do."""

from __future__ import annotations


class GovnlpError(Exception):
    """Base of every error that govnlp raises on purpose."""


class ReadingError(GovnlpError):
    """A source cannot be read as a report: which source, what was tried, what the user can do."""

    def __init__(self, source: str, problem: str, remedy: str) -> None:
        self.source, self.problem, self.remedy = source, problem, remedy
        super().__init__(f"{source}: {problem} {remedy}")

    def __reduce__(self) -> tuple[type[ReadingError], tuple[str, str, str]]:
        return type(self), (self.source, self.problem, self.remedy)


class MarkupError(GovnlpError, ValueError):
    """Inline annotation that is not well formed."""


class ModelError(GovnlpError):
    """A model that is missing, altered, or made by an incompatible version."""


class SchemaError(GovnlpError, ValueError):
    """A dictionary that is not a report of a known schema."""


class ComparisonError(GovnlpError, ValueError):
    """Two reports that cannot be compared: of one year, or of different agencies."""


class StoreError(GovnlpError):
    """A store that cannot be written or read: another build holds it, the disk is full, it is no store."""


class PlotError(GovnlpError, ValueError):
    """A plot that cannot be drawn: there is nothing to draw, matplotlib or a Chinese font is missing, too many lines."""
