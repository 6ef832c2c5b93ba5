-- What one year's return says instead of what the case system says today; codes in that year's.
SELECT
    told.table_name,
    told.CHILD,
    strftime(told.key_day, '%d/%m/%Y') AS key_day,
    told.column_name,
    coalesce(place_then.before, told.value_in_return) AS value_in_return
FROM meta.return_values AS told
LEFT JOIN incoming_code_changes AS place_then
    ON told.column_name = 'PLACE'
    AND place_then.codeset = 'place'
    AND place_then.after = told.value_in_return
    AND make_date($year, 3, 31) < place_then.changed_on::DATE
WHERE $year <= told.last_year;
