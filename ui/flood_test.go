package ui_test

import (
	"context"
	"slices"
	"sync"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"skylab/engine"
	"skylab/engine/sts"
	"skylab/ui"
	"skylab/ui/theme"
	"skylab/ui/uitest"
	"skylab/ui/visit"
)

// BenchmarkFlood has 64 clients call the world on the screen as fast as they
// can, as Bubble Tea runs it, and presses a key every 20 ms meanwhile: calls a
// second, and how long a key waits for its frame. The budget is 16 ms. What it
// costs is the picture after each message.
func BenchmarkFlood(b *testing.B) {
	app, queue, knocks := floodable(b)
	loop := &eventLoop{app: app, msgs: make(chan tea.Msg)}
	ctx, stop := context.WithCancel(context.Background())
	var clients sync.WaitGroup
	calls := make(chan int, 64)
	for range cap(calls) {
		clients.Go(func() {
			n := 0
			for ctx.Err() == nil {
				if _, err := queue.Do(ctx, engine.Call{Operation: "sts.GetCallerIdentity", In: &sts.GetCallerIdentityInput{}, By: "client"}); err == nil {
					n++
				}
			}
			calls <- n
		})
	}
	keys := uitest.Keys("down", "up")
	press := time.NewTicker(20 * time.Millisecond)
	defer press.Stop()
	var waits []time.Duration
	began := time.Now()
	for b.Loop() {
		for pressed := false; !pressed; {
			select {
			case at := <-press.C:
				loop.update(keys[len(waits)%2])
				waits, pressed = append(waits, time.Since(at)), true
			case <-knocks:
				loop.update(visit.Knock{})
			case m := <-loop.msgs:
				loop.update(m)
			}
		}
	}
	took := time.Since(began)
	stop()
	queue.Close()
	clients.Wait()
	total := 0
	for range cap(calls) {
		total += <-calls
	}
	slices.Sort(waits)
	b.ReportMetric(float64(total)/took.Seconds(), "calls/s")
	b.ReportMetric(float64(waits[len(waits)*99/100])/1e6, "ms-p99-key")
	b.ReportMetric(float64(waits[len(waits)-1])/1e6, "ms-worst-key")
}

// floodable is an App at its first chapter that serves its world.
func floodable(b *testing.B) (*ui.App, *visit.Queue, chan struct{}) {
	b.Helper()
	knocks := make(chan struct{}, 1)
	queue := visit.NewQueue(func() { knocks <- struct{}{} })
	app := ui.New(ui.Needs{Course: course(b), Record: memory(), Worlds: worlds{}, Now: time.Now, Theme: theme.Dark(), Visits: queue, Served: ":4566"})
	app.Update(tea.WindowSizeMsg{Width: 120, Height: 40})
	return app, queue, knocks
}
