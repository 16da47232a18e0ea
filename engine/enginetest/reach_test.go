package enginetest_test

import (
	"maps"
	"slices"
	"testing"

	"skylab/engine"
	"skylab/engine/aws"
	"skylab/engine/enginetest"
	"skylab/engine/lambda"
)

// named are operations on what the world names: streams, mappings, receipts.
// Stories cannot know those names; the services' own tests do.
var named = map[string]bool{"logs.GetLogEvents": true, "lambda.GetEventSourceMapping": true, "lambda.UpdateEventSourceMapping": true,
	"lambda.DeleteEventSourceMapping": true, "sqs.ChangeMessageVisibility": true, "sqs.DeleteMessage": true}

// TestStoriesReachDeepStates is about the generator: laws that are tried on
// refused calls only hold for nothing.
func TestStoriesReachDeepStates(t *testing.T) {
	all, good, seen := map[string]int{}, map[string]int{}, map[string]int{}
	for seed := *first; seed < *first+max(*seeds, 170); seed++ { // with fewer, rare calls may all be refused
		s := enginetest.Draw(seed, steps)
		w := engine.New(engine.Config{Seed: seed})
		var replies []*engine.Reply
		for _, step := range s.Steps {
			w.AdvanceTo(w.Now().Add(step.Pause))
			replies = append(replies, step.Do(w))
		}
		w.AdvanceTo(w.Now().Add(3600e9))
		for _, r := range replies {
			all[r.Call.Operation]++
			if r.Done && r.Err == nil {
				good[r.Call.Operation]++
			}
			note(seen, r.Out)
		}
		for _, e := range w.Journal().Since(0) {
			seen[e.Event.Kind()]++
			note(seen, e.Event)
		}
	}
	for _, op := range slices.Sorted(maps.Keys(all)) {
		t.Logf("%-45s %6d of %6d succeed, %3d%%", op, good[op], all[op], 100*good[op]/all[op])
		if good[op] == 0 && !named[op] {
			t.Errorf("%s never succeeds in %d calls", op, all[op])
		}
	}
	for _, what := range []string{"200 by URL", "s3.NotificationDelivered", "lambda.UpdateEnded", "lambda.DeadlineReached",
		"sqs.MessageMoved", "sns.NotificationDelivered", "sns.NotificationFailed", "sns.NotificationFilteredOut",
		"retried: error", "dropped: RetriesExhausted", "dropped: FunctionDeleted", "Unhandled", "lambda.EnvironmentExpired",
		"lambda.FunctionInactivated", "lambda.FunctionRestored", "retried: Pending", "lambda.RequestHanded", "answered outside",
		"ec2.UserDataRan", "ec2.ProcessFailed", "ec2.HostFailed", "ec2.HostRecovered", "ec2.ShellOpened",
		"autoscaling.CapacityChanged", "autoscaling.MemberUnhealthy", "autoscaling.GroupDeleted", "autoscaling.HookTimedOut", "autoscaling.PolicyExecuted",
		"ec2.SpotInterruptionNoticed", "ec2.JobEnded"} {
		if seen[what] == 0 {
			t.Errorf("no story has %q", what)
		}
	}
	for _, kind := range slices.Sorted(maps.Keys(seen)) {
		t.Logf("%6d %s", seen[kind], kind)
	}
}

// note counts what an answer or an event is a sign of.
func note(seen map[string]int, v any) {
	switch v := v.(type) {
	case lambda.EventRetried:
		seen["retried: "+v.Reason]++
	case lambda.EventDropped:
		seen["dropped: "+v.Reason]++
	case lambda.InvocationEnded:
		if v.Outside && v.Status == "success" {
			seen["answered outside"]++
		}
	case *lambda.InvokeOutput:
		seen[v.FunctionError]++
	case *aws.HTTPResponse:
		if v.Status < 300 {
			seen["200 by URL"]++
		}
	}
}

func TestFloodIsThrottled(t *testing.T) {
	w, err := enginetest.Flood(1).Play((*engine.World).Check)
	if err != nil {
		t.Fatal(err)
	}
	throttled := 0
	for _, e := range w.Journal().Since(0) {
		if _, is := e.Event.(lambda.Throttled); is {
			throttled++
		}
	}
	if throttled == 0 {
		t.Fatal("more requests than the account may run, and none was throttled")
	}
}
