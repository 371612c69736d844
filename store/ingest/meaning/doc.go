// Package meaning tells what the names of attributes and the words of statuses mean for
// the life of an account: when its trial started, that it pays. Start with [RoleOf] and
// [WordOf].
//
// It knows names and words, and nothing of rows, dates and databases.
package meaning
