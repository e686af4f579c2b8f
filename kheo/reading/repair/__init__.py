"""Lost letters put back, word by word, with what was found kept beside what is proposed.

The steps, each importing only those above it: syllables (what the spelling allows) · language
(which word follows which) · losses (which letters can go, and what is left) · lattice (the
likeliest reading of a clause) · runs (where in the text letters are lost) · words (the text as
words and marks) · mending (clean text → repaired text and its changes).
"""
