"""What the Warehouse panel in JupyterLab asks: what every table means, and the first rows of one."""
