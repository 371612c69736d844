-- A trial whose end is a bare date lasts through that day: answers that were cached
-- before may be others now. Caches are made anew.
DELETE FROM matches;
DELETE FROM columns;
