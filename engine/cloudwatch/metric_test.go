package cloudwatch_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"

	"skylab/engine/cloudwatch"
	"skylab/engine/sim"
)

const minute = sim.Time(time.Minute)

func duration(s *cloudwatch.Service) *cloudwatch.Metric {
	return s.Metric("AWS/Lambda", "Duration", "Milliseconds", []cloudwatch.Dimension{{Name: "FunctionName", Value: "hello"}})
}

func TestSeries(t *testing.T) {
	s := newWorld().Service
	m := duration(s)
	for i, v := range []float64{10, 30, 20} {
		m.Record(sim.Time(i), v)
	}
	m.Record(2*minute, 5)
	m.Record(minute-1, 40) // late, in the first minute
	m.Record(2*minute, math.NaN())
	m.Record(2*minute, math.Inf(1))
	want := []cloudwatch.Point{
		{Start: 0, Stats: cloudwatch.Stats{Count: 4, Sum: 100, Min: 10, Max: 40}},
		{Start: 2 * minute, Stats: cloudwatch.Stats{Count: 1, Sum: 5, Min: 5, Max: 5}},
	}
	if got := m.Series(0, 10*minute); !slices.Equal(got, want) {
		t.Errorf("series %v, want %v", got, want)
	}
	for _, c := range []struct {
		from, to sim.Time
		sum      float64
	}{
		{0, 3 * minute, 105}, {0, minute, 100}, {0, 1, 100}, {1, 3 * minute, 5}, {1, minute, 0},
		{2 * minute, 2*minute + 1, 5}, {0, 0, 0}, {3 * minute, minute, 0}, {-5 * minute, minute, 100},
	} {
		if got := m.Sum(c.from, c.to); got != c.sum {
			t.Errorf("sum of [%d, %d) is %v, want %v", c.from, c.to, got, c.sum)
		}
	}
	if got := m.Total(); got.Count != 5 || got.Average() != 21 {
		t.Errorf("total %+v", got)
	}
	if err := s.Check(); err != nil {
		t.Error(err)
	}
}

// TestLookup: reading what nobody recorded is no difference to the world.
func TestLookup(t *testing.T) {
	s := newWorld().Service
	before := fmt.Sprint(s.State())
	if m := s.Find("AWS/Lambda", "Errors", nil); m != nil || m.Sum(0, minute) != 0 || m.Series(0, minute) != nil ||
		m.Percentile(0, minute, 99) != 0 || m.Total().Count != 0 {
		t.Error("a metric that is not there has values")
	}
	m := duration(s)
	if fmt.Sprint(s.State()) != before {
		t.Error("looking a metric up changes the state")
	}
	s.Record(m.Namespace, m.Name, m.Unit, m.Dimensions, 7, 0)
	if s.Find(m.Namespace, m.Name, m.Dimensions) != m || m.Total().Sum != 7 {
		t.Error("recording by name and by handle are not the same metric")
	}
	if fmt.Sprint(s.State()) == before {
		t.Error("a sample leaves no trace in the state")
	}
}

// TestPercentiles: within 1 % of the exact value, for values of all sizes.
func TestPercentiles(t *testing.T) {
	for name, draw := range map[string]func(*rand.Rand) float64{
		"log-normal":  func(r *rand.Rand) float64 { return 20 * math.Exp(r.NormFloat64()) },
		"uniform":     func(r *rand.Rand) float64 { return r.Float64() * 1000 },
		"with zeros":  func(r *rand.Rand) float64 { return float64(r.IntN(3)) },
		"tiny to big": func(r *rand.Rand) float64 { return math.Exp(r.NormFloat64() * 12) },
		"constant":    func(*rand.Rand) float64 { return 3.25 },
	} {
		m := duration(newWorld().Service)
		r := rand.New(rand.NewPCG(1, 1))
		var all []float64
		for i := range 20_000 {
			v := draw(r)
			all = append(all, v)
			m.Record(sim.Time(i)*minute/1000, v) // over twenty minutes
		}
		slices.Sort(all)
		for _, p := range []float64{0.01, 1, 25, 50, 90, 99, 99.9, 100} {
			want := all[max(1, int(math.Ceil(p/100*float64(len(all)))))-1]
			if got := m.Percentile(0, 20*minute, p); math.Abs(got-want) > want/100 {
				t.Errorf("%s: p%v is %v, want %v", name, p, got, want)
			}
		}
	}
}

// TestRing: a day is kept, the rest is in the total only.
func TestRing(t *testing.T) {
	s := newWorld().Service
	m := duration(s)
	for i := range sim.Time(3000) {
		m.Record(i*minute, float64(i))
	}
	points := m.Series(0, 1<<62)
	if len(points) != 1440 || points[0].Start != 1560*minute || points[1439].Start != 2999*minute {
		t.Errorf("%d minutes kept", len(points))
	}
	m.Record(0, 1e6)
	if got := m.Series(0, 1<<62); !reflect.DeepEqual(got, points) {
		t.Error("a sample older than a day changes the minutes kept")
	}
	if m.Total().Count != 3001 || m.Total().Max != 1e6 {
		t.Errorf("total %+v", m.Total())
	}
	if err := s.Check(); err != nil {
		t.Error(err)
	}
}

// TestRecordAllocatesNothing once the ring and the range of values are known.
func TestRecordAllocatesNothing(t *testing.T) {
	m := duration(newWorld().Service)
	day := func(from sim.Time) {
		for i := range sim.Time(1440) {
			m.Record((from+i)*minute, 5)
			m.Record((from+i)*minute, 105)
			m.Record((from+i)*minute, 5+float64(i%100))
		}
	}
	days := sim.Time(0)
	for ; days < 64; days++ {
		day(days * 1440)
	}
	if n := testing.AllocsPerRun(2, func() { days++; day(days * 1440) }); n != 0 {
		t.Errorf("%v allocations a day", n)
	}
}

func ExampleMetric_Percentile() {
	s := newWorld().Service
	m := s.Metric("AWS/Lambda", "Duration", "Milliseconds", nil)
	for i := range 99 {
		m.Record(sim.Time(i), 12)
	}
	m.Record(99, 480)
	fmt.Println(m.Percentile(0, sim.Time(time.Minute), 50), m.Percentile(0, sim.Time(time.Minute), 99), m.Total().Max)
	// Output: 12.0625 12.0625 480
}

func BenchmarkRecord(b *testing.B) {
	m := duration(newWorld().Service)
	r := rand.New(rand.NewPCG(1, 1))
	values := make([]float64, 1024)
	for i := range values {
		values[i] = 20 * math.Exp(r.NormFloat64()/2)
	}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		m.Record(sim.Time(i)*1000, values[i%1024])
	}
}
