-- What every column means, in the order of the tables.
CREATE TABLE meta.dictionary AS
SELECT
    schema_name::VARCHAR AS schema_name,
    table_name::VARCHAR AS table_name,
    column_name::VARCHAR AS column_name,
    data_type::VARCHAR AS data_type,
    label::VARCHAR AS label,
    codeset::VARCHAR AS codeset,
    may_be_blank::BOOLEAN AS may_be_blank,
    sensitivity::VARCHAR AS sensitivity,
    one_row_is::VARCHAR AS one_row_is,
    source::VARCHAR AS source
FROM incoming_dictionary
ORDER BY place_in_list;
