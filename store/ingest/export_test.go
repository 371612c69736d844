package ingest

// The limits from which ids are read otherwise.
const (
	LookUpShare = lookUpShare
	IDBatch     = idBatch
)
