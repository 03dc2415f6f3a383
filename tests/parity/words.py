"""How MPXJ names what we name otherwise: table -> column -> our word -> MPXJ's.

The pairs are P6's own meaning of its codes (the words of its XML export), not what either program returns.
"""

TASK_CONSTRAINTS = {
    "CS_MSO": "START_ON", "CS_MSOA": "START_NO_EARLIER_THAN", "CS_MSOB": "START_NO_LATER_THAN",
    "CS_MEO": "FINISH_ON", "CS_MEOA": "FINISH_NO_EARLIER_THAN", "CS_MEOB": "FINISH_NO_LATER_THAN",
    "CS_MANDSTART": "MUST_START_ON", "CS_MANDFIN": "MUST_FINISH_ON", "CS_ALAP": "AS_LATE_AS_POSSIBLE",
}  # fmt: skip
WORDS: dict[str, dict[str, dict[str, str]]] = {
    "schedule_project": {
        "critical_path_type": {"CT_TotFloat": "TOTAL_FLOAT", "CT_DrivPath": "LONGEST_PATH"},
        "lag_calendar": {
            "rcal_Predecessor": "PREDECESSOR", "rcal_Successor": "SUCCESSOR", "rcal_24Hour": "TWENTY_FOUR_HOUR",
            "rcal_ProjDefault": "PROJECT_DEFAULT",
        },
        "float_type": {"FT_FF": "FINISH_SLACK", "FT_SF": "START_SLACK", "FT_Smallest": "SMALLEST_SLACK"},
    },
    "schedule_activity": {
        "activity_type": {
            "task_dependent": "TASK_DEPENDENT", "resource_dependent": "RESOURCE_DEPENDENT",
            "level_of_effort": "LEVEL_OF_EFFORT", "start_milestone": "START_MILESTONE",
            "finish_milestone": "FINISH_MILESTONE", "wbs_summary": "WBS_SUMMARY",
        },
        "status": {"not_started": "NOT_STARTED", "in_progress": "IN_PROGRESS", "complete": "COMPLETED"},
        "percent_complete_type": {"physical": "PHYSICAL", "duration": "DURATION", "units": "UNITS"},
        "duration_type": {
            "DT_FixedDrtn": "FIXED_DURATION", "DT_FixedDUR2": "FIXED_DURATION_AND_UNITS",
            "DT_FixedRate": "FIXED_UNITS", "DT_FixedQty": "FIXED_WORK",
        },
        "constraint_type": TASK_CONSTRAINTS,
        "constraint_type_2": TASK_CONSTRAINTS,
    },
    "schedule_assignment": {
        "resource_type": {"labor": "WORK", "nonlabor": "NON_LABOR", "material": "MATERIAL"},
        "accrual": {"uniform": "PRORATED", "start": "START", "end": "END"},
    },
    "calendar": {"calendar_type": {"global": "GLOBAL", "project": "PROJECT", "resource": "RESOURCE"}},
}  # fmt: skip
