package traffic

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"skylab/engine/sim"
)

// count is how many requests come in each second until the end.
func count(t *testing.T, a Arrivals, end time.Duration) []int {
	t.Helper()
	out := make([]int, int(end/time.Second))
	r := rand.New(rand.NewPCG(1, 2))
	at, ok := sim.Time(0), true
	for {
		before := at
		at, ok = a.Next(at, r)
		if !ok || at >= sim.Time(end) {
			return out
		}
		if at <= before && before > 0 {
			t.Fatalf("%#v: %d comes after %d", a, at, before)
		}
		out[at/sim.Time(time.Second)]++
	}
}

func sum(counts []int) (n int) {
	for _, c := range counts {
		n += c
	}
	return n
}

// TestRatesAreKept: as many requests come as the process's mean promises, and
// at the right times.
func TestRatesAreKept(t *testing.T) {
	for _, text := range []string{"constant:50/s", "constant:0.5/s", "poisson:20/s", "ramp:0/s..40/s over 1000s", "ramp:40/s..0/s over 1000s", "ramp:40/s..2/s over 1000s", "daily:1/s swing 60%",
		"spike:2/s +500 at 100s for 5s", "spike:0/s +500 at 0s for 1s"} {
		a, err := Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		end := 2000 * time.Second
		if strings.HasPrefix(text, "daily") {
			end = 24 * time.Hour
		}
		counts := count(t, a, end)
		want := 0.0
		for i := range counts {
			want += a.Mean(sim.Time(i)*sim.Time(time.Second) + sim.Time(time.Second/2))
		}
		// Four standard deviations of a Poisson process.
		if got := float64(sum(counts)); math.Abs(got-want) > 4*math.Sqrt(want)+1 {
			t.Errorf("%s: %v requests, want about %v", text, got, want)
		}
		half := sum(counts[:len(counts)/2])
		wantHalf := 0.0
		for i := range len(counts) / 2 {
			wantHalf += a.Mean(sim.Time(i)*sim.Time(time.Second) + sim.Time(time.Second/2))
		}
		if math.Abs(float64(half)-wantHalf) > 4*math.Sqrt(wantHalf)+1 {
			t.Errorf("%s: %v requests in the first half, want about %v", text, half, wantHalf)
		}
	}
}

// draws counts what is drawn from a source.
type draws struct {
	rand.Source
	n int
}

func (d *draws) Uint64() uint64 {
	d.n++
	return d.Source.Uint64()
}

// TestNextIsSoonFound: looking for an arrival that is far away, or never comes,
// holds nobody up. A ramp that had come to its end at zero took a minute to say
// so, at a hundred requests a second.
func TestNextIsSoonFound(t *testing.T) {
	for _, text := range []string{"ramp:100/s..0/s over 10m", "ramp:100000000/s..0/s over 10m", "ramp:100000000/s..0.001/s over 1s",
		"ramp:0/s..0/s over 1s", "ramp:0/s..0.000000000001/s over 1s", "poisson:0.000000001/s", "daily:0.000000001/s swing 100%"} {
		a, err := Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		d := &draws{Source: rand.NewPCG(1, 2)}
		after := sim.Time(10 * time.Minute)
		for range 20_000 {
			if at, ok := a.Next(after, rand.New(d)); ok && at <= after {
				t.Fatalf("%s: %d comes after %d", text, at, after)
			}
		}
		if most := 4 * 20_000; d.n > most {
			t.Errorf("%s: %d numbers were drawn, want %d at the most", text, d.n, most)
		}
	}
	if at, ok := (Constant{1e-9}).Next(0, nil); !ok || at <= 0 {
		t.Errorf("the first of one in thirty years comes at %d, %v", at, ok)
	}
	if at, ok := (Constant{1e-9}).Next(5e18, nil); ok {
		t.Errorf("one comes at %d, beyond all time", at)
	}
}

func TestSpike(t *testing.T) {
	counts := count(t, Spike{Height: 1000, At: 10 * time.Second, For: time.Second}, 20*time.Second)
	// The last of a thousand comes at the very end of the second.
	if counts[10] < 999 || sum(counts) != 1000 {
		t.Errorf("%v", counts)
	}
}

const azure = "HashOwner,HashApp,HashFunction,Trigger,1,2,3\no,a,f1,http,60,0,120\no,a,f2,timer,1,1,1\n"

func TestReplayKeepsEveryMinute(t *testing.T) {
	for function, want := range map[string][3]int{"f1": {60, 0, 120}, "f2": {1, 1, 1}, "": {61, 1, 121}} {
		p, err := ReadAzure(strings.NewReader(azure), function)
		if err != nil {
			t.Fatal(err)
		}
		counts := count(t, p, 4*time.Minute)
		for i, n := range want {
			if got := sum(counts[60*i : 60*i+60]); got != n {
				t.Errorf("%q minute %d: %d requests, want %d", function, i+1, got, n)
			}
		}
		if got := sum(counts[180:]); got != 0 {
			t.Errorf("%q: %d requests after the file", function, got)
		}
		p.Loop = true
		if got := sum(count(t, p, 9*time.Minute)); got != 3*(want[0]+want[1]+want[2]) {
			t.Errorf("%q in a loop: %d requests in three rounds", function, got)
		}
	}
	for _, bad := range []string{"", "a,b\n1,2\n", strings.Replace(azure, "120", "many", 1), strings.Replace(azure, ",1,1,1", ",1,1", 1)} {
		if p, err := ReadAzure(strings.NewReader(bad), ""); err == nil {
			t.Errorf("%q is read as %v", bad, p)
		}
	}
	if _, err := ReadAzure(strings.NewReader(azure), "zz"); err == nil {
		t.Error("a function that is not there")
	}
}

func TestParseRefuses(t *testing.T) {
	for _, text := range []string{"", "poisson", "poisson:0/s", "poisson:-1/s", "poisson:NaN/s", "poisson:5", "ramp:1/s..2/s", "ramp:1/s..2/s over soon",
		"daily:1/s swing 200%", "spike:1/s +5 at 1s for 0s", "constant:1e99/s"} {
		if a, err := Parse(text); err == nil {
			t.Errorf("%q is taken for %#v", text, a)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("spike:10/s +1000 at 60s for 1s")
	f.Add("ramp:0/s..100/s over 10m")
	f.Fuzz(func(t *testing.T, text string) {
		a, err := Parse(text)
		if err != nil {
			return
		}
		r := rand.New(rand.NewPCG(1, 1))
		at, ok := sim.Time(0), true
		for range 20 {
			before := at
			if at, ok = a.Next(at, r); !ok {
				return
			}
			if at < before {
				t.Fatalf("%q: %d comes after %d", text, at, before)
			}
		}
	})
}

func BenchmarkPoisson(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 1))
	var p Arrivals = Poisson{0.9}
	at := sim.Time(0)
	b.ReportAllocs()
	for b.Loop() {
		at, _ = p.Next(at, r)
	}
}
