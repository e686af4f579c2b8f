"""Many items at once, entered for a unit's people by whoever handles its registrations.

whom      who may be entered for: asked this year, and silent so far
reader    a row read by the very form a person fills in, of its newest version
check     what is wrong with rows, whether typed or from a sheet; what they would write
sheets    the sheet to download and fill in, and the same come back
grid      the rows of a page to type into
shown     a load as its page shows it
"""
