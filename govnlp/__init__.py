"""Reads 政府信息公开工作年度报告 as data. The public names, imported when first used."""

__version__ = "0.1.0"
