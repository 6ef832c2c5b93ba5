"""JupyterLab as learners meet it: how it is started and how it is set up."""
