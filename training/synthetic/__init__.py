"""Whole synthetic reports with known truth. Regions are real, every figure and sentence is invented; see README.md."""

from training.synthetic.generate import panel, sample
from training.synthetic.model import Planted, Sample

__all__ = ["Planted", "Sample", "panel", "sample"]
