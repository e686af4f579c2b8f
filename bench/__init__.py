"""What is measured, against the bars of the issues. Figures stand in README.md with their commands."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kheo.project.settings")
django.setup()  # the modules of this package read the data of KHEO_VAR
