"""The stages, in order."""

from django.urls import include, path

urlpatterns = [
    path("", include("kheo.movement.s1_directive.urls")),
    path("", include("kheo.movement.s2_plan.urls")),
    path("", include("kheo.movement.s3_registration.urls")),
    path("", include("kheo.movement.s4_progress.urls")),
    path("", include("kheo.movement.s5_review.urls")),
    path("", include("kheo.movement.s6_commendation.urls")),
    path("", include("kheo.movement.s7_replication.urls")),
    path("", include("kheo.movement.s8_report.urls")),
]
