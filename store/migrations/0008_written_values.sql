-- Values keep what was written, and yes and no are what a value says: answers
-- that were cached before may be others now. Caches are made anew.
DELETE FROM matches;
DELETE FROM columns;
