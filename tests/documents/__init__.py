"""Files read and written, without a database."""
