"""The statutory tables: their formats over the years."""
