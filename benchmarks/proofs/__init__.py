"""One file per proof; each has `measure(folder, is_quick)`, which returns a section of RESULTS.md."""
