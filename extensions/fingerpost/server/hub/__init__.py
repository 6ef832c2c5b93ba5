"""A cohort's JupyterHub: settings, folders, who may do what; `binder/hub/jupyterhub_config.py` uses it."""
