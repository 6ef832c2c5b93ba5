"""`python -m fingerpost …`: the same commands where a launcher may not be run."""

from fingerpost.cli import main

main()
