"""QR codes and barcodes as modules, and those as SVG, PNG, PDF, ZPL and TSPL. Knows nothing of labels or storage."""
