"""What can be read in a note. One small module for each kind of thing: words, sentences, names, speech, quotes …

Nothing here gives points. A reader says what it found and how sure it is; ``grading/note_checks`` decides.
Practice source: reference/practice.md section 1.iii and section 10.
"""
