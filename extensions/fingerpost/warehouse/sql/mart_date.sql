-- One row a day, with the labels that reports group by.
CREATE TABLE mart.date AS
SELECT
    day,
    year(day)::INTEGER AS calendar_year,
    month(day)::INTEGER AS month_number,
    strftime(day, '%Y-%m')::VARCHAR AS month,
    financial_year,
    ((quarter(day) + 2) % 4 + 1)::INTEGER AS financial_quarter,
    is_working_day,
    (sum(is_working_day::INTEGER) OVER (ORDER BY day))::INTEGER AS working_days_so_far
FROM ref.calendar
ORDER BY day;
