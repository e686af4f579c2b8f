"""The life of a movement, in eight stages.

1. directive     an authority launches a movement
2. plan          each unit answers with its own plan
3. registration  people register items, units register models
4. progress      they keep dated notes with evidence
5. review        scored by themselves, checked above, decided by the council
6. commendation  the authority commends the best
7. replication   the best is carried to other places
8. report        each level reports to the one above

A stage may know the stages before it, never the ones after.
"""
