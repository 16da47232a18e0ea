package lambda

import (
	"errors"
	"testing"
	"time"

	"skylab/engine/billing"
)

func (w *world) provision(t *testing.T, n int) *ProvisionedConcurrencyConfig {
	t.Helper()
	return w.must(t, "lambda.PutProvisionedConcurrencyConfig", map[string]any{"FunctionName": "fn", "Qualifier": "live",
		"ProvisionedConcurrentExecutions": n}).(*ProvisionedConcurrencyConfig)
}

func provisionedWorld(t *testing.T) *world {
	w := newWorld(t, 1, AWSRules())
	w.sleep(time.Second)
	w.create(t, "fn", "x", map[string]any{"Publish": true, "MemorySize": 1536})
	w.must(t, "lambda.CreateAlias", map[string]any{"FunctionName": "fn", "Name": "live", "FunctionVersion": "1"})
	return w
}

func TestProvisionedConcurrencySpillsOver(t *testing.T) {
	w := provisionedWorld(t)
	if c := w.provision(t, 3); c.Status != "IN_PROGRESS" || c.AllocatedProvisionedConcurrentExecutions != 0 {
		t.Errorf("at once: %+v", c)
	}
	if out := w.must(t, "lambda.Invoke", map[string]any{"FunctionName": "fn:live", "LogType": "Tail"}).(*InvokeOutput); out.StatusCode != 200 {
		t.Error("a request during allocation is not served")
	}
	if n := w.Stats("fn").ColdStarts; n != 1 {
		t.Errorf("a request during allocation makes %d cold starts", n)
	}
	w.advance(5 * time.Minute)
	get := map[string]any{"FunctionName": "fn", "Qualifier": "live"}
	if c := w.must(t, "lambda.GetProvisionedConcurrencyConfig", get).(*ProvisionedConcurrencyConfig); c.Status != "READY" || c.AvailableProvisionedConcurrentExecutions != 3 {
		t.Errorf("later: %+v", c)
	}
	before := w.Stats("fn").ColdStarts
	for range 5 {
		w.do("lambda.Invoke", map[string]any{"FunctionName": "fn:live"})
	}
	// Three run at once, one in the environment left from before, one cold.
	if n := w.Stats("fn").ColdStarts - before; n != 1 {
		t.Errorf("five requests on three provisioned environments: %d cold starts, want 1", n)
	}
	if a := w.Account(); a.Provisioned != 3 || a.Unreserved != 2 || a.Running != 5 {
		t.Errorf("account: %+v", a)
	}
	if err := w.Check(); err != nil {
		t.Error(err)
	}
	w.advance(time.Hour)
	if v, _ := w.Function("fn"); len(v.Provisioned) != 1 || v.Provisioned[0].Ready != 3 || v.Environments != 3 {
		t.Errorf("after an idle hour: %+v", v)
	}
	w.must(t, "lambda.DeleteProvisionedConcurrencyConfig", get)
	if v, _ := w.Function("fn"); v.Environments != 0 {
		t.Errorf("%d environments outlive their provisioning", v.Environments)
	}
	w.fails(t, "lambda.GetProvisionedConcurrencyConfig", get, 404, "ProvisionedConcurrencyConfigNotFoundException", "No Provisioned Concurrency Config found for this function")
}

// TestTheAccountRunsNoMoreThanItsLimit: what runs on environments that are no
// longer provisioned counts until it ends.
func TestTheAccountRunsNoMoreThanItsLimit(t *testing.T) {
	w := provisionedWorld(t)
	w.create(t, "other", "x")
	w.provision(t, 900)
	w.advance(5 * time.Minute)
	run := func(name string) {
		for range 1000 {
			w.do("lambda.Invoke", map[string]any{"FunctionName": name})
		}
	}
	run("fn:live")
	w.must(t, "lambda.DeleteProvisionedConcurrencyConfig", map[string]any{"FunctionName": "fn", "Qualifier": "live"})
	run("other")
	if n := w.Concurrency(); n != AccountConcurrency {
		t.Errorf("%d requests run at once", n)
	}
	if err := w.Check(); err != nil {
		t.Error(err)
	}
	w.advance(time.Minute)
	run("other")
	if n := w.Stats("other").Concurrent; n != AccountConcurrency {
		t.Errorf("later %d of the other function run at once", n)
	}
}

// TestProvisionedConcurrencyIsPaidFor: the time of the configuration, rounded
// up to five minutes, and runs at their own rate.
func TestProvisionedConcurrencyIsPaidFor(t *testing.T) {
	w := provisionedWorld(t)
	w.provision(t, 100)
	w.advance(7*time.Hour + 57*time.Minute)
	w.must(t, "lambda.Invoke", map[string]any{"FunctionName": "fn:live"})
	w.must(t, "lambda.DeleteProvisionedConcurrencyConfig", map[string]any{"FunctionName": "fn", "Qualifier": "live"})
	kept, ran, onDemand := 0.0, 0.0, 0.0
	for _, l := range w.bill.Bill().Lines {
		switch l.UsageType {
		case billing.LambdaProvisionedConcurrency:
			kept = l.Quantity.Float()
		case billing.LambdaProvisionedDuration:
			ran = l.Quantity.Float()
		case billing.LambdaDuration:
			onDemand = l.Quantity.Float()
		}
	}
	if kept != 4_320_000 { // 100 × 8 h × 1.5 GB: example P4 of AWS's price page
		t.Errorf("%v GB-s are kept, want 4,320,000", kept)
	}
	// The run and every init: environments are replaced every two hours here.
	var ms int64
	for _, e := range events[InitEnded](w) {
		ms += int64((e.Duration + time.Millisecond - 1) / time.Millisecond)
	}
	ms += events[InvocationEnded](w)[0].BilledMs
	if want := 1.5 * float64(ms) / 1000; ran != want || onDemand != 0 {
		t.Errorf("runs and inits are %v GB-s on provisioned, want %v, and %v on demand", ran, want, onDemand)
	}
}

func TestProvisionedConcurrencyIsRefused(t *testing.T) {
	w := provisionedWorld(t)
	put := func(q string, n int) map[string]any {
		return map[string]any{"FunctionName": "fn", "Qualifier": q, "ProvisionedConcurrentExecutions": n}
	}
	const op, bad = "lambda.PutProvisionedConcurrencyConfig", "InvalidParameterValueException"
	w.fails(t, op, put("$LATEST", 1), 400, bad, "Provisioned Concurrency Configs cannot be applied to unpublished function versions.")
	w.fails(t, op, put("live", 901), 400, bad, "Specified ConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [100].")
	w.fails(t, op, put("live", 1001), 400, bad, "Specified ConcurrentExecutions for function is greater than account's unreserved concurrency [1000].")
	for _, id := range []string{"lambda.GetProvisionedConcurrencyConfig", "lambda.DeleteProvisionedConcurrencyConfig"} {
		w.fails(t, id, map[string]any{"FunctionName": "fn", "Qualifier": "$LATEST"}, 400, bad, "The function resource provided must be an alias or a published version.")
	}
	w.must(t, "lambda.PutFunctionConcurrency", map[string]any{"FunctionName": "fn", "ReservedConcurrentExecutions": 10})
	w.fails(t, op, put("live", 11), 400, bad, "reservedConcurrentExecution")
	w.provision(t, 2)
	w.fails(t, "lambda.PutFunctionConcurrency", map[string]any{"FunctionName": "fn", "ReservedConcurrentExecutions": 1}, 400, bad,
		" ReservedConcurrentExecutions  1 should not be lower than function's total provisioned concurrency [2].")
	w.fails(t, op, put("1", 1), 409, "ResourceConflictException", "Version is pointed by a Provisioned Concurrency alias")
}

func TestReservedConcurrency(t *testing.T) {
	w := newWorld(t, 1, AWSRules())
	w.sleep(time.Second)
	w.create(t, "fn", "x")
	w.create(t, "neighbour", "x")
	put := func(n int) map[string]any {
		return map[string]any{"FunctionName": "fn", "ReservedConcurrentExecutions": n}
	}
	w.fails(t, "lambda.PutFunctionConcurrency", put(901), 400, "InvalidParameterValueException",
		"Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [100].")
	w.must(t, "lambda.PutFunctionConcurrency", put(2))
	for i := range 3 {
		r := w.do("lambda.Invoke", map[string]any{"FunctionName": "fn"})
		if throttled := r.err != nil; throttled != (i == 2) {
			t.Fatalf("request %d: %v", i, r.err)
		}
		if i == 2 && r.err.Fields[1].Value != "ReservedFunctionConcurrentInvocationLimitExceeded" {
			t.Errorf("reason %v", r.err.Fields)
		}
	}
	if s := w.must(t, "lambda.GetAccountSettings", map[string]any{}).(*GetAccountSettingsOutput); s.AccountLimit.UnreservedConcurrentExecutions != 998 {
		t.Errorf("%d are left unreserved", s.AccountLimit.UnreservedConcurrentExecutions)
	}
	w.advance(time.Minute)
	w.must(t, "lambda.PutFunctionConcurrency", put(0))
	if r := w.do("lambda.Invoke", map[string]any{"FunctionName": "fn"}); r.err == nil {
		t.Error("a function with 0 runs")
	}
	if r := w.do("lambda.Invoke", map[string]any{"FunctionName": "neighbour"}); r.err != nil {
		t.Errorf("the neighbour: %v", r.err)
	}
	w.must(t, "lambda.DeleteFunctionConcurrency", map[string]any{"FunctionName": "fn"})
	if c := w.must(t, "lambda.GetFunctionConcurrency", map[string]any{"FunctionName": "fn"}).(*Concurrency); c.ReservedConcurrentExecutions != nil {
		t.Errorf("given back, and still %d", *c.ReservedConcurrentExecutions)
	}
}

// TestBothVersionsOfAnAliasAreProvisionedByIt: neither has provisioned
// concurrency of its own beside the alias's.
func TestBothVersionsOfAnAliasAreProvisionedByIt(t *testing.T) {
	w := canary(t, 0.5)
	w.provision(t, 2)
	for _, q := range []string{"1", "2"} {
		w.fails(t, "lambda.PutProvisionedConcurrencyConfig", map[string]any{"FunctionName": "fn", "Qualifier": q, "ProvisionedConcurrentExecutions": 1}, 409,
			"ResourceConflictException", "Version is pointed by a Provisioned Concurrency alias")
	}
}

// TestSnapStartExcludesProvisionedConcurrency, also where an alias moves.
func TestSnapStartExcludesProvisionedConcurrency(t *testing.T) {
	w := newWorld(t, 1, AWSRules())
	w.create(t, "fn", "x", map[string]any{"Runtime": "python3.13", "Publish": true})
	w.must(t, "lambda.UpdateFunctionConfiguration", map[string]any{"FunctionName": "fn", "SnapStart": map[string]any{"ApplyOn": "PublishedVersions"}})
	w.advance(10 * time.Second)
	w.must(t, "lambda.PublishVersion", map[string]any{"FunctionName": "fn"})
	w.must(t, "lambda.CreateAlias", map[string]any{"FunctionName": "fn", "Name": "live", "FunctionVersion": "1"})
	w.advance(10 * time.Minute)
	w.provision(t, 1)
	const bad, text = "InvalidParameterValueException", "Provisioned Concurrency is not supported for SnapStart enabled functions."
	w.fails(t, "lambda.PutProvisionedConcurrencyConfig", map[string]any{"FunctionName": "fn", "Qualifier": "2", "ProvisionedConcurrentExecutions": 1}, 400, bad, text)
	w.fails(t, "lambda.UpdateAlias", map[string]any{"FunctionName": "fn", "Name": "live", "FunctionVersion": "2"}, 400, bad, text)
	if a := w.must(t, "lambda.GetAlias", map[string]any{"FunctionName": "fn", "Name": "live"}).(*AliasConfiguration); a.FunctionVersion != "1" {
		t.Errorf("the alias has moved to version %s", a.FunctionVersion)
	}
}

// TestProvisioningAgainWhileItStarts: what is left of the first allocation
// does not keep the second one from ending.
func TestProvisioningAgainWhileItStarts(t *testing.T) {
	for _, wait := range []time.Duration{time.Second, 60 * time.Second, 70 * time.Second, 80 * time.Second, 85 * time.Second, 90 * time.Second} {
		w := provisionedWorld(t)
		w.provision(t, 3)
		for range 40 { // through the init phases, wherever they lie
			w.advance(wait / 40)
		}
		for range 100 {
			if len(w.Environments("fn")) > 0 {
				break
			}
			w.advance(time.Second)
		}
		w.provision(t, 4)
		w.advance(10 * time.Minute)
		if v, _ := w.Function("fn"); v.Provisioned[0].Status != "READY" || v.Provisioned[0].Ready != 4 {
			t.Errorf("after %v: %+v", wait, v.Provisioned)
		}
		if err := w.Check(); err != nil {
			t.Error(err)
		}
	}
}

// TestProvisioningThatCannotStart: code that fails at init ends the whole
// allocation, and nothing is kept for it.
func TestProvisioningThatCannotStart(t *testing.T) {
	w := provisionedWorld(t)
	w.open = func(*environment) (program, error) { return nil, errors.New("no such handler") }
	w.provision(t, 5)
	w.advance(10 * time.Minute)
	if v, _ := w.Function("fn"); v.Provisioned[0].Status != "FAILED" || v.Provisioned[0].Ready != 0 || v.Environments != 0 {
		t.Errorf("%+v, %d environments", v.Provisioned, v.Environments)
	}
	before := w.bill.Bill().Of("AWS Lambda")
	w.advance(time.Hour)
	if after := w.bill.Bill().Of("AWS Lambda"); after.Cmp(before) != 0 {
		t.Errorf("it costs %v more in an hour", after)
	}
	if err := w.Check(); err != nil {
		t.Error(err)
	}
}

// TestASlowInitAheadOfRequests: it may take longer than the ten seconds of one
// on demand.
func TestASlowInitAheadOfRequests(t *testing.T) {
	w := newWorld(t, 1, AWSRules())
	w.modelledFn(t, "python3.13", "init=60s")
	w.must(t, "lambda.CreateAlias", map[string]any{"FunctionName": "fn", "Name": "live", "FunctionVersion": "1"})
	w.provision(t, 1)
	w.advance(10 * time.Minute)
	if v, _ := w.Function("fn"); v.Provisioned[0].Status != "READY" {
		t.Errorf("%+v", v.Provisioned)
	}
}

func TestAProvisionedAliasStaysPublished(t *testing.T) {
	w := provisionedWorld(t)
	w.provision(t, 1)
	w.fails(t, "lambda.UpdateAlias", map[string]any{"FunctionName": "fn", "Name": "live", "FunctionVersion": "$LATEST"}, 400, "InvalidParameterValueException", "unpublished")
}
