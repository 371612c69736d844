// Package outbox keeps what is to be done or sent, and what became of it: tasks and
// messages, which people see to, and lines and webhooks, which are delivered.
//
// Who decides adds entries in the transaction in which he decides ([Add]). They are
// delivered afterwards ([Deliver]). An entry is claimed for a while before it is sent, so
// that two processes do not send it at once, and the claim of one that was killed comes
// free. So an entry is sent at least once, under one key, by which whoever gets it knows
// what it has already. What fails is tried again after a time that doubles and more, and
// is given up in the end, which shows; [Retry] begins anew.
package outbox
