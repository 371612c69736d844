// Package care looks after a workspace: [Check] reads all of it and says what is
// damaged (check.go, checklogs.go), [Backup] copies it while it is in use, and
// [Restore] goes back to such a copy.
//
// As it reads every table, it may import every other package of the store. None of
// them may import it.
package care
