package planning

import (
	"fmt"
	"testing"
)

func TestExplore(t *testing.T) {
	show := func(name string, n int, s func() Scenario) {
		var p, l, sv, ru, id []float64
		for i := range n {
			sc := s()
			sc.Seed, sc.Transient, sc.Concurrency = uint64(i+1), true, 1000
			r := run(t, sc)
			p = append(p, r.ColdStarts.Value/r.Requests.Value)
			l = append(l, r.Lifespan.Value)
			sv = append(sv, r.Servers.Value)
			ru = append(ru, r.Running.Value)
			id = append(id, r.Idle.Value)
		}
		fmt.Print(name)
		for _, x := range [][]float64{p, l, sv, ru, id} {
			m, sd := moments(x)
			fmt.Printf("  %.6g±%.2g", m, sd)
		}
		fmt.Println()
	}
	show("S1", 10, func() Scenario { return Scenario{For: seconds(1e6), Functions: []Function{exponential(0.9, 1.991, 2.244, 600)}} })
	show("S4", 30, func() Scenario { return Scenario{For: seconds(1e5), Functions: []Function{exponential(0.9, 2.016, 2.163, 600)}} })
	show("S5", 3000, func() Scenario { return Scenario{For: seconds(300), Functions: []Function{exponential(0.9, 2.016, 2.163, 600)}} })
	show("S6", 1, func() Scenario { return Scenario{For: seconds(1e3), Functions: []Function{exponential(1000, 2.016, 2.163, 600)}} })
	for _, e := range []float64{10,60,600,1200,1800} {
	show("S7", 3, func() Scenario { return Scenario{For: seconds(1e5), Functions: []Function{exponential(10, 2.016, 2.163, e)}} })
	}
	show("S8", 3000, func() Scenario { f:=exponential(0.9, 2.016, 2.163, 600); f.Start=Start{3,5,seconds(300)}; return Scenario{For: seconds(300), Functions: []Function{f}} })
}
