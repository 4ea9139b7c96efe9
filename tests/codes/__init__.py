"""Tests of cooptrace.codes."""
