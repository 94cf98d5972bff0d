"""Reading Vietnamese: letters, dates, deadline phrases and report replies. Pure, without a clock."""
