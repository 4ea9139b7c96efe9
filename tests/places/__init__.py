"""Tests of cooptrace.places."""
