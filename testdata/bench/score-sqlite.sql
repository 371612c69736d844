-- The scores of rulebook.toml for sqlite3; :last7 and the like are replaced by the
-- instant so many days before as-of. Times are text and compare as they stand. Each
-- signal seeks the few rows that settle it in the index of account, event and time,
-- which takes a third of the time of one pass with filtered counts.
WITH c AS (
  SELECT account_id, employees, country, industry, email,
    trial_started_at AS began,
    strftime('%Y-%m-%dT%H:%M:%SZ', trial_started_at, '+2 days') AS d2,
    strftime('%Y-%m-%dT%H:%M:%SZ', trial_started_at, '+3 days') AS d3,
    strftime('%Y-%m-%dT%H:%M:%SZ', trial_started_at, '+5 days') AS d5,
    strftime('%Y-%m-%dT%H:%M:%SZ', trial_started_at, '+7 days') AS d7,
    strftime('%Y-%m-%dT%H:%M:%SZ', trial_started_at, '+10 days') AS d10
  FROM customers
), s AS (
  SELECT account_id,
    CASE WHEN EXISTS (SELECT 1 FROM events e WHERE e.account_id = c.account_id AND event = 'Imported contacts'
      AND timestamp <= :last0 LIMIT 1 OFFSET 0) THEN 10 ELSE 0 END
    + CASE WHEN EXISTS (SELECT 1 FROM events e WHERE e.account_id = c.account_id AND event = 'Invited teammates'
      AND timestamp <= :last0 LIMIT 1 OFFSET 1) THEN 7 ELSE 0 END
    + CASE WHEN EXISTS (SELECT 1 FROM events e WHERE e.account_id = c.account_id AND event = 'Opened report'
      AND timestamp <= :last0 LIMIT 1 OFFSET 4) THEN 5 ELSE 0 END
    + CASE WHEN EXISTS (SELECT 1 FROM events e WHERE e.account_id = c.account_id AND event = 'Sent campaign'
      AND timestamp <= :last0 LIMIT 1 OFFSET 2) THEN 9 ELSE 0 END
    + CASE WHEN EXISTS (SELECT 1 FROM events e WHERE e.account_id = c.account_id AND event = 'Connected a shop'
      AND timestamp <= :last0 LIMIT 1 OFFSET 0) THEN 3 ELSE 0 END
    + CASE WHEN EXISTS (SELECT 1 FROM events e WHERE e.account_id = c.account_id AND event = 'Logged in'
      AND timestamp <= :last0 AND timestamp >= began AND timestamp < d3 LIMIT 1 OFFSET 2) THEN 2 ELSE 0 END
    + CASE WHEN EXISTS (SELECT 1 FROM events e WHERE e.account_id = c.account_id AND event = 'Viewed dashboard'
      AND timestamp <= :last0 AND timestamp >= began AND timestamp < d5 LIMIT 1 OFFSET 1) THEN 1 ELSE 0 END
    + CASE WHEN EXISTS (SELECT 1 FROM events e WHERE e.account_id = c.account_id AND event = 'Created campaign'
      AND timestamp <= :last0 AND timestamp >= began AND timestamp < d7 LIMIT 1 OFFSET 0) THEN 8 ELSE 0 END
    + CASE WHEN EXISTS (SELECT 1 FROM events e WHERE e.account_id = c.account_id AND event = 'Tagged contacts'
      AND timestamp <= :last0 AND timestamp >= began AND timestamp < d10 LIMIT 1 OFFSET 0) THEN 4 ELSE 0 END
    + CASE WHEN EXISTS (SELECT 1 FROM events e WHERE e.account_id = c.account_id AND event = 'Read help'
      AND timestamp <= :last0 AND timestamp >= began AND timestamp < d2 LIMIT 1 OFFSET 0) THEN 1 ELSE 0 END
    + CASE WHEN EXISTS (SELECT 1 FROM events e WHERE e.account_id = c.account_id AND event = 'Logged in'
      AND timestamp <= :last0 AND timestamp > :last7 LIMIT 1 OFFSET 3) THEN 6 ELSE 0 END
    + CASE WHEN EXISTS (SELECT 1 FROM events e WHERE e.account_id = c.account_id AND event = 'Edited campaign'
      AND timestamp <= :last0 AND timestamp > :last10 LIMIT 1 OFFSET 1) THEN 5 ELSE 0 END
    + CASE WHEN EXISTS (SELECT 1 FROM events e WHERE e.account_id = c.account_id AND event = 'Viewed pricing'
      AND timestamp <= :last0 AND timestamp > :last5 LIMIT 1 OFFSET 0) THEN 7 ELSE 0 END
    + CASE WHEN EXISTS (SELECT 1 FROM events e WHERE e.account_id = c.account_id AND event = 'Exported report'
      AND timestamp <= :last0 AND timestamp > :last14 LIMIT 1 OFFSET 0) THEN 3 ELSE 0 END
    + CASE WHEN EXISTS (SELECT 1 FROM events e WHERE e.account_id = c.account_id AND event = 'Searched contacts'
      AND timestamp <= :last0 AND timestamp > :last3 LIMIT 1 OFFSET 2) THEN 2 ELSE 0 END AS adoption,
    CASE WHEN employees > 50 THEN 10 ELSE 0 END + CASE WHEN employees <= 5000 THEN 4 ELSE 0 END
    + CASE WHEN country IN ('US', 'UK', 'CA', 'DE') THEN 5 ELSE 0 END
    + CASE WHEN industry IN ('Retail', 'E-commerce', 'Media') THEN 6 ELSE 0 END
    + CASE WHEN email NOT LIKE '%gmail%' AND email NOT LIKE '%hotmail%' AND email NOT LIKE '%outlook%'
      THEN 3 ELSE 0 END AS fit
  FROM c
)
-- Scores in tenths, half rounded up: the pulls add up to 73 and to 28.
SELECT account_id,
  CAST(floor((2000 * adoption + 73) / (2.0 * 73)) AS INTEGER) AS adoption,
  CAST(floor((2000 * fit + 28) / (2.0 * 28)) AS INTEGER) AS fit
FROM s
