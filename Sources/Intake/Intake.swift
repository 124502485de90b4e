// Room of Intake.
