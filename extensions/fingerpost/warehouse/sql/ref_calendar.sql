-- Every day of the calendar, with England's bank holidays.
CREATE TABLE ref.calendar AS
WITH days AS (
    SELECT unnest(generate_series($first_day::DATE, $last_day::DATE, INTERVAL 1 DAY))::DATE AS day
)
SELECT
    days.day,
    bank.holiday IS NOT NULL AS is_bank_holiday,
    bank.holiday::VARCHAR AS holiday,
    bank.holiday IS NULL AND isodow(days.day) <= 5 AS is_working_day,
    date_trunc('month', days.day)::DATE AS month_start,
    format(
        '{}-{:02d}',
        year(days.day - INTERVAL 3 MONTH),
        (year(days.day - INTERVAL 3 MONTH) + 1) % 100
    ) AS financial_year
FROM days
LEFT JOIN incoming_bank_holidays AS bank ON bank.day::DATE = days.day
ORDER BY days.day;
