"""The rows of a note's mark sheet, one module for each group. ``grading/note.py`` puts them together.

A row answers with Checks: passed, failed, or not marked. Only the learner's work can fail one. What the case never
imagined, or what is half there, is not marked and goes to a person.
"""
