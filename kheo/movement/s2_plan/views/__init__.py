"""The second stage over HTTP.

1. answers      receipt, plan and acknowledgement of the units
2. categories   their tasks by category, and the list of categories
"""
