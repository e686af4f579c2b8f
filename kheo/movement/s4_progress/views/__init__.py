"""Progress over HTTP.

notes   notes, timelines, evidence, who is silent, likenesses, reminding
visits  visits: drawn by lot, given, recorded, printed
ladder  the ladder of reminders: its steps, what was sent and what comes next
asked   what they share
"""
