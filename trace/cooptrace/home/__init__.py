"""The front page of each role: what to do next."""
