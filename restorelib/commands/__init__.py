"""What `python -m restorelib COMMAND` runs: one module a command."""
