"""A page to what it is: furniture put aside, title, agency and year, headings, segments."""

from govnlp.outline.outline import Outline, outline

__all__ = ["Outline", "outline"]
