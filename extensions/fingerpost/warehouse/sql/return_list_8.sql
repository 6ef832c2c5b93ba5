-- Annex A list 8 as delivered: its headings, in the order of the children.
FROM annex_a.list_8 ORDER BY "Child Unique ID";
