"""Every model of the movement, for Django to find."""

from kheo.movement.s1_directive.models import (
    Clause,
    Directive,
    Fact,
    Milestone,
    Movement,
    Quota,
    Recognition,
    Repair,
    Round,
)
from kheo.movement.s2_plan.models import Acknowledgement, Plan, PlanTask
from kheo.movement.s3_registration.models import (
    Copy,
    DayTally,
    Exemption,
    FormVersion,
    Registration,
    Sheet,
    Tally,
)
from kheo.movement.s4_progress.models import (
    Evidence,
    Likeness,
    Note,
    Reminder,
    Signature,
    SignatureKey,
)
from kheo.movement.s5_review.models import (
    Breach,
    Confirmation,
    Level,
    Line,
    Review,
    Score,
    ScoringTable,
)
from kheo.movement.s6_commendation.models import Award, AwardForm, Case, Decision, Proposal
from kheo.movement.s7_replication.models import Adoption, Card
from kheo.movement.s8_report.models import Report

__all__ = [
    "Acknowledgement",
    "Adoption",
    "Award",
    "AwardForm",
    "Breach",
    "Card",
    "Case",
    "Clause",
    "Confirmation",
    "Copy",
    "DayTally",
    "Decision",
    "Directive",
    "Evidence",
    "Exemption",
    "Fact",
    "FormVersion",
    "Level",
    "Likeness",
    "Line",
    "Milestone",
    "Movement",
    "Note",
    "Plan",
    "PlanTask",
    "Proposal",
    "Quota",
    "Recognition",
    "Registration",
    "Reminder",
    "Repair",
    "Report",
    "Review",
    "Round",
    "Score",
    "ScoringTable",
    "Sheet",
    "Signature",
    "SignatureKey",
    "Tally",
]
