// Package measure says what a run of a planning model tells, and how well it is
// known: estimates with confidence intervals, histograms of durations, and the
// drawing of random ones. It knows nothing of what is planned.
//
// Intervals are by batch means: the run after its warm-up is cut into batches,
// long against the time in which the system forgets, so that what they show is
// independent of each other; Student's t over the batches gives the interval.
package measure
