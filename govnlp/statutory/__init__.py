"""The statutory tables: their forms over the years, and how a report's tables are read by them."""
