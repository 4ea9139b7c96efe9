"""The sample province: fictional cooperatives, marked as samples, to try everything on."""
