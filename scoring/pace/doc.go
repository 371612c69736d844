// Package pace ranks the adoption score of a running trial among the trials that have
// ended, each as of the same day of its own trial. So a trial is not low only because it is
// new.
//
// It replays trials as package proof does, and does not ask what became of them. Start
// reading at [New].
package pace
