-- What this data is, and what it is not.
CREATE TABLE meta.about (topic VARCHAR, statement VARCHAR);
INSERT INTO meta.about VALUES
    ('children', 'Every child here is invented. No row was made from, or describes, a real child.'),
    ('places', 'Authorities, postcodes (ZZ), schools and Ofsted numbers are invented and belong to nobody.'),
    ('method', 'Wholly synthetic: made by a program from published national figures and a seed.'),
    ('published figures', 'Contains public sector information licensed under the Open Government Licence v3.0'),
    ('use', 'For learning. It says nothing about any real authority, provider or worker.');
