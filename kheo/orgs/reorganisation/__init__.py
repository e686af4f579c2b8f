"""A reorganisation is a dated event: units close and name who goes on; what was stays as it was."""
