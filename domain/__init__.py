"""Pure rules of deadlines, reminders, reports and summaries: standard library only, no clock, no I/O."""
