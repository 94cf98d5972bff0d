"""From the text of a plan document to the duties it proposes; nothing is invented."""
