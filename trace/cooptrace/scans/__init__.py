"""The public side: resolving printed codes, the origin page, counting scans, problem reports."""
