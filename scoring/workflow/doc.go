// Package workflow decides for which accounts a workflow fires. It compares the [State] of
// each account at the last run with an [Observation] of what holds now. So late imports and
// edited signals make workflows fire too.
//
// [Replay] goes through observations at several instants, which is a dry run. The package
// stores nothing and acts on nothing; package workflows of store does both.
package workflow
