// Package sender sends one message to where it goes: to an address ([Webhook]) or to the
// end of a file ([File]). It opens no database, knows of the
// store only which files are the workspace's, and tries once; when to try again is the
// outbox's business.
//
// Texts in a message come from customers. They are only ever in its body, which is JSON,
// and never in a header, an address or a path.
package sender
