"""`fingerpost doctor`: what is installed, what is wrong, what to type."""

import click


@click.command("doctor", epilog="Example: fingerpost doctor")
def command() -> None:
    """Say what is installed, what is wrong and what to type.

    Ends with status 1 when something is wrong.
    """
    from fingerpost.server.checkup import LOOKS  # noqa: PLC0415 - DuckDB is heavy; --help should be quick

    findings = []
    for look in LOOKS:
        finding = look()
        findings.append(finding)
        click.echo(f"{'ok   ' if finding.is_fine else 'WRONG'}  {finding.subject}: {finding.said}")
        if not finding.is_fine:
            click.echo(f"       what to type: {finding.remedy}")
    if not all(finding.is_fine for finding in findings):
        raise click.exceptions.Exit(1)
