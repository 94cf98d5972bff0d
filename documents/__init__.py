"""Reading plans, unit sheets and forms from files; writing ledgers and sheets. Knows no database."""
