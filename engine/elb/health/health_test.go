package health_test

import (
	"slices"
	"testing"

	"skylab/engine/elb/health"
)

// after is a target after checks, one letter each: p passed, f failed.
func after(t health.Target, checks string) health.Target {
	for _, c := range checks {
		if c == 'p' {
			t = t.Passed(health.DefaultThresholds)
		} else {
			t = t.Failed(health.ResponseCodeMismatch, health.DefaultThresholds)
		}
	}
	return t
}

func TestChecksChangeState(t *testing.T) {
	for checks, want := range map[string]health.State{
		"":          health.Initial,
		"p":         health.Healthy, // one is enough for a new target
		"f":         health.Initial,
		"fp":        health.Healthy,
		"ff":        health.Unhealthy,
		"pf":        health.Healthy,
		"pfpf":      health.Healthy, // failures count in a row
		"pff":       health.Unhealthy,
		"pffpppp":   health.Unhealthy,
		"pffppppp":  health.Healthy,
		"pffppppfp": health.Unhealthy, // passes count in a row
	} {
		got := after(health.Registered(true), checks)
		if got.State != want {
			t.Errorf("after %q: %s, want %s", checks, got.State, want)
		}
		if (got.Reason == "") != (got.State == health.Healthy) {
			t.Errorf("after %q: %s with the reason %q", checks, got.State, got.Reason)
		}
	}
}

func TestUnusedAndDrainingAreNotChecked(t *testing.T) {
	for _, target := range []health.Target{health.Registered(false), after(health.Registered(true), "p").Deregistered()} {
		if target.Checked() || after(target, "pffppppp") != target {
			t.Errorf("a check changed a target that is %s", target.State)
		}
	}
}

func TestFailsOpen(t *testing.T) {
	fresh := health.Registered(true)
	good, bad, gone := after(fresh, "p"), after(fresh, "ff"), fresh.Deregistered()
	for name, c := range map[string]struct {
		targets []health.Target
		atLeast int
		want    []int
	}{
		"no targets":       {nil, 1, nil},
		"healthy only":     {[]health.Target{bad, good, gone}, 1, []int{1}},
		"all unhealthy":    {[]health.Target{bad, gone, bad}, 1, []int{0, 2}},
		"all draining":     {[]health.Target{gone}, 1, nil},
		"before the first": {[]health.Target{fresh}, 1, nil},
		"bad and new":      {[]health.Target{fresh, bad}, 1, []int{1}},
		"too few":          {[]health.Target{bad, good, gone}, 2, []int{0, 1}},
	} {
		if got := health.Routable(c.targets, c.atLeast); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}
