// Package class tells lookers, who started a trial to see how it looks, from builders,
// who want to make it work for them.
//
// A trial is a looker while it has matched no enabled adoption signal beyond the setup
// phase although the first days of it have passed, and a builder otherwise. "Has matched"
// is ever since the start of the trial: who once built something does not become a looker
// by staying away for a week. Start with [Find].
package class
