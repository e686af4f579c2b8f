"""Papers and movements over HTTP: read the request, ask, act, answer.

papers      the register of papers, the upload, the file as it came
waiting     a paper the machine has still to read: how far it is, asking again
confirming  the confirm page: each fact judged, corrected, added; words repaired
movements   the launch from a confirmed paper, the movement's page, its years
"""
