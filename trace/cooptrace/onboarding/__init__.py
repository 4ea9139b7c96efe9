"""Which of the seven steps a cooperative has reached, derived from what really happened; who is stuck and how long."""
