package main

import (
	"testing"
	"time"
)

// TestWatchdogGivesUp: a program that cannot be stopped is left behind after
// it was asked to stop, and the next one does not wait for it.
func TestWatchdogGivesUp(t *testing.T) {
	b := bounds{patience: time.Millisecond, insist: time.Millisecond, giveUp: 5 * time.Millisecond}
	stuck, over := make(chan struct{}), make(chan struct{})
	defer func() { close(stuck); <-over }()
	asked := 0
	if b.guard(func() { <-stuck; close(over) }, func() { asked++ }) {
		t.Error("what is stuck is said to have returned")
	}
	if asked == 0 {
		t.Error("it was not asked to stop")
	}
	ran := false
	if !watchdog(func() { ran = true }, func() {}) || !ran {
		t.Error("the next one did not run")
	}
}

// TestWatchdogStops: a program that stops when it is asked to has returned.
func TestWatchdogStops(t *testing.T) {
	b := bounds{patience: time.Millisecond, insist: time.Millisecond, giveUp: time.Minute}
	asked := make(chan struct{}, 1)
	if !b.guard(func() { <-asked }, func() {
		select {
		case asked <- struct{}{}:
		default:
		}
	}) {
		t.Error("it was given up")
	}
}

// BenchmarkWatchdog is what it costs to enter a VM on another goroutine, where
// it uses as much stack as a short invocation.
func BenchmarkWatchdog(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		watchdog(func() { deep(40) }, func() {})
	}
}

//go:noinline
func deep(n int) (sum byte) {
	var frame [1024]byte
	if n > 0 {
		frame[n] = deep(n - 1)
	}
	return frame[n/2]
}
