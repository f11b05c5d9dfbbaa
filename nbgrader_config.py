# Caseroom's settings for nbgrader. Keep this file in the course's folder, above modules/, release/ and submitted/.
#
# For tutors: change what stands to the right of = in the lines under "Your course". Save the file, then run
#
#     nbgrader generate_assignment recording
#
# What you set here is written into the notebook that students get. A change after that reaches nobody who already
# has the notebook: generate and release it again, before the first one is handed in.

from grading.nbgrader.config import set_up

c = get_config()  # noqa: F821  (nbgrader puts it there)

# ---- Your course ----------------------------------------------------------------------------------------------------

# The name of the course, as students know it. It stands on their feedback. Don't change it during a course when each
# student has their own family: the families follow from the course's name and the student's id.
c.CaseroomCourse.course = "Digital practice"

# "same": everybody works on one family. Good for talking about it together.
# "own":  each student works on a family of their own, made from the student's id. Good when it counts.
#         The id must be the one nbgrader knows the student by.
c.CaseroomCourse.family = "same"

# What the case is about:
# "school_worry": a home visit to children after a school's worry.
# "video_call":   a video call with an older man with dementia, whose daughter cares for him.
c.CaseroomCourse.scenario = "school_worry"

# Where it plays, with that place's terms, dates and standards: "england" or "us_washington".
c.CaseroomCourse.jurisdiction = "england"

# Which family, when everybody gets the same one. Any whole number makes another family.
c.CaseroomCourse.seed = 7

# "practice":   students may check their work as often as they like.
# "assessment": students see their marks in the feedback you give back, and not before.
c.CaseroomCourse.mode = "practice"

# ---- How work is marked ---------------------------------------------------------------------------------------------

# "without a kernel": no cell is run, not even the course's own. This is the quick way.
# "with a kernel":    nbgrader runs the released notebook for each student. The marks are the same.
set_up(c, marking="without a kernel")
