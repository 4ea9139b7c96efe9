"""What happened to a batch at a place and time. Append-only: a mistake is corrected by another event."""
