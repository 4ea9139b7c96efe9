"""Photos and documents that people upload: checked, cleaned, stored in the database in the same transaction."""
