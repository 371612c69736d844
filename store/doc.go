// Package store keeps a workspace in one SQLite file: accounts, contacts, their
// attributes and events, the rulebook with its history, settings and touches.
//
// Events lie as one packed log an account, the logs of 128 accounts to a page, and
// attributes as one packed value list an account: scoring reads everything, and
// rows are what it would wait for. A revision number grows with every import that
// changes something, which also notes which accounts it touched.
//
// What scoring asks again and again is cached beside the data under the revision
// that it was made from: columns of attributes, answers of conditions, when each
// account was last seen, orders. After an import a cache is brought up to date, for
// the accounts that were touched, when it is next asked for; only where these are
// not known or too many is it made anew. The dashboard holds more in memory, which
// goes the same way. Caches may be emptied at any time.
//
// The package alone knows which account a slot stands for. Accounts are never
// removed, so a slot means the same account for the life of a workspace.
package store
