package lambda

import (
	"strings"
	"testing"
	"time"
)

// echo answers with what it was made as.
const echo = `export const handler = async (e, c) => process.env.GREETING + " " + c.functionVersion + " " + c.invokedFunctionArn.split(":").slice(6).join(":")`

func greeting(word string) map[string]any {
	return map[string]any{"FunctionName": "fn", "Environment": map[string]any{"Variables": map[string]any{"GREETING": word}}}
}

// publish changes the greeting and publishes a version.
func (w *world) publishAs(t *testing.T, word string) string {
	t.Helper()
	w.must(t, "lambda.UpdateFunctionConfiguration", greeting(word))
	w.advance(10 * time.Second)
	return w.must(t, "lambda.PublishVersion", map[string]any{"FunctionName": "fn"}).(*FunctionConfiguration).Version
}

func (w *world) says(t *testing.T, qualifier string) string {
	t.Helper()
	in := map[string]any{"FunctionName": "fn"}
	if qualifier != "" {
		in["Qualifier"] = qualifier
	}
	out := w.must(t, "lambda.Invoke", in).(*InvokeOutput)
	return strings.Trim(string(out.Payload), `"`) + " / " + out.ExecutedVersion
}

func TestVersionsKeepWhatTheyWere(t *testing.T) {
	w := newWorld(t, 1, AWSRules())
	w.create(t, "fn", echo)
	if v := w.publishAs(t, "one"); v != "1" {
		t.Fatalf("first version is %s", v)
	}
	again := w.must(t, "lambda.PublishVersion", map[string]any{"FunctionName": "fn"}).(*FunctionConfiguration)
	if again.Version != "1" {
		t.Errorf("publishing without a change makes version %s", again.Version)
	}
	if v := w.publishAs(t, "two"); v != "2" {
		t.Fatalf("second version is %s", v)
	}
	w.must(t, "lambda.UpdateFunctionConfiguration", greeting("three"))
	w.advance(10 * time.Second)
	for q, want := range map[string]string{"": "three $LATEST fn / $LATEST", "$LATEST": "three $LATEST fn:$LATEST / $LATEST", "1": "one 1 fn:1 / 1", "2": "two 2 fn:2 / 2"} {
		if got := w.says(t, q); got != want {
			t.Errorf("qualifier %q: %s, want %s", q, got, want)
		}
	}
	w.must(t, "lambda.DeleteFunction", map[string]any{"FunctionName": "fn", "Qualifier": "2"})
	w.fails(t, "lambda.Invoke", map[string]any{"FunctionName": "fn", "Qualifier": "2"}, 404, "ResourceNotFoundException", "Function not found: arn:aws:lambda:us-east-1:123456789012:function:fn:2")
	if v := w.publishAs(t, "four"); v != "3" {
		t.Errorf("a deleted number is used again: %s", v)
	}
	list := w.must(t, "lambda.ListVersionsByFunction", map[string]any{"FunctionName": "fn"}).(*ListVersionsByFunctionOutput)
	var labels []string
	for _, v := range list.Versions {
		labels = append(labels, v.Version)
	}
	same(t, labels, []string{"$LATEST", "1", "3"})
	if err := w.Check(); err != nil {
		t.Error(err)
	}
}

func TestCreateAndPublish(t *testing.T) {
	w := newWorld(t, 1, AWSRules())
	made := w.must(t, "lambda.CreateFunction", validFunction(map[string]any{"Publish": true})).(*FunctionConfiguration)
	if made.Version != "1" || made.FunctionArn != functionARN("fn") || made.State != Pending {
		t.Errorf("at once: %+v", made)
	}
	w.advance(10 * time.Second)
	c := w.must(t, "lambda.GetFunctionConfiguration", map[string]any{"FunctionName": "fn", "Qualifier": "1"}).(*FunctionConfiguration)
	if c.State != Active || c.Version != "1" || c.FunctionArn != "arn:aws:lambda:us-east-1:123456789012:function:fn:1" {
		t.Errorf("published with the function: %+v", c)
	}
}

func TestWeightedAlias(t *testing.T) {
	w := newWorld(t, 7, AWSRules())
	w.sleep(time.Millisecond)
	w.create(t, "fn", echo)
	w.publishAs(t, "one")
	w.publishAs(t, "two")
	alias := func(op string, weights map[string]any) map[string]any {
		return map[string]any{"FunctionName": "fn", "Name": "live", "FunctionVersion": "1", "RoutingConfig": map[string]any{"AdditionalVersionWeights": weights}}
	}
	w.fails(t, "lambda.CreateAlias", alias("", map[string]any{"2": 0.1, "1": 0.1}), 400, "InvalidParameterValueException", "Number of items in AdditionalVersionWeights cannot be greater than 1")
	const weight = "Map value must satisfy constraint: [Member must have value less than or equal to 1.0, Member must have value greater than or equal to 0.0, Member must not be null]"
	w.fails(t, "lambda.CreateAlias", alias("", map[string]any{"2": 2}), 400, "ValidationException", "Value '{2=2.0}' at 'routingConfig.additionalVersionWeights' failed to satisfy constraint: "+weight)
	w.fails(t, "lambda.CreateAlias", alias("", map[string]any{"2": -1}), 400, "ValidationException", "Value '{2=-1.0}' at")
	w.fails(t, "lambda.CreateAlias", alias("", map[string]any{"$LATEST": 0.5}), 400, "ValidationException", "Value '{$LATEST=0.5}' at 'routingConfig.additionalVersionWeights' failed to satisfy constraint: Map keys must satisfy constraint: ")
	w.fails(t, "lambda.CreateAlias", fields(alias("", map[string]any{"2": 0.1}), map[string]any{"FunctionVersion": "$LATEST"}), 400, "InvalidParameterValueException", "$LATEST is not supported for an alias pointing to more than 1 version")
	w.must(t, "lambda.CreateAlias", alias("", map[string]any{"2": 0.25}))
	w.fails(t, "lambda.CreateAlias", alias("", nil), 409, "ResourceConflictException", "Alias already exists: arn:aws:lambda:us-east-1:123456789012:function:fn:live")
	count := map[string]int{}
	for range 1000 {
		count[w.must(t, "lambda.Invoke", map[string]any{"FunctionName": "fn:live"}).(*InvokeOutput).ExecutedVersion]++
	}
	// 250 expected; four standard deviations are 55.
	if n := count["2"]; n < 195 || n > 305 || count["1"] != 1000-n {
		t.Errorf("of 1,000 requests %v went to each version, want about 250 to 2", count)
	}
	w.must(t, "lambda.UpdateAlias", map[string]any{"FunctionName": "fn", "Name": "live", "FunctionVersion": "2", "RoutingConfig": map[string]any{}})
	if out := w.must(t, "lambda.Invoke", map[string]any{"FunctionName": "fn:live"}).(*InvokeOutput); out.ExecutedVersion != "2" {
		t.Errorf("after the switch version %s runs", out.ExecutedVersion)
	}
	w.fails(t, "lambda.DeleteFunction", map[string]any{"FunctionName": "fn", "Qualifier": "2"}, 409, "ResourceConflictException", "live")
	w.must(t, "lambda.DeleteAlias", map[string]any{"FunctionName": "fn", "Name": "live"})
	w.fails(t, "lambda.GetAlias", map[string]any{"FunctionName": "fn", "Name": "live"}, 404, "ResourceNotFoundException", "Cannot find alias arn: arn:aws:lambda:us-east-1:123456789012:function:fn:live")
	w.fails(t, "lambda.CreateAlias", map[string]any{"FunctionName": "fn", "Name": "12", "FunctionVersion": "1"}, 400, "ValidationException", "'name'")
}

func TestPoliciesOfAnAliasAreItsOwn(t *testing.T) {
	w := newWorld(t, 1, AWSRules())
	w.sleep(0)
	w.create(t, "fn", "x", map[string]any{"Publish": true})
	w.must(t, "lambda.CreateAlias", map[string]any{"FunctionName": "fn", "Name": "live", "FunctionVersion": "1"})
	grant := map[string]any{"FunctionName": "fn", "StatementId": "s", "Action": "lambda:InvokeFunction", "Principal": "sns.amazonaws.com", "Qualifier": "live"}
	w.must(t, "lambda.AddPermission", grant)
	if err := w.Accepts(snsTo("fn:live")); err != nil {
		t.Error(err)
	}
	if err := w.Accepts(snsTo("fn")); err == nil {
		t.Error("the alias's grant opens the function")
	}
	w.fails(t, "lambda.GetPolicy", map[string]any{"FunctionName": "fn"}, 404, "ResourceNotFoundException", "The resource you requested does not exist.")
}

// TestAVersionPublishedWithAnUpdateIsReadyWithIt follows what was recorded of
// AWS: the version is Pending, $LATEST stays Active.
func TestAVersionPublishedWithAnUpdateIsReadyWithIt(t *testing.T) {
	w := newWorld(t, 1, AWSRules())
	w.create(t, "fn", echo)
	v := w.must(t, "lambda.UpdateFunctionCode", map[string]any{"FunctionName": "fn", "Publish": true, "ZipFile": zipped("index.mjs", echo+" ")}).(*FunctionConfiguration)
	if v.Version != "1" || v.State != Pending || v.StateReasonCode != "Creating" || v.LastUpdateStatus != "" {
		t.Errorf("at once: %+v", v)
	}
	if c := w.must(t, "lambda.GetFunctionConfiguration", map[string]any{"FunctionName": "fn"}).(*FunctionConfiguration); c.State != Active || c.LastUpdateStatus != InProgress || c.LastUpdateStatusReasonCode != "Creating" {
		t.Errorf("$LATEST: %+v", c)
	}
	w.fails(t, "lambda.Invoke", map[string]any{"FunctionName": "fn:1"}, 409, "ResourceConflictException", "currently in the following state: Pending")
	w.advance(10 * time.Second)
	c := w.must(t, "lambda.GetFunctionConfiguration", map[string]any{"FunctionName": "fn:1"}).(*FunctionConfiguration)
	if c.State != Active || c.StateReasonCode != "" || c.LastUpdateStatus != Successful || c.RevisionId == v.RevisionId {
		t.Errorf("later: %+v", c)
	}
}

func TestEventsFollowTheirAlias(t *testing.T) {
	w := newWorld(t, 1, AWSRules())
	w.sleep(time.Millisecond)
	w.create(t, "fn", echo)
	w.publishAs(t, "one")
	w.publishAs(t, "two")
	w.must(t, "lambda.CreateAlias", map[string]any{"FunctionName": "fn", "Name": "live", "FunctionVersion": "1"})
	w.account.Unreserved += AccountConcurrency
	w.must(t, "lambda.Invoke", map[string]any{"FunctionName": "fn:live", "InvocationType": "Event"})
	w.advance(time.Second)
	w.must(t, "lambda.UpdateAlias", map[string]any{"FunctionName": "fn", "Name": "live", "FunctionVersion": "2"})
	w.must(t, "lambda.DeleteFunction", map[string]any{"FunctionName": "fn", "Qualifier": "1"})
	w.account.Unreserved -= AccountConcurrency
	w.advance(time.Minute)
	if s := w.Stats("fn"); s.EventsSucceeded != 1 || s.EventsDropped != 0 {
		t.Errorf("%+v", s)
	}
}

// pendingVersion makes version 1, ready, and version 2, which is Pending.
func pendingVersion(t *testing.T) *world {
	w := newWorld(t, 1, AWSRules())
	w.sleep(time.Millisecond)
	w.create(t, "fn", "x", map[string]any{"Publish": true})
	w.must(t, "lambda.UpdateFunctionCode", map[string]any{"FunctionName": "fn", "Publish": true, "ZipFile": zipped("index.mjs", "y")})
	return w
}

// TestEventsWaitForAPendingVersion is about events that services deliver, of
// which nobody is told that the version is Pending: they used to run.
func TestEventsWaitForAPendingVersion(t *testing.T) {
	w := pendingVersion(t)
	w.must(t, "lambda.AddPermission", map[string]any{"FunctionName": "fn", "StatementId": "s", "Action": "lambda:InvokeFunction", "Principal": "sns.amazonaws.com", "Qualifier": "2"})
	if err := w.Deliver(snsTo("fn:2")); err != nil {
		t.Fatal(err)
	}
	w.advance(time.Minute)
	retried := events[EventRetried](w)
	if len(retried) == 0 || retried[0].Reason != Pending || retried[0].Delay != time.Second || retried[0].Attempt != 1 {
		t.Errorf("went back: %+v", retried)
	}
	c := w.must(t, "lambda.GetFunctionConfiguration", map[string]any{"FunctionName": "fn:2"}).(*FunctionConfiguration)
	if s := w.Stats("fn"); s.EventsSucceeded != 1 || s.Throttles != 0 || c.State != Active {
		t.Errorf("%+v, the version is %s", s, c.State)
	}
}

// TestTheOtherVersionOfAnAliasMayBePending draws it for every request; only
// the primary one was asked whether it is ready.
func TestTheOtherVersionOfAnAliasMayBePending(t *testing.T) {
	w := pendingVersion(t)
	w.must(t, "lambda.CreateAlias", map[string]any{"FunctionName": "fn", "Name": "live", "FunctionVersion": "1",
		"RoutingConfig": map[string]any{"AdditionalVersionWeights": map[string]any{"2": 1.0}}})
	w.fails(t, "lambda.Invoke", map[string]any{"FunctionName": "fn:live"}, 409, "ResourceConflictException", "following state: Pending")
	w.advance(10 * time.Second)
	if got := w.must(t, "lambda.Invoke", map[string]any{"FunctionName": "fn:live"}).(*InvokeOutput).ExecutedVersion; got != "2" || len(w.invocations) != 0 {
		t.Errorf("version %s serves; %d requests are left", got, len(w.invocations))
	}
}
