"""Batches (lots): what was made together, where it came from and where it went."""
