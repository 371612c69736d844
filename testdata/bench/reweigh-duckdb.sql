-- The first hundred of a million trials by other weights, from masks of ten signals
-- a side, which trialist keeps too but puts all trials in order.
CREATE OR REPLACE TEMP TABLE trials AS SELECT 'acc_' || i AS id,
  (hash(i) % 1024)::INTEGER AS adoption, (hash(i + 1) % 1024)::INTEGER AS fit,
  (hash(i + 2) % 1209600)::INTEGER AS days_left, (hash(i + 3) % 1209600)::INTEGER AS seen FROM range(1000000) t(i);
SELECT id FROM trials
ORDER BY ((adoption >> 0) & 1) * 10 + ((adoption >> 1) & 1) * 7 + ((adoption >> 2) & 1) * 5 + ((adoption >> 3) & 1) * 9 + ((adoption >> 4) & 1) * 3 + ((adoption >> 5) & 1) * 2 + ((adoption >> 6) & 1) * 1 + ((adoption >> 7) & 1) * 8 + ((adoption >> 8) & 1) * 4 + ((adoption >> 9) & 1) * 1 DESC,
  ((fit >> 0) & 1) * 6 + ((fit >> 1) & 1) * 5 + ((fit >> 2) & 1) * 7 + ((fit >> 3) & 1) * 3 + ((fit >> 4) & 1) * 2 + ((fit >> 5) & 1) * 10 + ((fit >> 6) & 1) * 4 + ((fit >> 7) & 1) * 5 + ((fit >> 8) & 1) * 6 + ((fit >> 9) & 1) * 3 DESC, days_left, seen DESC, id LIMIT 100;
