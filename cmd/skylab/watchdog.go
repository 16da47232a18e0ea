package main

import (
	"runtime/debug"
	"time"
)

// Bounds of the real time that one entry into a learner's VM may take. The
// budgets on virtual time end a program long before; these are the last wall,
// against natives that never poll.
const (
	patience = 2 * time.Second      // then the VM is asked to stop
	insist   = 5 * time.Millisecond // and asked again this often
	giveUp   = 3 * time.Second      // after that it is abandoned
)

// watchdog runs f, which enters a VM, on a goroutine of its own, so that a
// program that cannot be stopped freezes neither screen nor script.
func watchdog(f func(), stop func()) bool {
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
