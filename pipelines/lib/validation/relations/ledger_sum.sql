-- Lines of a ledger that call themselves a total, or whose amount is that of others of their type added up: all of them,
-- those above, those of the month or of the code. Grain: cost_entry, such lines only.
-- Added up are three smaller lines or more. A round amount of few parts may be the sum by chance: that is not proven.
with line as (
    select
        load_id,
        source_sheet,
        source_row,
        amount,
        -- Whole numbers are sorted and joined many times faster than texts.
        hash(load_id, contract_id, currency, entry_type) as kind,
        hash(kind, coalesce(fiscal_period, strftime(coalesce(posting_date, document_date, service_date), '%Y-%m'))) as month,
        hash(kind, cost_key) as code,
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

so_far as (
    select
        *,
        sum(amount) over by_place - amount as above,
        row_number() over by_place as place
    from line
    window by_place as (partition by kind order by source_sheet, source_row rows unbounded preceding)
),

since_total as (
    select
        load_id,
        source_sheet,
        source_row,
        above - lag(above + amount, 1, 0) over (partition by kind order by source_sheet, source_row) as since
    from so_far
    where says_total
),

of_kind as (select kind, sum(amount) as total from line group by kind having count(*) > 3),

of_month as (select month, sum(amount) as total from line group by month having count(*) > 3),

of_code as (select code, sum(amount) as total from line group by code having count(*) > 3),

found as (
    select
        so_far.*,
        case
            when amount = of_kind.total - amount then 'all others'
            when amount = above then 'those above'
            when says_total and amount in (of_kind.total - amount - amount, above - amount) then 'the others and their sub-totals'
            when amount = since then 'those since the total before'
            when amount = of_month.total - amount then 'its month'
            when amount = of_code.total - amount then 'its code'
        end as added,
        case
            when added = 'its month' then so_far.month
            when added = 'its code' then so_far.code
            when added is not null then so_far.kind
        end as among
    from so_far
    left join of_kind on so_far.kind = of_kind.kind
    left join of_month on so_far.month = of_month.month
    left join of_code on so_far.code = of_code.code
    left join since_total
        on so_far.load_id = since_total.load_id and so_far.source_row = since_total.source_row
        and so_far.source_sheet is not distinct from since_total.source_sheet
    where says_total or amount in (of_kind.total - amount, above, of_month.total - amount, of_code.total - amount)
),

-- What a line is the sum of, by the lines that it may have been made of.
part as (
    select kind as among, amount, place from so_far
    union all
    select month as among, amount, place from so_far
    union all
    select code as among, amount, place from so_far
),

counted as (
    select
        found.load_id,
        found.source_row,
        found.source_sheet,
        found.says_total,
        found.added,
        count(part.amount) as parts
    from found
    left join part
        on found.among = part.among and sign(found.amount) = sign(part.amount) and abs(part.amount) < abs(found.amount)
        and (found.added not like 'those%' or part.place < found.place)
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
