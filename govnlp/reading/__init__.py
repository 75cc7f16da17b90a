"""A file, text or bytes to a page of blocks, whatever its format."""

from govnlp.reading.page import Block, Grid, Page, Paragraph
from govnlp.reading.source import read

__all__ = ["Block", "Grid", "Page", "Paragraph", "read"]
