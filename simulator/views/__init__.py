"""Renders cases and exercises as plain HTML, and puts them into a notebook.

Nothing is imported here that needs a widget or a template engine: ``caseroom --help`` must stay quick.
"""
