// Package sender makes one attempt to send a message: to an address ([Webhook]) or to the
// end of a file ([File]). Retries are the business of package outbox. It opens no database;
// of the store it knows only which files belong to a workspace.
//
// Texts of customers occur only in the body of a message, which is JSON, and never in a
// header, an address or a path.
package sender
