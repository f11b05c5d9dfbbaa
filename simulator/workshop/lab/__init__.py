"""JupyterLab as ``caseroom lab`` starts it. ``labconfig/`` holds the settings it begins with."""
