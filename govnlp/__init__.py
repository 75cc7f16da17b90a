"""Reads 政府信息公开工作年度报告 as data. The public names, each imported when first used."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

_HOMES = {
    "analyze": "govnlp.analysis",
    "analyze_many": "govnlp.analysis",
    "Failure": "govnlp.analysis",
    "load": "govnlp.pipeline",
    "Report": "govnlp.report",
    "Agency": "govnlp.report",
    "Section": "govnlp.report",
    "Segment": "govnlp.report",
    "Entity": "govnlp.report",
    "Table": "govnlp.report",
    "Indicator": "govnlp.report",
    "Finding": "govnlp.report",
    "GovnlpError": "govnlp.errors",
    "ReadingError": "govnlp.errors",
    "MarkupError": "govnlp.errors",
    "ModelError": "govnlp.errors",
    "SchemaError": "govnlp.errors",
}
__all__ = [*_HOMES, "__version__"]

if TYPE_CHECKING:
    from govnlp.analysis import Failure, analyze, analyze_many
    from govnlp.errors import GovnlpError, MarkupError, ModelError, ReadingError, SchemaError
    from govnlp.pipeline import load
    from govnlp.report import Agency, Entity, Finding, Indicator, Report, Section, Segment, Table


def __getattr__(name: str) -> Any:
    """Import a public name on first use, so that `import govnlp` loads nothing."""
    if name not in _HOMES:
        raise AttributeError(f"module 'govnlp' has no attribute {name!r}; it has {', '.join(sorted(_HOMES))}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
