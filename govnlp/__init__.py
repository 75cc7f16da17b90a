"""Reads 政府信息公开工作年度报告 as data. The public names, each imported when first used."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

_HOMES = {
    "analyze": "govnlp.analysis",
    "analyze_many": "govnlp.analysis",
    "Failure": "govnlp.analysis",
    "load": "govnlp.pipeline",
    "train_themes": "govnlp.learning.themes",
    "compare": "govnlp.comparison",
    "Comparison": "govnlp.comparison",
    "Change": "govnlp.comparison",
    "series": "govnlp.statutory.series",
    "build": "govnlp.corpus.build",
    "BuildResult": "govnlp.corpus.build",
    "panel": "govnlp.corpus.panel",
    "query": "govnlp.corpus.query",
    "to_dataset": "govnlp.corpus.query",
    "Report": "govnlp.report",
    "Agency": "govnlp.report",
    "Section": "govnlp.report",
    "Segment": "govnlp.report",
    "Entity": "govnlp.report",
    "Table": "govnlp.report",
    "Indicator": "govnlp.report",
    "Finding": "govnlp.report",
    "CheckCount": "govnlp.report",
    "GovnlpError": "govnlp.errors",
    "ReadingError": "govnlp.errors",
    "MarkupError": "govnlp.errors",
    "ModelError": "govnlp.errors",
    "SchemaError": "govnlp.errors",
    "ComparisonError": "govnlp.errors",
    "StoreError": "govnlp.errors",
    "PlotError": "govnlp.errors",
    "plot": "govnlp.plot",
}
__all__ = [*_HOMES, "__version__"]

if TYPE_CHECKING:
    from govnlp import plot as plot
    from govnlp.analysis import Failure as Failure
    from govnlp.analysis import analyze as analyze
    from govnlp.analysis import analyze_many as analyze_many
    from govnlp.comparison import Change as Change
    from govnlp.comparison import Comparison as Comparison
    from govnlp.comparison import compare as compare
    from govnlp.corpus.build import BuildResult as BuildResult
    from govnlp.corpus.build import build as build
    from govnlp.corpus.panel import panel as panel
    from govnlp.corpus.query import query as query
    from govnlp.corpus.query import to_dataset as to_dataset
    from govnlp.errors import ComparisonError as ComparisonError
    from govnlp.errors import GovnlpError as GovnlpError
    from govnlp.errors import MarkupError as MarkupError
    from govnlp.errors import ModelError as ModelError
    from govnlp.errors import PlotError as PlotError
    from govnlp.errors import ReadingError as ReadingError
    from govnlp.errors import SchemaError as SchemaError
    from govnlp.errors import StoreError as StoreError
    from govnlp.learning.themes import train_themes as train_themes
    from govnlp.pipeline import load as load
    from govnlp.report import Agency as Agency
    from govnlp.report import CheckCount as CheckCount
    from govnlp.report import Entity as Entity
    from govnlp.report import Finding as Finding
    from govnlp.report import Indicator as Indicator
    from govnlp.report import Report as Report
    from govnlp.report import Section as Section
    from govnlp.report import Segment as Segment
    from govnlp.report import Table as Table
    from govnlp.statutory.series import series as series


def __getattr__(name: str) -> Any:
    """Import a public name on first use, so that `import govnlp` loads nothing."""
    if name not in _HOMES:
        raise AttributeError(f"module 'govnlp' has no attribute {name!r}; it has {', '.join(sorted(_HOMES))}")
    home = import_module(_HOMES[name])
    return home if home.__name__ == f"{__name__}.{name}" else getattr(home, name)


def __dir__() -> list[str]:
    return sorted(__all__)
