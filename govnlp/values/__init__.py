"""Pure functions on strings: what a numeral, a date or a quantity is worth.

All take Simplified text with half-width digits and punctuation, as `govnlp.script.simplify` gives it.
"""
