"""Registrations over HTTP: read the request, ask, act, answer.

lists     the list, the units behind, the book of copies, and acts on many
writing   the owner's own sheet: write, send, drop, start from last year
one       one registration: read, accept, return
papers    what is printed and exported
asked     what they share
"""
