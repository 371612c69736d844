package journey

import (
	"encoding/json"

	"trialist/store/outbox"
)

// Said is the body of the message as its reader gets it. What goes to an address is in the
// document that is sent there; one that cannot be read is given as it is.
func (t LogEntry) Said() string {
	if t.Kind != outbox.Webhook {
		return t.Body
	}
	var sent payload
	if err := json.Unmarshal([]byte(t.Body), &sent); err != nil || sent.Body == "" {
		return t.Body
	}
	return sent.Body
}
