-- A budget that is part of a larger amount (内数), and one of a fiscal year before the last that its record names;
-- null: read by an older version. Documents are read once more, so that none stays so.
ALTER TABLE budgets ADD COLUMN is_part INTEGER;
ALTER TABLE budgets ADD COLUMN is_earlier INTEGER;
UPDATE documents SET key = NULL;
DROP VIEW programmes;
CREATE VIEW programmes AS
    SELECT r.no, r.id, r.name, b.amount_jpy, b.fiscal_year, b.kind AS budget, b.is_part, b.is_earlier,
        (SELECT group_concat(code, '; ') FROM (SELECT m.code FROM record_ministries o
            JOIN ministries m ON m.no = o.ministry WHERE o.record = r.no ORDER BY o.position)) AS ministries,
        d.path AS document, r.confidence, r.flags
    FROM records r JOIN documents d ON d.no = r.document LEFT JOIN budgets b ON b.record = r.no
    WHERE r.kind = 'programme';
