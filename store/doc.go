// Package store keeps a workspace in one SQLite file: accounts, contacts, their
// attributes and events, the rulebook with its history, settings and touches.
//
// Events lie as one packed log an account, not as rows, and attributes as one
// packed value list an account: scoring reads everything, and rows are what it
// would wait for. What scoring asks again and again, columns of attributes and
// answers of conditions, is cached beside the data under the revision it was
// made from. A revision number grows with every import that changes something.
//
// The package alone knows which account a slot stands for. Accounts are never
// removed, so a slot means the same account for the life of a workspace.
package store
