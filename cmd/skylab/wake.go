package main

import (
	"reflect"
	"time"

	tea "charm.land/bubbletea/v2"
)

// Bubble Tea's renderer looks sixty times a second whether there is something
// to write, also when nobody has touched a key for an hour. A course lies open
// on laptops for hours, so the renderer's ticker is stilled while nothing
// happens. The library has no way to ask for that: the ticker is reached by
// reflection, and wake_test.go fails loudly if it is no longer there.
const (
	awakeTick  = time.Second / 60
	asleepTick = time.Hour
	awakeFor   = 250 * time.Millisecond // after the last message
)

// waker keeps the renderer of a program awake while something happens.
type waker struct {
	ticker *time.Ticker
	sleep  *time.Timer
}

// rendererTicker is the program's ticker; nil before it runs, and for a
// version of the library that has none.
func rendererTicker(p *tea.Program) *time.Ticker {
	f := reflect.ValueOf(p).Elem().FieldByName("ticker")
	if !f.IsValid() || f.Kind() != reflect.Pointer || f.Type() != reflect.TypeFor[*time.Ticker]() {
		return nil
	}
	return (*time.Ticker)(f.UnsafePointer())
}

// wake is called for each message, on the program's own goroutine.
func (w *waker) wake(p *tea.Program) {
	if w.ticker == nil {
		if w.ticker = rendererTicker(p); w.ticker == nil {
			return // not running yet
		}
		w.sleep = time.AfterFunc(awakeFor, func() { w.ticker.Reset(asleepTick) })
		return
	}
	if !w.sleep.Reset(awakeFor) {
		w.ticker.Reset(awakeTick) // it was asleep
	}
}
