"""Progress over HTTP.

notes   notes, timelines, evidence, who is silent, likenesses, reminding
visits  visits: drawn by lot, given, recorded, printed
asked   what they share
"""
