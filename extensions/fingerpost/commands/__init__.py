"""One module a command group; each holds `command`, which the table in `cli.py` names."""
