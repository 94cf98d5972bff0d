"""The ticker: a table of named jobs and the runner that fires them."""
