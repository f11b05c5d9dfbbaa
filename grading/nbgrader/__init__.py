"""Marking through nbgrader: what nbgrader must do differently, as its own configuration allows it.

``config.set_up`` puts it all in place and ``nbgrader_config.py`` at the repository's root calls it. The order:

- release: ``give.GiveFamily`` writes the course's settings into the notebook; only notebooks and pictures go out;
- marking: ``exporters.AnswersOnly`` opens nothing of a submission, ``released.UseReleasedCells`` takes the released
  cells and reads responses.json, ``mark.MarkWithoutKernel`` writes the marks, ``mark.SaveMarks`` files them;
- feedback: ``feedback.FeedbackPage``; export: ``export.SafeCsv``; a whole class: ``cohort.grade``.
"""
