"""Cooperatives (the tenants), their producers and sites, and who may enter which cooperative."""
