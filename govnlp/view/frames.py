"""A pandas frame as a table in the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

if TYPE_CHECKING:
    import pandas


def show(frame: pandas.DataFrame, console: Console | None = None) -> None:
    """Print all rows; a missing value is an empty cell, numbers stand to the right."""
    from pandas.api.types import is_numeric_dtype

    grid = Grid()
    for name in frame.columns:
        grid.add_column(str(name), justify="right" if is_numeric_dtype(frame[name]) else "left", overflow="fold")
    for row in frame.astype(object).where(frame.notna(), None).itertuples(index=False):
        grid.add_row(*(Text("" if value is None else str(value)) for value in row))
    (console or Console()).print(grid)
