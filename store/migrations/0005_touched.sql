-- What each import touched, see touched.go; null where it is not known.
ALTER TABLE imports ADD COLUMN touched BLOB;
