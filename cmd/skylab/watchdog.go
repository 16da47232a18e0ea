package main

import (
	"runtime/debug"
	"time"
)

// Bounds of the real time that one entry into a learner's VM may take. The
// budgets on virtual time end a program long before, and at the same step on
// every machine; these are the last wall, against natives that never poll. A
// run that they cut short depends on the machine's load, so they are far above
// what any program needs: a script would rather wait than give another answer.
const (
	scriptPatience = 2 * time.Minute
	screenPatience = 10 * time.Second     // a screen is not frozen for longer
	insist         = 5 * time.Millisecond // how often a VM is asked to stop then
	giveUp         = 3 * time.Second      // after that it is abandoned
)

// watchdog runs learners' programs in scripts and checks.
func watchdog(f func(), stop func()) bool { return guard(scriptPatience, f, stop) }

// screenWatchdog runs them under the screen.
func screenWatchdog(f func(), stop func()) bool { return guard(screenPatience, f, stop) }

// guard runs f, which enters a VM, on a goroutine of its own, so that a
// program that cannot be stopped freezes neither screen nor script.
func guard(patience time.Duration, f func(), stop func()) bool {
	done := make(chan struct{})
	go func() {
		defer close(done)
		debug.SetPanicOnFault(true)
		f()
	}()
	patient := time.NewTimer(patience)
	defer patient.Stop()
	select {
	case <-done:
		return true
	case <-patient.C:
	}
	again := time.NewTicker(insist)
	defer again.Stop()
	last := time.NewTimer(giveUp)
	defer last.Stop()
	for {
		stop()
		select {
		case <-done:
			return true
		case <-again.C:
		case <-last.C:
			return false
		}
	}
}
