"""Persons, what they may do, how they sign in and on which devices."""
