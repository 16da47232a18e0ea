package planning

import (
	"math"
	"testing"
)

// TestAverage: the start of a scenario over 200 runs, against the means of S5
// and against its own runs.
func TestAverage(t *testing.T) {
	s := simfaas(0.9, 2.016, 2.163, 600, 300)
	s.Transient = true
	var runs [][]Result
	sum := 0.0
	for seed := range uint64(200) {
		s.Seed = seed
		m, err := New(s)
		if err != nil {
			t.Fatal(err)
		}
		for !m.Run(1 << 20) {
		}
		runs = append(runs, m.Results())
		sum += runs[seed][0].Servers.Value
	}
	first := runs[0][0].Servers
	got := Average(runs)[0]
	if math.Abs(got.Servers.Value-sum/200) > 1e-9 {
		t.Errorf("mean of servers %v, want %v", got.Servers.Value, sum/200)
	}
	near(t, "servers after a start", got.Servers, 200, 6.3576)
	near(t, "cold starts after a start", got.ColdStarts, 200, 7.2316)
	if got.Rejection.Value != 0 || got.Rejection.High <= 0 || got.Rejection.High > 0.02 {
		t.Errorf("rejection is %+v", got.Rejection)
	}
	if runs[0][0].Servers != first {
		t.Error("averaging changed a run")
	}
	if one := Average(runs[:1])[0]; one.Servers != first {
		t.Errorf("the average of one run is %+v, want %+v", one.Servers, first)
	}
}
