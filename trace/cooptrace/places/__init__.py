"""Communes of the province, old and new, and a small map of where they are."""
