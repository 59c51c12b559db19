INSERT INTO owners (id, name, city) VALUES (1, 'Ada', 'London'), (2, 'Emmy', 'Erlangen'), (3, 'Sofja', 'Stockholm');
