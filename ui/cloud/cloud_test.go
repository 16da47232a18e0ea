package cloud

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"skylab/ui/cell"
	"skylab/ui/layout"
	"skylab/ui/theme"
	"skylab/ui/uitest"
)

const ms = time.Millisecond

// busyState is a world with everything the panel can show.
func busyState() *state {
	s := &state{now: 72*time.Second + 340*ms, glide: 200 * ms}
	s.functions = []function{
		{name: "resize-images", runtime: "nodejs24.x", memory: 512, timeout: 3 * time.Second, state: "Active", ready: true,
			waiting: 3, retry: 58 * time.Second, refused: 2,
			totals: totals{invocations: 1284, errors: 3, throttles: 12, coldStarts: 4, p50: 87 * ms, p99: 412 * ms},
			slots: []slot{
				{id: 1, phase: busy, since: 1240 * ms, request: "8f3a51c2", served: 12, left: -1},
				{id: 2, phase: busy, since: 60 * ms, request: "0be77f10", served: 4, left: -1},
				{id: 3, phase: starting, since: 310 * ms, request: "c41d9e00", left: -1},
				{id: 4, phase: preparing, since: 90 * ms, request: "77aa0012", left: -1},
				{id: 5, phase: idle, since: 80 * ms, served: 31, left: 560 * time.Second},
			}},
		{name: "hello", runtime: "nodejs22.x", memory: 128, timeout: 3 * time.Second, state: "Active", ready: true, retry: -1,
			totals: totals{invocations: 1, coldStarts: 1, p50: 3 * ms, p99: 3 * ms}},
	}
	for i := range 40 {
		at := time.Duration(i) * 1800 * ms
		s.history.began(at)
		if i%3 == 0 {
			s.history.began(at)
			s.history.ended(at + 20*ms)
		}
		s.history.ended(at + 90*ms)
		s.log = append(s.log, line{at, "resize-images", fmt.Sprintf("START RequestId: 8f3a51c2-9c3e-4a5f-8e11-0000000000%02d Version: $LATEST", i)})
		if i%4 == 3 {
			s.log = append(s.log, line{at + 80*ms, "resize-images", "2026-11-02T09:00:01.000Z\t8f3a51c2-9c3e-4a5f-8e11-000000000000\tERROR\tInvoke Error \t{\"errorType\":\"Error\",\"errorMessage\":\"no such picture\"}"})
		}
		s.log = append(s.log, line{at + 90*ms, "hello", "REPORT RequestId: 8f3a51c2-9c3e-4a5f-8e11-000000000000\tDuration: 87.31 ms\tBilled Duration: 88 ms\tMemory Size: 512 MB\tMax Memory Used: 71 MB\t"})
		s.story = append(s.story, moment{at: at, kind: cold, text: "resize-images: environment " + fmt.Sprint(i) + " starts, nothing warm is free"},
			moment{at: at + 90*ms, kind: good, text: "resize-images answers after 87 ms, billed 88 ms"})
	}
	s.totals = totals{invocations: 1285, errors: 3, throttles: 12, coldStarts: 5, concurrent: 4, peak: 7, p50: 87 * ms, p99: 412 * ms}
	s.bill = money{byHour: func() []float64 { return []float64{0.0001, 0.0002} }, total: "$0.00", exact: "$0.0000926304", services: []part{{"AWS Lambda", "$0.0002576667", []charge{
		{"Requests, x86_64", "Request", "1,285 requests × $0.20 per million", "$0.000257"},
		{"Duration, x86_64, first 6 billion GB-s a month", "Lambda-GB-Second", "0.04 GB-s × $0.0000166667", "$0.0000006667"},
	}}}}
	s.gauges = fakeGauges{}
	s.alarms = []alarm{{"resize-throttled", "ALARM", "Throttles > 0, 1 of 3 periods"}, {"resize-slow", "OK", "Duration > 400, 3 of 3 periods"}}
	s.things = []thing{{"queue photos", "resize-images", "1,095 waiting, 5 in flight", false}, {"queue lost", "", "31 dead letters", true}}
	s.buckets = []bucket{{"uploads", 14, 3_400_000}}
	return s
}

// fakeGauges have a plot of each sort.
type fakeGauges struct{}

func (fakeGauges) scopes() []string { return []string{"All functions", "resize-images"} }

func (fakeGauges) balancing(string, string) (float64, bool) { return 0, false }

func (fakeGauges) plots(scope string) []plot {
	wave := func(high float64) func(int) (time.Duration, []float64, []float64) {
		return func(n int) (time.Duration, []float64, []float64) {
			values, behind := make([]float64, min(n, 72)), make([]float64, min(n, 72))
			for i := range values {
				values[i] = math.Round(high * math.Abs(math.Sin(float64(i)/9)))
				behind[i] = values[i] + high/4
				if i >= 30 && i < 36 {
					values[i], behind[i] = math.NaN(), math.NaN()
				}
			}
			return time.Second, values, behind
		}
	}
	single := func(high float64) func(int) (time.Duration, []float64, []float64) {
		return func(n int) (time.Duration, []float64, []float64) {
			w, v, _ := wave(high)(n)
			return w, v, nil
		}
	}
	return []plot{
		{name: "Invocations", note: "sum", format: number, read: single(1830)},
		{name: "Duration", note: "p50 and p99", format: milliseconds, read: wave(330), limits: []mark{{400, "resize-slow", "OK"}}},
		{name: "ConcurrentExecutions", note: "most", format: number, read: single(9), limits: []mark{{10, "reserved 10", ""}, {1000, "account limit 1,000", ""}}},
	}
}

func frame(w, h int, th *theme.Theme, s *state, focused bool, keys ...string) string {
	p := New(th)
	p.reader.state.glide = s.glide
	for _, k := range keys {
		p.Update(k)
	}
	c := cell.New(w, h)
	c.ASCII(th.IsASCII())
	p.draw(c, c.Bounds(), s, focused)
	return c.Render()
}

func TestGoldens(t *testing.T) {
	for _, c := range []struct {
		name string
		w, h int
		th   *theme.Theme
		keys []string
	}{
		{"wide-120x40", 120, 40, theme.Dark(), nil},
		{"full-60x30", 60, 30, theme.Dark(), nil},
		{"full-80x40-log", 80, 40, theme.Dark(), []string{"right"}},
		{"split-48x27", 48, 27, theme.Dark(), nil},
		{"split-48x27-story", 48, 27, theme.Dark(), []string{"left"}},
		{"split-80x20-metrics", 80, 20, theme.Dark(), []string{"right", "right"}},
		{"tabs-80x12-metrics", 80, 12, theme.Dark(), []string{"right", "right"}},
		{"full-60x40-duration", 60, 40, theme.Dark(), []string{"right", "right", "down"}},
		{"ascii-60x40-duration", 60, 40, theme.Mono().ASCII(), []string{"right", "right", "down"}},
		{"split-42x24-concurrency", 42, 24, theme.Dark(), []string{"right", "right", "down", "down", "pgdown"}},
		{"tabs-40x12-concurrency", 40, 12, theme.Mono(), []string{"right", "right", "G"}},
		{"tabs-60x16-log", 60, 16, theme.Dark(), []string{"right"}},
		{"tabs-40x12-story", 40, 12, theme.Dark(), []string{"left"}},
		{"tabs-40x8", 40, 8, theme.Dark(), nil},
		{"tabs-40x8-bill", 40, 8, theme.Dark(), []string{"left", "left"}},
		{"ascii-60x30", 60, 30, theme.Mono().ASCII(), nil},
		{"still-60x30", 60, 30, theme.Mono().ReducedMotion(), nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := frame(c.w, c.h, c.th, busyState(), true, c.keys...)
			if err := uitest.Bounds(f, c.w, c.h); err != nil {
				t.Error(err)
			}
			uitest.Golden(t, c.name, uitest.Plain(f, c.w, c.h))
		})
	}
}

func TestNothingIsDrawnOutsideAtAnySize(t *testing.T) {
	s := busyState()
	for w := 1; w < 130; w += 3 {
		for h := 1; h < 45; h += 4 {
			for tab := range int(sections) {
				if err := uitest.Bounds(frame(w, h, theme.Dark(), s, tab%2 == 0, strings.Fields(strings.Repeat("right ", tab))...), w, h); err != nil {
					t.Fatalf("%dx%d, tab %d: %v", w, h, tab, err)
				}
			}
		}
	}
}

func TestPanelStaysInItsRectangle(t *testing.T) {
	p := New(theme.Dark())
	c := cell.New(100, 40)
	r := layout.New(10, 5, 70, 30)
	p.draw(c, r, busyState(), true)
	for y := range 40 {
		for x := range 100 {
			if !r.Contains(x, y) && c.At(x, y).Content != " " {
				t.Fatalf("something at %d,%d", x, y)
			}
		}
	}
}

func TestEmptyStatesNameTheReasonAndTheNextStep(t *testing.T) {
	s := &state{}
	for tab, want := range []string{"No function yet. Press r", "No log line yet.", "No invocation yet", "Nothing to pay", "Nothing has happened yet."} {
		p := New(theme.Dark())
		p.Hint = "Press r to run the example."
		for range tab {
			p.Update("right")
		}
		c := cell.New(44, 10)
		p.draw(c, c.Bounds(), s, true)
		if got := uitest.Plain(c.Render(), 44, 10); !strings.Contains(got, want) {
			t.Errorf("tab %d does not say %q:\n%s", tab, want, got)
		}
	}
}

func TestStatesAreToldWithoutColour(t *testing.T) {
	for _, th := range []*theme.Theme{theme.Mono(), theme.Mono().ASCII()} {
		p := New(th)
		seen := map[string]bool{}
		for _, ph := range []phase{preparing, starting, busy, idle} {
			glyph, word, _ := p.look(ph)
			if seen[glyph] || seen[word] {
				t.Errorf("two states look the same: %q %q", glyph, word)
			}
			seen[glyph], seen[word] = true, true
		}
	}
}

func TestRequestsGlideUnlessMotionIsReduced(t *testing.T) {
	at := func(th *theme.Theme, since time.Duration) string {
		s := busyState()
		s.functions = s.functions[:1]
		s.functions[0].slots = []slot{{phase: busy, since: since, left: -1}}
		s.functions[0].waiting, s.functions[0].refused, s.buckets, s.things = 0, 0, nil, nil
		return uitest.Plain(frame(60, 30, th, s, false), 60, 30)
	}
	th := theme.Dark()
	if at(th, 20*ms) == at(th, 120*ms) || !strings.Contains(at(th, 120*ms), "····●··▸") {
		t.Errorf("a request does not move:\n%s", at(th, 120*ms))
	}
	if strings.Contains(at(th, 300*ms), "●") || strings.Contains(at(th.ReducedMotion(), 120*ms), "●") {
		t.Error("a request is on its way that should not be")
	}
}

func TestKeysAreHandledAndListed(t *testing.T) {
	p := New(theme.Dark())
	for _, b := range p.Keys() {
		if b.Help == "" || b.Label == "" {
			t.Errorf("%v says nothing", b.Keys)
		}
		for _, k := range b.Keys {
			if !p.Update(k) {
				t.Errorf("%s is listed, yet does nothing", k)
			}
		}
	}
	if p.Update("x") {
		t.Error("x was taken")
	}
}

func TestBriefLogLines(t *testing.T) {
	const id = "8f3a51c2-9c3e-4a5f-8e11-000000000000"
	for text, want := range map[string]string{
		"START RequestId: " + id + " Version: $LATEST":              "START 8f3a51c2  Version: $LATEST",
		"END RequestId: " + id:                                      "END 8f3a51c2",
		"REPORT RequestId: " + id + "\tDuration: 1 ms\tBilled: 2\t": "REPORT 8f3a51c2  Duration: 1 ms  Billed: 2",
		"2026-11-02T09:00:01.212Z\t" + id + "\tINFO\thello there":   "INFO  hello there",
		"2026-11-02T09:00:01.212Z\t" + id:                           "2026-11-02T09:00:01.212Z  " + id,
		"just text":                                                 "just text",
		"START of list":                                             "START of list",
		"":                                                          "",
	} {
		if got := brief(text); got != want {
			t.Errorf("%q:\ngot  %q\nwant %q", text, got, want)
		}
	}
}

func TestHistoryHalves(t *testing.T) {
	var h history
	for i := range 200 {
		h.began(time.Duration(i) * time.Second)
		h.ended(time.Duration(i)*time.Second + ms)
	}
	sum := 0.0
	for _, v := range h.requests {
		sum += v
	}
	if sum != 200 || h.width != 4*time.Second || h.used != 50 {
		t.Errorf("%v requests in %d columns of %s", sum, h.used, h.width)
	}
}

func BenchmarkPanelDraw(b *testing.B) {
	p, s := New(theme.Dark()), busyState()
	c := cell.New(160, 45)
	b.ReportAllocs()
	for b.Loop() {
		c.Clear()
		p.draw(c, c.Bounds(), s, true)
	}
}

func TestDrawingAllocatesLittle(t *testing.T) {
	p, s := New(theme.Dark()), busyState()
	c := cell.New(160, 45)
	if n := testing.AllocsPerRun(10, func() { c.Clear(); p.draw(c, c.Bounds(), s, true) }); n > 700 {
		t.Errorf("drawing the panel allocates %v times", n)
	}
}
