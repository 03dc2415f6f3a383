-- Lines of a ledger that call themselves a total, or whose amount is that of others of their type added up: all of them,
-- those above, those of the month or of the code. Grain: cost_entry, such lines only.
-- Added up are three smaller lines or more. A round amount of few parts may be the sum by chance: that is not proven.
with line as (
    select
        load_id,
        source_sheet,
        source_row,
        amount,
        sign(amount) as side,
        (load_id, contract_id, currency, entry_type) as kind,
        coalesce(fiscal_period, strftime(coalesce(posting_date, document_date, service_date), '%Y-%m')) as month,
        cost_key,
        regexp_full_match(lower(trim(coalesce(cost_key, ''))), '\W*(ensemble|cumul|somme|summe|suma|razem|totale)\W*')
        or regexp_full_match(lower(trim(coalesce(document_id, ''))), '\W*(ensemble|cumul|somme|summe|suma|razem|totale)\W*')
        or regexp_full_match(lower(trim(coalesce(description, ''))), '\W*(ensemble|cumul|somme|summe|suma|razem|totale)\W*')
        or regexp_matches(
            lower(concat_ws(chr(10), cost_key, document_id, description)),
            '(?m)^\W*(grand |sub[- ]?|sous[- ]?|zwischen|gesamt)?(total|totals|totaux|summe|somme)($|\W+($|[^se\s]|s[^t]|e[^n]))'
        ) as says_total
    from cost_entry
    where amount <> 0 and coalesce(measure, 'period') = 'period'
),

-- Lines between two that call themselves a total.
blocked as (
    select
        *,
        count(*) filter (where says_total) over (
            partition by kind order by source_sheet, source_row rows between unbounded preceding and 1 preceding
        ) as block
    from line
),

summed as (
    select
        *,
        sum(amount) over (partition by kind, block) - amount as rest_of_block,
        sum(amount) over same - amount as rest,
        sum(amount) over (partition by kind, month) - amount as rest_of_month,
        sum(amount) over (partition by kind, cost_key) - amount as rest_of_code,
        sum(amount) over (same order by source_sheet, source_row) - amount as above
    from blocked
    window same as (partition by kind)
),

found as (
    select
        *,
        case
            when amount = rest or amount = rest - amount and says_total then 'all others'
            when amount = above or amount = above - amount and says_total then 'those above'
            when amount = rest_of_block and says_total then 'those since the total before'
            when amount = rest_of_month then 'its month'
            when amount = rest_of_code then 'its code'
        end as added
    from summed
    where says_total or amount in (rest, rest_of_month, rest_of_code, above)
),

counted as (
    select
        found.load_id,
        found.source_row,
        found.source_sheet,
        found.says_total,
        found.added,
        count(part.source_row) as parts
    from found
    left join blocked as part
        on found.kind = part.kind and found.side = part.side and abs(part.amount) < abs(found.amount)
        and (found.added <> 'its month' or found.month is not distinct from part.month)
        and (found.added <> 'its code' or found.cost_key is not distinct from part.cost_key)
        and (found.added <> 'those above' or part.source_row < found.source_row)
        and (found.added <> 'those since the total before' or part.block = found.block)
    group by all
)

select
    lines.*,
    counted.says_total,
    counted.added,
    counted.parts,
    counted.parts >= 3 and counted.added is not null
    and (counted.says_total or counted.parts >= 6 or lines.amount % 100 <> 0) as is_proven
from cost_entry as lines
inner join counted
    on lines.load_id = counted.load_id and lines.source_row = counted.source_row
    and lines.source_sheet is not distinct from counted.source_sheet
where counted.says_total or counted.parts >= 3
