-- How many children and episodes the region's authorities have together.
SELECT
    (SELECT count(*) FROM ssda903.header) AS children,
    (SELECT count(*) FROM ssda903.episodes) AS episodes;
