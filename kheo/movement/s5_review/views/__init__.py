"""Reviews over HTTP: read the request, ask, act, answer.

cases     the list, the ranking, one case: open, score, check, decide
tables    scoring tables: list, read, begin, renew
asked     what they share
"""
