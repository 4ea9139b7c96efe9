"""What a cooperative makes."""
