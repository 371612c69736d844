-- Marks of the milestones that were not reached when a trial was told something, by which
-- what an import brings late is told from what was there. Of those that were told before
-- nothing is known.
ALTER TABLE told ADD COLUMN unreached TEXT NOT NULL DEFAULT '[]'; -- JSON
