"""Reading plan files and unit sheets; writing ledgers. Knows no database."""
