package ui_test

import (
	"os"
	"runtime"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"skylab/engine"
	"skylab/lessons"
	"skylab/ui"
	"skylab/ui/theme"
	"skylab/ui/uitest"
)

// builtIn is the course that ships with skylab.
func builtIn(b testing.TB) *lessons.Course {
	b.Helper()
	c, err := lessons.Load(os.DirFS("../content"))
	if err != nil {
		b.Fatal(err)
	}
	return c
}

func open(b testing.TB, c *lessons.Course, w, h int) *ui.App {
	b.Helper()
	app := ui.New(ui.Needs{Course: c, Record: memory(), Worlds: worlds{}, Now: time.Now, Theme: theme.Dark(), World: engine.Config{}})
	app.Update(tea.WindowSizeMsg{Width: w, Height: h})
	app.View()
	return app
}

// BenchmarkView draws the Lambda chapter beside its world at 160×45; the
// budget is 2 ms.
func BenchmarkView(b *testing.B) {
	app := open(b, builtIn(b), 160, 45)
	for _, k := range uitest.Keys(":", "text:AWS Lambda: Code and", "enter") {
		app.Update(k)
	}
	app.View()
	b.ReportAllocs()
	for b.Loop() {
		app.View()
	}
}

// BenchmarkKeyToFrame is a key and the frame after it while a script plays in
// the world; the budget is 16 ms for the slowest of a hundred.
func BenchmarkKeyToFrame(b *testing.B) {
	app := open(b, builtIn(b), 160, 45)
	for _, k := range uitest.Keys(":", "text:AWS Lambda: Code and", "enter", "}", "r") {
		app.Update(k)
	}
	keys := uitest.Keys("j", "k")
	var slowest time.Duration
	i := 0
	b.ReportAllocs()
	for b.Loop() {
		start := time.Now()
		app.Update(keys[i%2])
		app.View()
		slowest = max(slowest, time.Since(start))
		i++
	}
	b.ReportMetric(float64(slowest.Microseconds())/1000, "ms-slowest")
}

// BenchmarkOpenEveryChapter opens the whole course and reports the memory
// that is in use then; the budget is 80 MB for the process.
func BenchmarkOpenEveryChapter(b *testing.B) {
	for b.Loop() {
		c := builtIn(b)
		app := open(b, c, 120, 40)
		for _, ch := range c.Chapters {
			for _, k := range uitest.Keys(":", "text:chapter "+ch.Title, "enter", "G", "g", "n", "n", "n") {
				app.Update(k)
				app.View()
			}
		}
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		b.ReportMetric(float64(m.HeapAlloc)/(1<<20), "MB-heap")
		b.ReportMetric(float64(m.Sys)/(1<<20), "MB-sys")
	}
}
