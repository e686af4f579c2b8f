"""Replication over HTTP.

cards     the cards of recognised models, the gallery, the units that follow
checkups  the periods in which running models are reviewed, and the review of each
"""
