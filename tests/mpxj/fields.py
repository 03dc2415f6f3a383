"""Which getter of MPXJ fills which canonical column: tables of names, no code.

Kind -> canonical column -> getter, or getters joined by dots. What a getter returns is not translated here:
enumerations keep MPXJ's names.
"""

Fields = dict[str, dict[str, str]]
HOURS = {
    "original_duration": "getPlannedDuration", "remaining_duration": "getRemainingDuration",
    "total_float": "getTotalSlack", "free_float": "getFreeSlack",
}  # fmt: skip
DATES = {
    "planned_start": "getPlannedStart", "planned_finish": "getPlannedFinish", "actual_start": "getActualStart",
    "actual_finish": "getActualFinish",
}  # fmt: skip
ACTIVITY_DATES = DATES | {
    "early_start": "getEarlyStart", "early_finish": "getEarlyFinish", "late_start": "getLateStart",
    "late_finish": "getLateFinish", "remaining_start": "getRemainingEarlyStart",
    "remaining_finish": "getRemainingEarlyFinish", "start": "getStart", "finish": "getFinish",
    "constraint_date": "getConstraintDate", "constraint_date_2": "getSecondaryConstraintDate",
    "expected_finish": "getExpectedFinish", "suspend_date": "getSuspendDate", "resume_date": "getResume",
}  # fmt: skip
AMOUNTS = {"budget": "Planned", "actual": "Actual", "remaining": "Remaining"}
COSTS = {f"{ours}_cost": f"get{theirs}Cost" for ours, theirs in AMOUNTS.items()}
LABOR = {f"{ours}_labor_units": f"get{theirs}WorkLabor" for ours, theirs in AMOUNTS.items()}
NONLABOR = {f"{ours}_nonlabor_units": f"get{theirs}WorkNonlabor" for ours, theirs in AMOUNTS.items()}
PROJECT: Fields = {
    "text": {
        "project_code": "getProjectID", "project_name": "getName", "critical_path_type": "getCriticalActivityType",
        "default_calendar_id": "getActivityDefaultCalendarUniqueID", "lag_calendar": "getRelationshipLagCalendar",
        "float_type": "getTotalSlackCalculationType", "progress_logic": "getSchedulingProgressedActivities",
        "separator": "getWbsCodeSeparator",
    },
    "hours": {"critical_float_hours": "getCriticalSlackLimit"},
    "date": {
        "planned_start": "getPlannedStart", "must_finish_by": "getMustFinishBy",
        "scheduled_finish": "getScheduledFinish", "data_date": "getStatusDate",
    },
}  # fmt: skip
ACTIVITY: Fields = {
    "text": {
        "activity_id": "getUniqueID", "task_code": "getActivityID", "activity_name": "getName", "guid": "getGUID",
        "wbs_id": "getParentTaskUniqueID", "activity_type": "getActivityType", "status": "getActivityStatus",
        "percent_complete_type": "getPercentCompleteType", "duration_type": "getType",
        "calendar_id": "getEffectiveCalendar.getUniqueID", "constraint_type": "getConstraintType",
        "constraint_type_2": "getSecondaryConstraintType",
    },
    "number": {"physical_percent": "getPhysicalPercentComplete", "percent_complete": "getActivityPercentComplete"},
    "hours": {f"{name}_hours": getter for name, getter in HOURS.items()} | LABOR | NONLABOR,
    "date": ACTIVITY_DATES,
    "flag": {"is_on_longest_path": "getLongestPath"},
}  # fmt: skip
WBS: Fields = {
    "text": dict(wbs_id="getUniqueID", parent_wbs_id="getParentTaskUniqueID", wbs_name="getName", full_path="getWBS"),
    "number": {"outline_level": "getOutlineLevel"},
}
RELATIONSHIP: Fields = {
    "text": {
        "relationship_id": "getUniqueID", "relationship_type": "getType",
        "predecessor_id": "getPredecessorTask.getUniqueID", "successor_id": "getSuccessorTask.getUniqueID",
    },
    "hours": {"lag_hours": "getLag"},
}  # fmt: skip
ENDS: Fields = {
    "text": {
        "relationship_id": "getUniqueID", "predecessor_code": "getPredecessorTask.getActivityID",
        "successor_code": "getSuccessorTask.getActivityID",
    }
}  # fmt: skip
ASSIGNMENT: Fields = {
    "text": {
        "assignment_id": "getUniqueID", "activity_id": "getTaskUniqueID", "resource_id": "getResourceUniqueID",
        "account_code": "getCostAccount.getID", "curve_name": "getWorkContour",
    },
    "hours": {f"{ours}_units": f"get{theirs}Work" for ours, theirs in AMOUNTS.items()},
    "money": COSTS,
    "date": DATES,
}  # fmt: skip
EXPENSE: Fields = {
    "text": {
        "assignment_id": "getUniqueID", "activity_id": "getTask.getUniqueID", "resource_name": "getName",
        "accrual": "getAccrueType", "account_code": "getAccount.getID",
    },
    "number": {"budget_units": "getPlannedUnits"},
    "money": COSTS,
}  # fmt: skip
RESOURCE: Fields = {
    "text": {
        "resource_id": "getUniqueID", "resource_code": "getResourceID", "resource_name": "getName",
        "resource_type": "getType",
    },
    "flag": {"is_role": "getRole"},
}  # fmt: skip
CALENDAR: Fields = {
    "text": {"calendar_id": "getUniqueID", "calendar_name": "getName", "calendar_type": "getType"},
    "number": {"minutes_per_day": "getMinutesPerDay"},
}
