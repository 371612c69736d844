-- A random number for each import, as revisions come again when a backup is put in
-- the place of a workspace; null for those before. See edition.go.
ALTER TABLE imports ADD COLUMN stamp INTEGER;
