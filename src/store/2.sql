-- The cells of a workbook's sheet: 目標!C7.
ALTER TABLE evidence ADD COLUMN address TEXT;
