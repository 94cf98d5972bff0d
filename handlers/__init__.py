"""What the bot answers: knows no messenger and no SQL."""
