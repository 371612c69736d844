// Package workflow decides for which accounts a workflow fires. It compares what a
// trigger saw of each account at the last run, a [State], with a [Observation] at what holds
// now. So a late import or an edited signal fires as well as what has just happened.
//
// [Replay] goes through looks at one instant after another, which is a dry run. The
// package keeps nothing and does nothing: which workflow ran when, and what it does, is
// the business of others.
package workflow
