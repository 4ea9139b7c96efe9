"""Figures of the province, for people who compare them."""
