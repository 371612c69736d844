// Package outbox is a transactional outbox. It keeps what is to be done or sent, and what
// became of it: tasks and messages, which people handle, and lines of files and webhooks,
// which are delivered.
//
// [Add] adds an entry in the transaction of the decision that leads to it. [Deliver] sends
// entries afterwards. A sender claims an entry for a limited time before it sends it, so
// that two processes do not send it at once, and the claims of a killed process expire.
// So delivery is at least once. Every attempt has the same key, by which the receiver drops
// duplicates. Failed attempts are retried with exponential backoff and given up in the end;
// [Retry] starts again.
package outbox
