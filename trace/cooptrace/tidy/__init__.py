"""What is forgotten after a while: who scanned after thirty days, single scans after four hundred; sums stay."""
