"""The tables of a Primavera P6 export, release 22.12, as this demo writes them: columns in their order, usual values.

A column without a usual value is blank unless the writer fills it.
"""

from collections.abc import Iterable

TABLES: dict[str, str] = {
    "CURRTYPE": (
        "curr_id decimal_digit_cnt=2 curr_symbol decimal_symbol=. digit_group_symbol=, pos_curr_fmt_type=#1.1 "
        "neg_curr_fmt_type=(#1.1) curr_type curr_short_name group_digit_cnt=3 base_exch_rate=1"
    ),
    "OBS": "obs_id parent_obs_id guid seq_num=0 obs_name obs_descr",
    "RSRCCURVDATA": "curv_id curv_name default_flag=N " + " ".join(f"pct_usage_{i}" for i in range(21)),
    "UDFTYPE": (
        "udf_type_id table_name=TASK udf_type_name udf_type_label logical_data_type=FT_TEXT super_flag=N "
        "indicator_expression summary_indicator_expression"
    ),
    "COSTTYPE": "cost_type_id seq_num cost_type",
    "PROJECT": (
        "proj_id fy_start_month_num=1 rsrc_self_add_flag=Y allow_complete_flag=Y rsrc_multi_assign_flag=Y "
        "checkout_flag=N project_flag=Y step_complete_flag=N cost_qty_recalc_flag=N batch_sum_flag=Y "
        "name_sep_char=. def_complete_pct_type=CP_Drtn proj_short_name acct_id orig_proj_id source_proj_id "
        "base_type_id clndr_id sum_base_proj_id task_code_base=1000 task_code_step=10 priority_num=10 "
        "wbs_max_sum_level=2 strgy_priority_num=500 last_checksum critical_drtn_hr_cnt=0 def_cost_per_qty=0.0000 "
        "last_recalc_date plan_start_date plan_end_date scd_end_date add_date last_tasksum_date fcst_start_date "
        "def_duration_type=DT_FixedDUR2 task_code_prefix guid def_qty_type=QT_Hour add_by_name=PLANNER "
        "web_local_root_path proj_url def_rate_type=COST_PER_QTY add_act_remain_flag=N act_this_per_link_flag=Y "
        "def_task_type=TT_Task act_pct_link_flag=N critical_path_type=CT_TotFloat task_code_prefix_flag=Y "
        "def_rollup_dates_flag=Y use_project_baseline_flag=Y rem_target_link_flag=Y reset_planned_flag=N "
        "allow_neg_act_flag=N sum_assign_level=SL_Taskrsrc last_fin_dates_id fintmpl_id=1 "
        "last_baseline_update_date cr_external_key apply_actuals_date location_id last_schedule_date "
        "loaded_scope_level=7 export_flag=Y new_fin_dates_id baselines_to_export baseline_names_to_export "
        "next_data_date close_period_flag sum_refresh_date trsrcsum_loaded sumtask_loaded"
    ),
    "CALENDAR": (
        "clndr_id default_flag clndr_name proj_id base_clndr_id last_chng_date clndr_type day_hr_cnt week_hr_cnt "
        "month_hr_cnt year_hr_cnt rsrc_private=N clndr_data"
    ),
    "SCHEDOPTIONS": (
        "schedoptions_id proj_id sched_outer_depend_type=SD_Both sched_open_critical_flag=N "
        "sched_lag_early_start_flag=Y sched_retained_logic=Y sched_setplantoforecast=N sched_float_type=FT_FF "
        "sched_calendar_on_relationship_lag=rcal_24Hour sched_use_expect_end_flag=N sched_progress_override=N "
        "level_float_thrs_cnt=0 level_outer_assign_flag=N level_outer_assign_priority=5 level_over_alloc_pct=25 "
        "level_within_float_flag=N level_keep_sched_date_flag=Y level_all_rsrc_flag=N "
        "sched_use_project_end_date_for_float=Y enable_multiple_longest_path_calc=N "
        "limit_multiple_longest_path_calc=Y max_multiple_longest_path=10 use_total_float_multiple_longest_paths=Y "
        "key_activity_for_multiple_longest_paths LevelPriorityList=priority_type,ASC_BY_FIELD/ASC"
    ),
    "PROJWBS": (
        "wbs_id proj_id obs_id seq_num est_wt=1 proj_node_flag=N sum_data_flag=N status_code=WS_Open "
        "wbs_short_name wbs_name phase_id parent_wbs_id ev_user_pct=6 ev_etc_user_value=0.88 orig_cost=0.0000 "
        "indep_remain_total_cost=0.0000 ann_dscnt_rate_pct dscnt_period_type indep_remain_work_qty "
        "anticip_start_date anticip_end_date ev_compute_type=EC_Cmp_pct ev_etc_compute_type=EE_Rem_hr guid "
        "tmpl_guid plan_open_state"
    ),
    "RSRC": (
        "rsrc_id parent_rsrc_id clndr_id role_id shift_id user_id pobs_id guid rsrc_seq_num email_addr "
        "employee_code office_phone other_phone rsrc_name rsrc_short_name rsrc_title_name def_qty_per_hr=1 "
        "cost_qty_type=QT_Hour ot_factor active_flag=Y auto_compute_act_flag=Y def_cost_qty_link_flag=N ot_flag=N "
        "curr_id unit_id rsrc_type location_id rsrc_notes load_tasks_flag level_flag=N last_checksum"
    ),
    "ACTVTYPE": (
        "actv_code_type_id actv_short_len=10 seq_num actv_code_type proj_id wbs_id actv_code_type_scope=AS_Global"
    ),
    "TASK": (
        "task_id proj_id wbs_id clndr_id phys_complete_pct=0 rev_fdbk_flag=N est_wt=1 lock_plan_flag=N "
        "auto_compute_act_flag=N complete_pct_type task_type duration_type=DT_FixedDUR2 status_code task_code "
        "task_name rsrc_id total_float_hr_cnt free_float_hr_cnt remain_drtn_hr_cnt act_work_qty=0 "
        "remain_work_qty=0 target_work_qty=0 target_drtn_hr_cnt target_equip_qty=0 act_equip_qty=0 "
        "remain_equip_qty=0 cstr_date act_start_date act_end_date late_start_date late_end_date expect_end_date "
        "early_start_date early_end_date restart_date reend_date target_start_date target_end_date "
        "rem_late_start_date rem_late_end_date cstr_type priority_type=PT_Normal suspend_date resume_date "
        "float_path float_path_order guid tmpl_guid cstr_date2 cstr_type2 driving_path_flag=N "
        "act_this_per_work_qty=0 act_this_per_equip_qty=0 external_early_start_date external_late_end_date "
        "create_date update_date create_user=PLANNER update_user=PLANNER location_id crt_path_num"
    ),
    "ACTVCODE": (
        "actv_code_id parent_actv_code_id actv_code_type_id actv_code_name short_name seq_num color total_assignments"
    ),
    "PROJCOST": (
        "cost_item_id acct_id pobs_id cost_type_id proj_id task_id cost_name po_number vendor_name act_cost "
        "cost_per_qty=0.0000 remain_cost target_cost cost_load_type auto_compute_act_flag=Y target_qty=0 qty_name "
        "cost_descr contract_manager_import"
    ),
    "TASKPRED": (
        "task_pred_id task_id pred_task_id proj_id pred_proj_id pred_type lag_hr_cnt comments float_path aref arls"
    ),
    "TASKRSRC": (
        "taskrsrc_id task_id proj_id cost_qty_link_flag=N role_id acct_id rsrc_id pobs_id skill_level remain_qty "
        "target_qty remain_qty_per_hr=1 target_lag_drtn_hr_cnt target_qty_per_hr=1 act_ot_qty=0 act_reg_qty "
        "relag_drtn_hr_cnt=0 ot_factor cost_per_qty=0.0000 target_cost act_reg_cost act_ot_cost=0.0000 remain_cost "
        "act_start_date act_end_date restart_date reend_date target_start_date target_end_date rem_late_start_date "
        "rem_late_end_date rollup_dates_flag=Y target_crv remain_crv actual_crv ts_pend_act_end_flag=N guid "
        "rate_type=COST_PER_QTY act_this_per_cost=0.0000 act_this_per_qty=0 curv_id rsrc_type "
        "cost_per_qty_source_type=ST_Rsrc create_user=PLANNER create_date has_rsrchours taskrsrc_sum_id"
    ),
    "TASKACTV": "task_id actv_code_type_id actv_code_id proj_id",
    "UDFVALUE": "udf_type_id fk_id proj_id udf_date udf_number udf_text udf_code_id",
}

Row = dict[str, object]


def table_text(name: str, rows: Iterable[Row]) -> list[str]:
    """The lines of one table: %T, %F and a %R per row.

    Raises:
        KeyError: a row fills a column that the table does not have.
    """
    usual = dict(word.partition("=")[::2] for word in TABLES[name].split())
    place = {column: number for number, column in enumerate(usual)}
    lines = [f"%T\t{name}", "\t".join(("%F", *usual))]
    for row in rows:
        unknown = row.keys() - usual.keys()
        if unknown:
            raise KeyError(f"{name} has no column {sorted(unknown)}")
        cells = list(usual.values())
        for column, value in row.items():
            cells[place[column]] = str(value)
        lines.append("%R\t" + "\t".join(cells))
    return lines
