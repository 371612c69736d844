-- The scores of rulebook.toml in the SQL that both peers speak. Lines marked
-- for one of them are taken out for the other; :as_of is replaced.
WITH c AS (
  SELECT account_id, employees, country, industry, email,
    trial_started_at AS began,
    strftime('%Y-%m-%dT%H:%M:%SZ', trial_started_at, '+2 days') AS d2,   -- sqlite
    strftime('%Y-%m-%dT%H:%M:%SZ', trial_started_at, '+3 days') AS d3,   -- sqlite
    strftime('%Y-%m-%dT%H:%M:%SZ', trial_started_at, '+5 days') AS d5,   -- sqlite
    strftime('%Y-%m-%dT%H:%M:%SZ', trial_started_at, '+7 days') AS d7,   -- sqlite
    strftime('%Y-%m-%dT%H:%M:%SZ', trial_started_at, '+10 days') AS d10  -- sqlite
    trial_started_at + INTERVAL 2 DAY AS d2,                             -- duckdb
    trial_started_at + INTERVAL 3 DAY AS d3,                             -- duckdb
    trial_started_at + INTERVAL 5 DAY AS d5,                             -- duckdb
    trial_started_at + INTERVAL 7 DAY AS d7,                             -- duckdb
    trial_started_at + INTERVAL 10 DAY AS d10                            -- duckdb
  FROM customers
), n AS (
  SELECT e.account_id,
    count(*) FILTER (WHERE event = 'Imported contacts') AS imported,
    count(*) FILTER (WHERE event = 'Invited teammates') AS invited,
    count(*) FILTER (WHERE event = 'Opened report') AS reports,
    count(*) FILTER (WHERE event = 'Sent campaign') AS sent,
    count(*) FILTER (WHERE event = 'Connected a shop') AS shop,
    count(*) FILTER (WHERE event = 'Logged in' AND timestamp >= began AND timestamp < d3) AS back,
    count(*) FILTER (WHERE event = 'Viewed dashboard' AND timestamp >= began AND timestamp < d5) AS looked,
    count(*) FILTER (WHERE event = 'Created campaign' AND timestamp >= began AND timestamp < d7) AS created,
    count(*) FILTER (WHERE event = 'Tagged contacts' AND timestamp >= began AND timestamp < d10) AS tagged,
    count(*) FILTER (WHERE event = 'Read help' AND timestamp >= began AND timestamp < d2) AS help,
    count(*) FILTER (WHERE event = 'Logged in' AND timestamp > :last7) AS logins,
    count(*) FILTER (WHERE event = 'Edited campaign' AND timestamp > :last10) AS edits,
    count(*) FILTER (WHERE event = 'Viewed pricing' AND timestamp > :last5) AS pricing,
    count(*) FILTER (WHERE event = 'Exported report' AND timestamp > :last14) AS exports,
    count(*) FILTER (WHERE event = 'Searched contacts' AND timestamp > :last3) AS searches
  FROM events e JOIN c ON c.account_id = e.account_id
  WHERE timestamp <= :last0
  GROUP BY e.account_id
), s AS (
  SELECT c.account_id,
    CASE WHEN imported > 0 THEN 10 ELSE 0 END + CASE WHEN invited > 1 THEN 7 ELSE 0 END
    + CASE WHEN reports > 4 THEN 5 ELSE 0 END + CASE WHEN sent > 2 THEN 9 ELSE 0 END
    + CASE WHEN shop > 0 THEN 3 ELSE 0 END + CASE WHEN back > 2 THEN 2 ELSE 0 END
    + CASE WHEN looked > 1 THEN 1 ELSE 0 END + CASE WHEN created > 0 THEN 8 ELSE 0 END
    + CASE WHEN tagged > 0 THEN 4 ELSE 0 END + CASE WHEN help > 0 THEN 1 ELSE 0 END
    + CASE WHEN logins > 3 THEN 6 ELSE 0 END + CASE WHEN edits > 1 THEN 5 ELSE 0 END
    + CASE WHEN pricing > 0 THEN 7 ELSE 0 END + CASE WHEN exports > 0 THEN 3 ELSE 0 END
    + CASE WHEN searches > 2 THEN 2 ELSE 0 END AS adoption,
    CASE WHEN employees > 50 THEN 10 ELSE 0 END + CASE WHEN employees <= 5000 THEN 4 ELSE 0 END
    + CASE WHEN country IN ('US', 'UK', 'CA', 'DE') THEN 5 ELSE 0 END
    + CASE WHEN industry IN ('Retail', 'E-commerce', 'Media') THEN 6 ELSE 0 END
    + CASE WHEN email NOT LIKE '%gmail%' AND email NOT LIKE '%hotmail%' AND email NOT LIKE '%outlook%'
      THEN 3 ELSE 0 END AS fit
  FROM c LEFT JOIN n ON n.account_id = c.account_id
)
-- Scores in tenths, half rounded up: the pulls add up to 73 and to 28.
SELECT account_id,
  CAST(floor((2000 * adoption + 73) / (2.0 * 73)) AS INTEGER) AS adoption,
  CAST(floor((2000 * fit + 28) / (2.0 * 28)) AS INTEGER) AS fit
FROM s
