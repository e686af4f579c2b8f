"""Study and dissemination over HTTP.

1. sessions   the log of a year, one session, its files
2. units      who has held how many, the sheet, the list of formats
"""
