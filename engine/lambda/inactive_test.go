package lambda

import (
	"testing"
	"time"

	"skylab/engine/aws"
)

const (
	aDay     = 24 * time.Hour
	imageURI = "123456789012.dkr.ecr.us-east-1.amazonaws.com/app:1"

	pendingImage    = "Lambda is initializing your function. It will be ready to invoke shortly."
	pendingSnapshot = "Lambda is initializing your function. It will be ready to invoke once your function state becomes ACTIVE."
	pendingState    = "The operation cannot be performed at this time. The function is currently in the following state: Pending"
)

// boxed is a world with a function from an image, fn, that is Active.
func boxed(t testing.TB, rules Rules) *world {
	t.Helper()
	w := newWorld(t, 1, rules)
	w.sleep(time.Millisecond)
	w.must(t, "lambda.CreateFunction", map[string]any{"FunctionName": "fn", "Role": testRole, "PackageType": "Image",
		"Code": map[string]any{"ImageUri": imageURI}})
	w.advance(time.Minute)
	return w
}

// dormant is boxed when nothing has invoked the function for long.
func dormant(t testing.TB) *world {
	t.Helper()
	w := boxed(t, AWSRules())
	w.advance(20 * aDay)
	if c := w.shown(t, "fn"); c.State != Inactive {
		t.Fatalf("after 20 days it is %s", c.State)
	}
	return w
}

// snapped has published a version with SnapStart of the function fn.
func snapped(t *testing.T, runtime string) *world {
	t.Helper()
	w := newWorld(t, 1, AWSRules())
	w.sleep(time.Millisecond)
	w.create(t, "fn", "x", map[string]any{"Runtime": runtime, "SnapStart": map[string]any{"ApplyOn": "PublishedVersions"}})
	w.must(t, "lambda.PublishVersion", map[string]any{"FunctionName": "fn"})
	w.advance(time.Hour)
	return w
}

func (w *world) shown(t testing.TB, name string) *FunctionConfiguration {
	t.Helper()
	return w.must(t, "lambda.GetFunctionConfiguration", map[string]any{"FunctionName": name}).(*FunctionConfiguration)
}

// ask is the error of an invocation, and its answer.
func (w *world) ask(name string) (*InvokeOutput, *aws.Error) {
	r := w.do("lambda.Invoke", map[string]any{"FunctionName": name})
	w.advance(10 * time.Second)
	out, _ := r.out.(*InvokeOutput)
	return out, r.err
}

func TestWhatBecomesInactive(t *testing.T) {
	for _, c := range []struct {
		name  string
		world func(*testing.T) *world
		want  map[string]string // by version
	}{
		{"a zip package stays", func(t *testing.T) *world {
			w := newWorld(t, 1, AWSRules())
			w.create(t, "fn", "x", map[string]any{"Publish": true})
			return w
		}, map[string]string{"fn": Active, "fn:1": Active}},
		{"an image does not", func(t *testing.T) *world {
			w := boxed(t, AWSRules())
			w.must(t, "lambda.PublishVersion", map[string]any{"FunctionName": "fn"})
			return w
		}, map[string]string{"fn": Inactive, "fn:1": Inactive}},
		{"nor a Java snapshot", func(t *testing.T) *world { return snapped(t, "java21") }, map[string]string{"fn": Active, "fn:1": Inactive}},
		{"Python's is kept", func(t *testing.T) *world { return snapped(t, "python3.13") }, map[string]string{"fn": Active, "fn:1": Active}},
		{"and .NET's", func(t *testing.T) *world { return snapped(t, "dotnet8") }, map[string]string{"fn": Active, "fn:1": Active}},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := c.world(t)
			w.advance(60 * aDay)
			for name, want := range c.want {
				got := w.shown(t, name)
				if got.State != want {
					t.Errorf("%s is %s, want %s", name, got.State, want)
				}
				if idle := got.StateReasonCode == "Idle" && got.StateReason == "The function is currently idle."; idle != (want == Inactive) || got.LastUpdateStatus != Successful {
					t.Errorf("%s: %s %s %s", name, got.StateReasonCode, got.StateReason, got.LastUpdateStatus)
				}
				if s := got.SnapStart.OptimizationStatus; s == "On" && want == Inactive {
					t.Errorf("%s is %s, and its snapshot is %s", name, want, s)
				}
			}
			if err := w.Check(); err != nil {
				t.Error(err)
			}
		})
	}
}

// TestTheFirstInvocationFailsAndRestores follows a version through all states.
func TestTheFirstInvocationFailsAndRestores(t *testing.T) {
	for _, c := range []struct {
		name, target, code, message string
		world                       func(*testing.T) *world
	}{
		{"image", "fn", "CodeArtifactUserPendingException", pendingImage, func(t *testing.T) *world { return boxed(t, AWSRules()) }},
		{"snapshot", "fn:1", "SnapStartNotReadyException", pendingSnapshot, func(t *testing.T) *world { return snapped(t, "java21") }},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := c.world(t)
			invoke := map[string]any{"FunctionName": c.target}
			before := w.shown(t, c.target).RevisionId
			w.advance(15 * aDay)
			idle := w.shown(t, c.target)
			w.fails(t, "lambda.Invoke", fields(map[string]any{"InvocationType": DryRun}, invoke), 409, c.code, c.message)
			if got := w.shown(t, c.target).State; got != Inactive {
				t.Errorf("a dry run makes it %s", got)
			}
			w.fails(t, "lambda.Invoke", invoke, 409, c.code, c.message)
			begun := w.k.Now()
			restoring := w.shown(t, c.target)
			if restoring.State != Pending || restoring.StateReasonCode != "Restoring" || restoring.StateReason == "" || restoring.LastUpdateStatus != Successful {
				t.Errorf("then: %+v", restoring)
			}
			w.advance(20 * time.Second)
			w.fails(t, "lambda.Invoke", invoke, 409, c.code, c.message)
			w.advance(10 * time.Minute)
			active := w.shown(t, c.target)
			if active.State != Active || active.StateReason != "" {
				t.Errorf("at last: %+v", active)
			}
			seen := map[string]bool{before: true, idle.RevisionId: true, restoring.RevisionId: true, active.RevisionId: true}
			if len(seen) != 4 {
				t.Errorf("%d revisions in four states", len(seen))
			}
			if out, err := w.ask(c.target); err != nil || out.StatusCode != 200 {
				t.Errorf("then the answer is %+v, %v", out, err)
			}
			if n := len(events[FunctionRestoreStarted](w)); n != 1 || len(w.invocations) != 0 {
				t.Errorf("%d restores, %d requests left", n, len(w.invocations))
			}
			for _, e := range w.k.Journal().Since(0) {
				if _, is := e.Event.(FunctionRestored); is && (e.At.Sub(begun) < 30*time.Second || e.At.Sub(begun) > 5*time.Minute) {
					t.Errorf("the restore took %v", e.At.Sub(begun))
				}
			}
			if err := w.Check(); err != nil {
				t.Error(err)
			}
		})
	}
}

// TestEachUsePutsItOff for 14 days from its end.
func TestEachUsePutsItOff(t *testing.T) {
	w := boxed(t, AWSRules())
	pending := w.k.Pending()
	w.advance(13 * aDay)
	for range 100 {
		w.must(t, "lambda.Invoke", map[string]any{"FunctionName": "fn"})
	}
	w.advance(time.Hour)
	if n := w.k.Pending(); n != pending {
		t.Errorf("%d events are pending after a hundred uses, %d before", n, pending)
	}
	ended := w.k.Journal().Since(0)
	var last, idled int64
	w.advance(20 * aDay)
	for _, e := range ended {
		if _, is := e.Event.(InvocationEnded); is {
			last = int64(e.At)
		}
	}
	for _, e := range w.k.Journal().Since(0) {
		if got, is := e.Event.(FunctionInactivated); is {
			idled = int64(e.At)
			if got.Idle != 14*aDay {
				t.Errorf("idle for %v", got.Idle)
			}
		}
	}
	if time.Duration(idled-last) != 14*aDay {
		t.Errorf("Inactive %v after the last use", time.Duration(idled-last))
	}
	j := w.k.Journal()
	why := j.Why(j.At(j.Count() - 1).Seq)
	if e, is := why[min(2, len(why)-1)].Event.(InvocationEnded); !is || int64(why[2].At) != last {
		t.Errorf("it is Inactive because of %+v, want the last use", e)
	}
}

func TestWhatIsInUseStaysActive(t *testing.T) {
	forever := AWSRules()
	forever.IdleTTL, forever.MaxAge = 0, 0
	for name, w := range map[string]*world{
		"an environment that is kept for ever": func() *world {
			w := boxed(t, forever)
			w.must(t, "lambda.Invoke", map[string]any{"FunctionName": "fn:$LATEST"})
			return w
		}(),
		"provisioned concurrency": func() *world {
			w := boxed(t, AWSRules())
			w.must(t, "lambda.PublishVersion", map[string]any{"FunctionName": "fn"})
			w.must(t, "lambda.CreateAlias", map[string]any{"FunctionName": "fn", "Name": "live", "FunctionVersion": "1"})
			w.must(t, "lambda.PutProvisionedConcurrencyConfig", map[string]any{"FunctionName": "fn", "Qualifier": "live", "ProvisionedConcurrentExecutions": 1})
			return w
		}(),
	} {
		w.advance(40 * aDay)
		version := "fn:$LATEST"
		if f, _ := w.Function("fn"); len(f.Versions) > 0 {
			version = "fn:1"
		}
		if got := w.shown(t, version).State; got != Active {
			t.Errorf("%s: %s is %s", name, version, got)
		}
		if err := w.Check(); err != nil {
			t.Error(err)
		}
	}
}

// TestChangingAnInactiveFunctionRestoresIt.
func TestChangingAnInactiveFunctionRestoresIt(t *testing.T) {
	w := dormant(t)
	published := w.must(t, "lambda.PublishVersion", map[string]any{"FunctionName": "fn"}).(*FunctionConfiguration)
	if published.State != Inactive || published.StateReasonCode != "Idle" {
		t.Errorf("published of it: %+v", published)
	}
	c := w.must(t, "lambda.UpdateFunctionCode", map[string]any{"FunctionName": "fn", "ImageUri": imageURI + ".1", "Publish": true}).(*FunctionConfiguration)
	if c.Version != "2" || c.State != Pending || c.StateReasonCode != "Creating" || c.LastUpdateStatus != "" {
		t.Errorf("published with its update: %+v", c)
	}
	if c := w.shown(t, "fn"); c.State != Pending || c.StateReasonCode != "Restoring" || c.LastUpdateStatus != InProgress {
		t.Errorf("in its update: %+v", c)
	}
	for op, more := range map[string]map[string]any{"UpdateFunctionCode": {"ImageUri": imageURI}, "UpdateFunctionConfiguration": {"Timeout": 9}, "PublishVersion": {}} {
		w.fails(t, "lambda."+op, fields(map[string]any{"FunctionName": "fn"}, more), 409, "ResourceConflictException", pendingState)
	}
	w.fails(t, "lambda.TagResource", map[string]any{"Resource": functionARN("fn"), "Tags": map[string]any{"a": "b"}}, 409, "ResourceConflictException", pendingState)
	w.fails(t, "lambda.Invoke", map[string]any{"FunctionName": "fn"}, 409, "CodeArtifactUserPendingException", pendingImage)
	w.fails(t, "lambda.Invoke", map[string]any{"FunctionName": "fn:2"}, 409, "ResourceConflictException", pendingState)
	w.advance(10 * time.Minute)
	for _, name := range []string{"fn", "fn:2"} {
		if c := w.shown(t, name); c.State != Active || c.LastUpdateStatus != Successful {
			t.Errorf("%s after it: %+v", name, c)
		}
		if _, err := w.ask(name); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if got := w.shown(t, "fn:1").State; got != Inactive {
		t.Errorf("version 1 is %s", got)
	}
	if err := w.Check(); err != nil {
		t.Error(err)
	}
}

// TestADeletedVersionLeavesNothingInTheQueue: a function of the same name is
// not looked at when its predecessor was to be.
func TestADeletedVersionLeavesNothingInTheQueue(t *testing.T) {
	empty := newWorld(t, 1, AWSRules()).k
	for name, wait := range map[string]time.Duration{"in use": time.Hour, "Inactive": 20 * aDay} {
		w := boxed(t, AWSRules())
		w.must(t, "lambda.PublishVersion", map[string]any{"FunctionName": "fn"})
		w.advance(wait)
		w.must(t, "lambda.DeleteFunction", map[string]any{"FunctionName": "fn", "Qualifier": "1"})
		w.must(t, "lambda.DeleteFunction", map[string]any{"FunctionName": "fn"})
		_, due := w.k.Next()
		if _, want := empty.Next(); due != want {
			t.Errorf("%s: something is due", name)
		}
	}
	w := dormant(t)
	w.ask("fn") // a restore is under way
	w.must(t, "lambda.DeleteFunction", map[string]any{"FunctionName": "fn"})
	w.create(t, "fn", "x")
	w.advance(20 * aDay)
	if got := w.shown(t, "fn").State; got != Active || w.Check() != nil {
		t.Errorf("its successor is %s: %v", got, w.Check())
	}
}

// TestAnAliasWakesTheVersionThatIsDrawn and no other.
func TestAnAliasWakesTheVersionThatIsDrawn(t *testing.T) {
	w := boxed(t, AWSRules())
	w.must(t, "lambda.PublishVersion", map[string]any{"FunctionName": "fn"})
	w.must(t, "lambda.UpdateFunctionCode", map[string]any{"FunctionName": "fn", "ImageUri": imageURI + ".1"})
	w.advance(time.Minute)
	w.must(t, "lambda.PublishVersion", map[string]any{"FunctionName": "fn"})
	w.must(t, "lambda.CreateAlias", map[string]any{"FunctionName": "fn", "Name": "live", "FunctionVersion": "1",
		"RoutingConfig": map[string]any{"AdditionalVersionWeights": map[string]any{"2": 1.0}}})
	w.advance(20 * aDay)
	w.fails(t, "lambda.Invoke", map[string]any{"FunctionName": "fn:live"}, 409, "CodeArtifactUserPendingException", pendingImage)
	if one, two := w.shown(t, "fn:1").State, w.shown(t, "fn:2").State; one != Inactive || two != Pending {
		t.Errorf("version 1 is %s, version 2 %s", one, two)
	}
}
