"""A directive's text → a structured draft with its doubts. Pure Python, no Django.

The steps, each a module that can be read alone, each importing only those above it:
opening/ (the bytes of a file of any format → text) · joining, cleaning (text → clean text that
remembers where each letter stood) · facts (what can be found) · repair/ (lost letters put back,
every change kept) · unfolding (one long line → lines) · paper (clean text → blocks and regions) ·
find/ (one finder per kind of fact) · checking (doubts of the whole) · unsure (doubts of facts
recognised from a picture) · draft (everything in one `Draft`) · form (JSON) · summary (for the
eye) · main (the command).
"""
