-- Rows of a report that call themselves a total, or whose amounts are those of other accounts added up: all others, those
-- above, those below in the codes (1 over 1.1 and 1.2). Grain: control_account_period, such rows only.
-- Two amounts of a row, or one of three parts, that agree to the cent while none differs are no chance.
with account_value as (
    unpivot (
        select
            load_id,
            source_sheet,
            source_row,
            control_account,
            (load_id, contract_id, currency, coalesce(fiscal_period, strftime(period_end, '%Y-%m'))) as report,
            pv, ev, ac, pv_period, ev_period, ac_period, bac
        from control_account_period
        where control_account is not null
    ) on pv, ev, ac, pv_period, ev_period, ac_period, bac into name measure value amount
),

parent as (
    select distinct
        report,
        control_account,
        unnest(list_transform(
            list_filter(
                generate_series(2, length(control_account)),
                lambda place: control_account[place] in ('.', '-', '/', ' ', '_')
            ),
            lambda place: control_account[:place - 1]
        )) as above
    from account_value
),

-- Of several levels the lowest: those between are sums themselves.
leaf as (
    select parent.*
    from parent
    where (report, control_account) not in (select (report, above) from parent)
),

summed as (
    select
        *,
        'all others' as added,
        count(*) over same - 1 as parts,
        sum(amount) over same - amount as total
    from account_value
    window same as (partition by report, measure)
    union all by name
    select
        *,
        'those above' as added,
        count(*) over so_far - 1 as parts,
        sum(amount) over so_far - amount as total
    from account_value
    window so_far as (partition by report, measure order by source_sheet, source_row)
    union all by name
    select
        account_value.*,
        'those below' as added,
        count(*) as parts,
        sum(part.amount) as total
    from account_value
    inner join leaf on account_value.report = leaf.report and account_value.control_account = leaf.above
    inner join account_value as part
        on leaf.report = part.report and leaf.control_account = part.control_account and account_value.measure = part.measure
    group by all
),

agreed as (
    select
        load_id,
        source_sheet,
        source_row,
        added,
        max(parts) as parts,
        count(*) filter (where amount <> 0) as amounts,
        bool_or(amount % 100 <> 0) as is_odd,
        any_value(regexp_matches(
            lower(control_account),
            '^\W*(grand |sub[- ]?|sous[- ]?|zwischen|gesamt)?(total|totals|totaux|totale|summe|somme|ensemble|cumul|suma|razem)($|\W)'
        )) as says_total,
        bool_and(amount = total) as is_sum,
        bool_and(amount = total - amount) as is_half
    from summed
    group by load_id, source_sheet, source_row, added
),

judged as (
    select
        *,
        is_sum and amounts >= 2 and parts >= 2 or is_sum and added = 'those below' and amounts >= 2
        or (is_sum or is_half and says_total) and amounts >= 1 and parts >= 3 and (says_total or is_odd or parts >= 6) as is_proven
    from agreed
    where says_total or is_sum and amounts >= 1 and (amounts >= 2 and parts >= 2 or parts >= 3 or added = 'those below')
    qualify row_number() over (partition by load_id, source_sheet, source_row order by is_proven desc, is_sum desc, added) = 1
)

select
    accounts.*,
    judged.added,
    judged.says_total,
    judged.is_sum or judged.is_half as is_sum,
    judged.is_proven
from control_account_period as accounts
inner join judged
    on accounts.load_id = judged.load_id and accounts.source_row = judged.source_row
    and accounts.source_sheet is not distinct from judged.source_sheet
