// Package eta estimates how fast work goes and how long it will still take, for
// people who wait for it. It reads no clock: callers give the time. It knows
// nothing of this project. Start with [Estimator].
package eta
