"""Reading plans, unit sheets and forms from files; writing ledgers, calendars and sheets. Knows no database."""
