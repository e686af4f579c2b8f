"""What people say to a unit, and what the unit owes them: grievances and wishes until answered.

The first room of the area. Reception days, dialogues and letters will stand beside it, each a
package of its own; denunciations never come in here, they have a store apart.
"""
