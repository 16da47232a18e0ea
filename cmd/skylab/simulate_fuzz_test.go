package main

import (
	"strings"
	"testing"
)

// FuzzScenario holds that any text is either a scenario that can run or is
// refused with its place.
func FuzzScenario(f *testing.F) {
	f.Add("for: 1s\nfunctions:\n  - name: web\n    rate: 3/s\n    warm: exp:1s\n    memory: [128, 512]\n")
	f.Add("functions: [{rate: 1, warm: 1s, reserved: 3, provisioned: 2}]")
	f.Add("functions: [{shape: 'spike:20/s +3000 at 60s for 1s', warm: 'empirical:1ms,2ms'}]\nseed: 0x1\n")
	f.Add("a: &a [*a]\nfunctions: *a\n")
	f.Fuzz(func(t *testing.T, text string) {
		if strings.Contains(text, "arrivals") {
			return // it may name any file
		}
		p, err := parseScenario("plan.yaml", []byte(text))
		if err != nil {
			if !strings.HasPrefix(err.Error(), "plan.yaml:") {
				t.Errorf("%q: no place in %v", text, err)
			}
			return
		}
		m, err := p.model(0)
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		m.Run(1000)
		m.Stop()
		for _, r := range m.Results() {
			if r.Running.Value < 0 || r.Requests.Value < r.Invocations.Value {
				t.Errorf("%q: %+v", text, r)
			}
		}
	})
}
