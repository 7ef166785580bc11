"""What `python -m restorelib COMMAND` runs: one module per command."""
