"""What the Course panel in JupyterLab shows and does: each module's state, the next step, hand-in, log."""
