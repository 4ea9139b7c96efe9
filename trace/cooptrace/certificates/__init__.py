"""Certificates of a cooperative, a site or a product: OCOP, VietGAP, HACCP, food safety, planting-area codes."""
