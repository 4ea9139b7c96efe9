"""Printed codes that would answer a shopper badly: found before anybody scans them, and where each is mended."""
