-- The scores of rulebook.toml for DuckDB; :last7 and the like are replaced by the
-- instant so many days before as-of. Events are counted by account and kind first:
-- one filtered count for each signal over all of an account's events takes five
-- times as long, and so does grouping by the text of the account.
WITH c AS (
  SELECT rowid AS id, account_id, employees, country, industry, email,
    trial_started_at AS began,
    trial_started_at + INTERVAL 2 DAY AS d2,
    trial_started_at + INTERVAL 3 DAY AS d3,
    trial_started_at + INTERVAL 5 DAY AS d5,
    trial_started_at + INTERVAL 7 DAY AS d7,
    trial_started_at + INTERVAL 10 DAY AS d10
  FROM customers
), g AS (
  SELECT c.id, event, count(*) AS ever,
    count(*) FILTER (WHERE timestamp >= began AND timestamp < CASE event
      WHEN 'Logged in' THEN d3 WHEN 'Viewed dashboard' THEN d5 WHEN 'Created campaign' THEN d7
      WHEN 'Tagged contacts' THEN d10 WHEN 'Read help' THEN d2 END) AS early,
    count(*) FILTER (WHERE timestamp > CASE event
      WHEN 'Logged in' THEN :last7 WHEN 'Edited campaign' THEN :last10 WHEN 'Viewed pricing' THEN :last5
      WHEN 'Exported report' THEN :last14 WHEN 'Searched contacts' THEN :last3 END) AS late
  FROM events e JOIN c ON c.account_id = e.account_id
  WHERE timestamp <= :last0 AND event IN ('Imported contacts', 'Invited teammates', 'Opened report',
    'Sent campaign', 'Connected a shop', 'Logged in', 'Viewed dashboard', 'Created campaign', 'Tagged contacts',
    'Read help', 'Edited campaign', 'Viewed pricing', 'Exported report', 'Searched contacts')
  GROUP BY c.id, event
), n AS (
  SELECT id,
    max(ever) FILTER (WHERE event = 'Imported contacts') AS imported,
    max(ever) FILTER (WHERE event = 'Invited teammates') AS invited,
    max(ever) FILTER (WHERE event = 'Opened report') AS reports,
    max(ever) FILTER (WHERE event = 'Sent campaign') AS sent,
    max(ever) FILTER (WHERE event = 'Connected a shop') AS shop,
    max(early) FILTER (WHERE event = 'Logged in') AS back,
    max(early) FILTER (WHERE event = 'Viewed dashboard') AS looked,
    max(early) FILTER (WHERE event = 'Created campaign') AS created,
    max(early) FILTER (WHERE event = 'Tagged contacts') AS tagged,
    max(early) FILTER (WHERE event = 'Read help') AS help,
    max(late) FILTER (WHERE event = 'Logged in') AS logins,
    max(late) FILTER (WHERE event = 'Edited campaign') AS edits,
    max(late) FILTER (WHERE event = 'Viewed pricing') AS pricing,
    max(late) FILTER (WHERE event = 'Exported report') AS exports,
    max(late) FILTER (WHERE event = 'Searched contacts') AS searches
  FROM g GROUP BY id
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
  FROM c LEFT JOIN n ON n.id = c.id
)
-- Scores in tenths, half rounded up: the pulls add up to 73 and to 28.
SELECT account_id,
  CAST(floor((2000 * adoption + 73) / (2.0 * 73)) AS INTEGER) AS adoption,
  CAST(floor((2000 * fit + 28) / (2.0 * 28)) AS INTEGER) AS fit
FROM s
