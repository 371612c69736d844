// Package journey follows trials through their milestones, which are the enabled adoption
// signals in their order.
//
//   - [NewFunnel] finds who reached which milestone and when, and how many of them bought.
//   - [NewBlockers] finds who is stuck before a milestone, and how what they did differs
//     from what those did who went on.
//   - [Planner] finds where a running trial is, and which message it is due. The rules are
//     in its comment.
//
// It knows facts, populations and the rulebook. It stores nothing: which messages a trial
// got before is an argument.
package journey
