"""QR product traceability for cooperatives."""
