"""What is measured, against the bars of the issues. Figures stand in README.md with their commands."""
