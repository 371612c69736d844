package rulebooks

import "trialist/scoring/rulebook"

// removedDocument is a removed signal as it is stored.
type removedDocument struct {
	ID   int64  `json:"id"`
	Name string `json:"name"`
}

func encodeRemoved(removed []rulebook.RemovedSignal) []removedDocument {
	var documents []removedDocument
	for _, r := range removed {
		documents = append(documents, removedDocument(r))
	}
	return documents
}

func decodeRemoved(documents []removedDocument) []rulebook.RemovedSignal {
	var removed []rulebook.RemovedSignal
	for _, d := range documents {
		removed = append(removed, rulebook.RemovedSignal(d))
	}
	return removed
}
