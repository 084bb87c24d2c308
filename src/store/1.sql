-- Version 1 of the store. A released version never changes: what follows is a new file.

CREATE TABLE runs (
    no INTEGER PRIMARY KEY,
    started TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
    ended TEXT,                     -- null: it runs, or was broken off
    program TEXT NOT NULL,          -- this program's version
    rules TEXT NOT NULL,            -- the hash of the rules
    read INTEGER NOT NULL DEFAULT 0,
    unchanged INTEGER NOT NULL DEFAULT 0,
    moved INTEGER NOT NULL DEFAULT 0,
    failed INTEGER NOT NULL DEFAULT 0,
    missing INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE documents (
    no INTEGER PRIMARY KEY,
    id TEXT,                        -- from the content's hash; null if it was never read
    path TEXT NOT NULL,             -- as the user gave it
    place TEXT NOT NULL UNIQUE,     -- the absolute path
    title TEXT,
    state TEXT NOT NULL CHECK (state IN ('read', 'failed')),
    reason TEXT,                    -- why it could not be read
    warnings TEXT NOT NULL DEFAULT '[]', -- JSON array: what of it could not be read
    key TEXT,                       -- hash of content, program and rules: the same key, the same records;
                                    -- null: to be read again
    run INTEGER NOT NULL REFERENCES runs (no)
);
CREATE INDEX documents_path ON documents (path, no);

CREATE TABLE pages (
    document INTEGER NOT NULL REFERENCES documents (no),
    page INTEGER NOT NULL,
    blocks INTEGER NOT NULL,        -- headings, paragraphs, items, notes, tables that begin on it
    characters INTEGER NOT NULL,
    PRIMARY KEY (document, page)
) WITHOUT ROWID;

CREATE TABLE sections (
    no INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES documents (no),
    path TEXT NOT NULL,             -- headings, outermost first, parted by ' > '
    UNIQUE (document, path)
);

CREATE TABLE records (
    no INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    document INTEGER NOT NULL REFERENCES documents (no),
    position INTEGER NOT NULL,      -- in the document, from 1
    kind TEXT NOT NULL CHECK (kind IN ('indicator', 'measure', 'programme')),
    lang TEXT NOT NULL,
    name TEXT NOT NULL,             -- of an indicator or programme; the text of a measure
    measure TEXT,
    form TEXT,
    section INTEGER REFERENCES sections (no),
    repost INTEGER,
    provisional INTEGER,
    notes TEXT,                     -- JSON array
    rule TEXT NOT NULL,
    confidence NUMERIC NOT NULL,
    flags TEXT NOT NULL,            -- JSON array
    needs_review INTEGER NOT NULL,
    lead INTEGER NOT NULL,          -- a ministry leads
    target_year INTEGER,            -- of the target that lies farthest ahead
    target NUMERIC,
    text TEXT NOT NULL              -- what is searched, normalised
);
CREATE UNIQUE INDEX records_position ON records (document, position);
CREATE INDEX records_id ON records (id);
CREATE INDEX records_kind ON records (kind);
CREATE INDEX records_lang ON records (lang);
CREATE INDEX records_section ON records (section);
CREATE INDEX records_review ON records (needs_review);
CREATE INDEX records_lead ON records (lead);
CREATE INDEX records_confidence ON records (confidence);
CREATE INDEX records_year ON records (target_year);
CREATE INDEX records_target ON records (target);
CREATE INDEX records_name ON records (name);

-- The record as its JSON line, apart so that the other columns stay close together.
CREATE TABLE record_json (
    record INTEGER PRIMARY KEY REFERENCES records (no),
    json TEXT NOT NULL,
    words TEXT NOT NULL             -- of its text, by their dictionary form
);

CREATE TABLE ministries (
    no INTEGER PRIMARY KEY,
    code TEXT NOT NULL,
    name TEXT,
    name_en TEXT
);

CREATE TABLE record_ministries (
    record INTEGER NOT NULL REFERENCES records (no),
    position INTEGER NOT NULL,
    ministry INTEGER NOT NULL REFERENCES ministries (no),
    lead INTEGER NOT NULL,
    PRIMARY KEY (record, position)
) WITHOUT ROWID;
CREATE INDEX record_ministries_ministry ON record_ministries (ministry, lead);

CREATE TABLE observations (
    no INTEGER PRIMARY KEY,
    record INTEGER NOT NULL REFERENCES records (no),
    position INTEGER NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('baseline', 'target', 'actual')),
    value NUMERIC,                  -- null: in words
    value_max NUMERIC,
    unit TEXT,
    comparator TEXT NOT NULL,
    period_start INTEGER,
    period_end INTEGER,
    period_basis TEXT,
    period_text TEXT,
    aggregation TEXT NOT NULL,
    relative_start INTEGER,
    relative_end INTEGER,
    relative_basis TEXT,
    relative_text TEXT,
    text TEXT NOT NULL,
    outcome TEXT                    -- of a target: reached, missed; null: open, or not to be compared
);
CREATE UNIQUE INDEX observations_record ON observations (record, position);
CREATE INDEX observations_role ON observations (role, period_end, record);
CREATE INDEX observations_unit ON observations (unit, role, record);
CREATE INDEX observations_outcome ON observations (outcome, record) WHERE outcome IS NOT NULL;

CREATE TABLE budgets (
    record INTEGER NOT NULL REFERENCES records (no),
    position INTEGER NOT NULL,
    amount_jpy NUMERIC,
    fiscal_year INTEGER,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (record, position)
) WITHOUT ROWID;

-- Where something stands: a record (observation 0), an observation's value, or its period.
CREATE TABLE evidence (
    record INTEGER NOT NULL REFERENCES records (no),
    observation INTEGER NOT NULL,   -- its position in the record
    what TEXT NOT NULL CHECK (what IN ('record', 'value', 'period')),
    page INTEGER,
    line INTEGER,
    start INTEGER NOT NULL,         -- byte offsets into the source as UTF-8
    "end" INTEGER NOT NULL,
    quote TEXT,                     -- of a record
    table_no INTEGER,
    row_no INTEGER,
    column_no INTEGER,
    x0 NUMERIC,                     -- PDF points
    y0 NUMERIC,
    x1 NUMERIC,
    y1 NUMERIC,
    PRIMARY KEY (record, observation, what)
) WITHOUT ROWID;

-- Any three characters in a row, and words by their dictionary form. No option that SQLite 3.40 does not
-- know: Debian's Python, and so Datasette, opens no database with one.
CREATE VIRTUAL TABLE records_fts USING fts5 (text, content="records", content_rowid="no", tokenize="trigram");
-- The threes that occur, by which a fragment of one or two is found.
CREATE VIRTUAL TABLE records_parts USING fts5vocab (records_fts, "row");
CREATE VIRTUAL TABLE records_words USING fts5 (
    words, content="record_json", content_rowid="record", tokenize="porter unicode61 remove_diacritics 0"
);
-- In bytes: what is gathered in memory before it is written out; four times the usual makes fewer, larger pieces.
INSERT INTO records_fts (records_fts, rank) VALUES ('hashsize', 4194304);
INSERT INTO records_words (records_words, rank) VALUES ('hashsize', 4194304);

CREATE VIEW indicators AS
    SELECT r.no, r.id, r.name, r.measure, s.path AS section, r.target_year, r.target, d.path AS document,
        r.confidence, r.flags
    FROM records r JOIN documents d ON d.no = r.document LEFT JOIN sections s ON s.no = r.section
    WHERE r.kind = 'indicator';
CREATE VIEW measures AS
    SELECT r.no, r.id, r.name AS text, r.form, s.path AS section, d.path AS document, r.confidence, r.flags
    FROM records r JOIN documents d ON d.no = r.document LEFT JOIN sections s ON s.no = r.section
    WHERE r.kind = 'measure';
CREATE VIEW programmes AS
    SELECT r.no, r.id, r.name, b.amount_jpy, b.fiscal_year, b.kind AS budget, d.path AS document,
        r.confidence, r.flags
    FROM records r JOIN documents d ON d.no = r.document LEFT JOIN budgets b ON b.record = r.no
    WHERE r.kind = 'programme';
