"""One folder per messenger: translate in, send out, nothing else."""
