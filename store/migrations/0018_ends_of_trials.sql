-- A trial that ends on a day ends with the day, not one millisecond before, and rules
-- about trial_ends_at ask for an assumed end only where they ask for its date. Caches
-- are made anew.
DELETE FROM matches;
DELETE FROM columns;
