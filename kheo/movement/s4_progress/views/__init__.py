"""Progress over HTTP.

notes   notes, timelines, evidence, who is silent, likenesses, reminding
course  the list of what is under way; targets and checkpoints
visits  visits: drawn by lot, given, recorded, printed
ladder  the ladder of reminders: its steps, what was sent and what comes next
asked   what they share
"""
