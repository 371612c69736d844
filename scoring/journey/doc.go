// Package journey is the way of trials through the milestones, which are the enabled
// adoption signals in their order: who reached which, when, who is stuck before which
// and what they did, and what became of both. Start reading at [NewFunnel], then
// [NewBlockers]. Where a running trial is and what it is to be told is worked out by
// [Planner], whose rules stand there.
package journey
