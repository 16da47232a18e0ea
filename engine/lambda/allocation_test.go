package lambda

import (
	"testing"
	"time"

	"skylab/engine/billing"
)

// canary is a world with an alias of version 1, of 128 MB, with a share for
// version 2, of 1,024 MB.
func canary(t *testing.T, share float64) *world {
	t.Helper()
	w := newWorld(t, 1, AWSRules())
	w.sleep(time.Second)
	w.create(t, "fn", "x", map[string]any{"Publish": true})
	w.must(t, "lambda.UpdateFunctionConfiguration", map[string]any{"FunctionName": "fn", "MemorySize": 1024})
	w.advance(10 * time.Second)
	w.must(t, "lambda.PublishVersion", map[string]any{"FunctionName": "fn"})
	w.must(t, "lambda.CreateAlias", map[string]any{"FunctionName": "fn", "Name": "live", "FunctionVersion": "1", "RoutingConfig": weights(share)})
	return w
}

func weights(share float64) map[string]any {
	return map[string]any{"AdditionalVersionWeights": map[string]any{"2": share}}
}

// provisioned is the state of the function's only provision.
func (w *world) provisioned() ProvisionedView {
	v, _ := w.Function("fn")
	return v.Provisioned[0]
}

// versions counts the environments by version.
func (w *world) versions() map[string]int {
	out := map[string]int{}
	for _, v := range w.Environments("fn") {
		out[v.Version]++
	}
	return out
}

// TestEachVersionsProvisionIsPaidFor: what is kept for an alias with two
// versions is charged by the memory of each.
func TestEachVersionsProvisionIsPaidFor(t *testing.T) {
	w := canary(t, 0.1)
	w.provision(t, 10)
	w.advance(time.Hour)
	if n := w.versions(); n["1"] != 9 || n["2"] != 1 {
		t.Errorf("environments by version: %v", n)
	}
	w.must(t, "lambda.DeleteProvisionedConcurrencyConfig", map[string]any{"FunctionName": "fn", "Qualifier": "live"})
	for _, r := range w.bill.Readings() {
		const want = (9*128 + 1024) * 3_600_000
		if r.Usage == billing.LambdaProvisionedConcurrency && r.Quantity.N != want {
			t.Errorf("%d MB-ms are kept, want %d", r.Quantity.N, want)
		}
	}
}

// TestAProvisionThatGrowsKeepsServing: what was there before serves while more
// is allocated.
func TestAProvisionThatGrowsKeepsServing(t *testing.T) {
	w := provisionedWorld(t)
	w.provision(t, 3)
	w.advance(5 * time.Minute)
	if c := w.provision(t, 5); c.Status != "IN_PROGRESS" || c.AvailableProvisionedConcurrentExecutions != 3 {
		t.Errorf("at once: %+v", c)
	}
	for w.provisioned().Status == "IN_PROGRESS" {
		for range 4 {
			w.do("lambda.Invoke", map[string]any{"FunctionName": "fn:live"})
		}
		w.advance(2 * time.Second)
	}
	if n := w.Stats("fn").ColdStarts; n != 1 {
		t.Errorf("%d cold starts: three of four requests at a time find an environment", n)
	}
	w.advance(5 * time.Minute)
	if p := w.provisioned(); p.Status != "READY" || p.Ready != 5 {
		t.Errorf("later: %+v", p)
	}
	if err := w.Check(); err != nil {
		t.Error(err)
	}
}

// TestAProvisionThatShrinks lets go of what it has too many of, and of what is
// busy when it has served.
func TestAProvisionThatShrinks(t *testing.T) {
	w := provisionedWorld(t)
	w.provision(t, 5)
	w.advance(5 * time.Minute)
	for range 5 {
		w.do("lambda.Invoke", map[string]any{"FunctionName": "fn:live"})
	}
	w.provision(t, 2)
	if n := len(w.Environments("fn")); n != 5 {
		t.Errorf("%d environments while all serve", n)
	}
	w.advance(5 * time.Minute)
	if p := w.provisioned(); p.Status != "READY" || p.Ready != 2 || len(w.Environments("fn")) != 2 {
		t.Errorf("later: %+v, %d environments", p, len(w.Environments("fn")))
	}
	if err := w.Check(); err != nil {
		t.Error(err)
	}
}

// TestAnAliasThatStaysKeepsItsProvision: only a move to other versions or
// weights allocates again, and only what it changes.
func TestAnAliasThatStaysKeepsItsProvision(t *testing.T) {
	w := canary(t, 0.1)
	w.provision(t, 10)
	w.advance(5 * time.Minute)
	started := w.Stats("fn").ColdStarts + len(events[EnvironmentStarted](w))
	alias := map[string]any{"FunctionName": "fn", "Name": "live"}
	w.must(t, "lambda.UpdateAlias", fields(map[string]any{"Description": "the same"}, alias))
	if p := w.provisioned(); p.Status != "READY" {
		t.Errorf("after a new description: %+v", p)
	}
	w.must(t, "lambda.UpdateAlias", fields(map[string]any{"RoutingConfig": weights(0.5)}, alias))
	w.advance(5 * time.Minute)
	if n := w.versions(); n["1"] != 5 || n["2"] != 5 || w.provisioned().Status != "READY" {
		t.Errorf("half and half: %v, %+v", n, w.provisioned())
	}
	if n := len(events[EnvironmentStarted](w)) - started; n != 4 {
		t.Errorf("%d environments were started for the four that version 2 lacked", n)
	}
}

// TestAThrottledRequestDoesNotSpillOver: only what runs on demand instead
// counts.
func TestAThrottledRequestDoesNotSpillOver(t *testing.T) {
	w := provisionedWorld(t)
	w.must(t, "lambda.PutFunctionConcurrency", map[string]any{"FunctionName": "fn", "ReservedConcurrentExecutions": 2})
	w.provision(t, 1)
	w.advance(5 * time.Minute)
	for range 4 { // on provisioned, on demand, and two beyond the reservation
		w.do("lambda.Invoke", map[string]any{"FunctionName": "fn:live"})
	}
	if n := w.logs.Find(namespace, "ProvisionedConcurrencySpilloverInvocations", w.dims("fn")).Total().Sum; n != 1 {
		t.Errorf("%v requests spill over, %d are throttled", n, w.Stats("fn").Throttles)
	}
}
