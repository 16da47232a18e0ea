package lambda

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"skylab/engine/billing"
	"skylab/engine/sim"
)

// life is a world of random calls on everything that can happen to a function
// at the same time, with the books that the test keeps of it.
type life struct {
	*world
	r    *rand.Rand
	post *post
	// pending are requests whose caller waits, sent the messages in the queue.
	pending []*reply
	sent    int
	// What has been run, by its events, and of it by processes outside.
	runs, mbms, away int64
}

// lifeLimit is the account's concurrency, low enough to be reached.
const lifeLimit = 130

func newLife(t *testing.T, seed uint64) *life {
	w := newWorld(t, seed, AWSRules())
	l := &life{world: w, r: rand.New(rand.NewPCG(seed, 2)), post: &post{}}
	w.near.Deliverer = l.post
	w.account.Limit = lifeLimit
	w.open = func(v *environment) (program, error) {
		if v.outside != nil {
			return elsewhere{}, nil
		}
		return &fickle{r: w.k.Stream("test.fickle")}, nil
	}
	w.must(t, "iam.AttachRolePolicy", map[string]any{"RoleName": "runner", "PolicyArn": "arn:aws:iam::aws:policy/service-role/AWSLambdaSQSQueueExecutionRole"})
	w.must(t, "sqs.CreateQueue", map[string]any{"QueueName": "lost"})
	w.must(t, "sqs.CreateQueue", map[string]any{"QueueName": "orders", "Attributes": map[string]any{
		"RedrivePolicy": `{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:123456789012:lost","maxReceiveCount":3}`}})
	w.k.Handle(func(e sim.Entry) { l.note(e.Event) })
	return l
}

// note keeps the books of what an event is worth.
func (l *life) note(e sim.Event) {
	switch e := e.(type) {
	case InvocationEnded:
		l.runs++
		if e.Outside && e.Status != timeout {
			l.away++
		}
		l.mbms += e.BilledMs * int64(e.MemoryMB)
	case InitEnded:
		if e.Request == "" { // ahead of requests
			l.mbms += int64((e.Duration+time.Millisecond-1)/time.Millisecond) * defaultMemory
		}
	}
}

// step makes a random call. Refusals are part of life.
func (l *life) step() {
	name := map[string]any{"FunctionName": []string{"a", "b"}[l.r.IntN(2)]}
	qualifier := []string{"", "1", "2", "live"}[l.r.IntN(4)]
	of := func(m map[string]any) map[string]any {
		if qualifier != "" {
			m["Qualifier"] = qualifier
		}
		return fields(m, name)
	}
	call := func(id string, in map[string]any) { l.pending = append(l.pending, l.do(id, in)) }
	switch l.r.IntN(27) {
	case 0, 1:
		call("lambda.CreateFunction", validFunction(name, map[string]any{"Timeout": 1 + l.r.IntN(5), "Publish": l.r.IntN(2) == 0,
			"DeadLetterConfig": map[string]any{"TargetArn": []string{"", queue}[l.r.IntN(2)]}}))
	case 2:
		call("lambda.UpdateFunctionConfiguration", fields(map[string]any{"Timeout": 1 + l.r.IntN(5)}, name))
	case 3:
		call("lambda.UpdateFunctionCode", fields(map[string]any{"ZipFile": zipped("index.mjs", fmt.Sprint(l.r.IntN(3))), "Publish": l.r.IntN(2) == 0}, name))
	case 4:
		call("lambda.PublishVersion", name)
	case 5:
		call("lambda.CreateAlias", fields(map[string]any{"Name": "live", "FunctionVersion": "1"}, name))
	case 6, 7:
		call("lambda.UpdateAlias", fields(map[string]any{"Name": "live", "FunctionVersion": fmt.Sprint(1 + l.r.IntN(3)), "RoutingConfig": map[string]any{
			"AdditionalVersionWeights": map[string]any{fmt.Sprint(1 + l.r.IntN(3)): l.r.Float64()}}}, name))
	case 8:
		call("lambda.PutFunctionConcurrency", fields(map[string]any{"ReservedConcurrentExecutions": l.r.IntN(20)}, name))
	case 9:
		call("lambda.DeleteFunctionConcurrency", name)
	case 10, 11:
		call("lambda.PutProvisionedConcurrencyConfig", of(map[string]any{"Qualifier": "1", "ProvisionedConcurrentExecutions": 1 + l.r.IntN(8)}))
	case 12:
		call("lambda.DeleteProvisionedConcurrencyConfig", of(map[string]any{"Qualifier": "live"}))
	case 13:
		call("lambda.PutFunctionEventInvokeConfig", of(map[string]any{"MaximumRetryAttempts": l.r.IntN(3), "MaximumEventAgeInSeconds": 60 + l.r.IntN(600),
			"DestinationConfig": map[string]any{"OnFailure": map[string]any{"Destination": queue}, "OnSuccess": map[string]any{"Destination": topic}}}))
	case 14:
		l.post.refuse = []string{"", queue}[l.r.IntN(2)]
	case 15:
		l.mapping()
	case 16, 17:
		for range l.r.IntN(30) {
			call("sqs.SendMessage", map[string]any{"QueueUrl": "orders", "MessageBody": "m"})
			l.sent++
		}
	case 18:
		if l.r.IntN(4) == 0 {
			call("lambda.DeleteFunction", of(map[string]any{}))
		}
	case 19:
		call("lambda.DeleteAlias", fields(map[string]any{"Name": "live"}, name))
	case 20:
		for range l.r.IntN(60) {
			call("lambda.Invoke", of(map[string]any{}))
		}
	case 21:
		call([]string{"runtime.Attach", "runtime.Attach", "runtime.Detach"}[l.r.IntN(3)], name)
	case 22, 23, 24:
		l.outside(name)
	default:
		call("lambda.Invoke", of(map[string]any{"InvocationType": Event}))
	}
}

// outside lets processes outside ask, answer and leave.
func (l *life) outside(name map[string]any) {
	runtime := fields(map[string]any{"Runtime": fmt.Sprint(l.r.IntN(6))}, name)
	switch l.r.IntN(9) {
	case 0:
		l.do("runtime.Leave", runtime)
	case 1:
		l.do("runtime.FailInit", name)
	case 2:
		l.pending = append(l.pending, l.do("runtime.Next", runtime))
	default: // at once, for most pauses are longer than a function may run
		l.pending = append(l.pending, l.do("lambda.Invoke", name), l.do("runtime.Next", runtime))
		l.k.Advance(l.k.Now(), 1<<30)
		for _, v := range l.Environments(name["FunctionName"].(string)) {
			l.do([]string{"runtime.Respond", "runtime.Fail"}[l.r.IntN(2)], fields(map[string]any{"RequestId": v.RequestID + "-"[:l.r.IntN(8)/7]}, name))
			l.k.Advance(l.k.Now(), 1<<30)
		}
	}
}

// mapping makes, changes or deletes a mapping.
func (l *life) mapping() {
	all := l.Mappings()
	if len(all) == 0 || l.r.IntN(3) == 0 {
		l.do("lambda.CreateEventSourceMapping", map[string]any{"FunctionName": []string{"a", "b", "a:live"}[l.r.IntN(3)], "EventSourceArn": ordersARN, "BatchSize": 1 + l.r.IntN(10),
			"FunctionResponseTypes": []string{"ReportBatchItemFailures"}[:l.r.IntN(2)]})
		return
	}
	m := map[string]any{"UUID": all[l.r.IntN(len(all))].UUID}
	switch l.r.IntN(3) {
	case 0:
		l.do("lambda.DeleteEventSourceMapping", m)
	case 1:
		l.do("lambda.UpdateEventSourceMapping", fields(m, map[string]any{"Enabled": l.r.IntN(2) == 0}))
	default:
		l.do("lambda.UpdateEventSourceMapping", fields(m, map[string]any{"FunctionName": []string{"a", "b"}[l.r.IntN(2)], "MaximumBatchingWindowInSeconds": l.r.IntN(3)}))
	}
}

func (l *life) check(t *testing.T, seed uint64) {
	t.Helper()
	if err := l.Check(); err != nil {
		t.Fatalf("seed %d at %v: %v", seed, l.k.Now().Since(), err)
	}
	if n := l.Concurrency(); n > lifeLimit {
		t.Fatalf("seed %d at %v: %d requests run", seed, l.k.Now().Since(), n)
	}
}

// TestALifeOfRandomCallsBreaksNothing: whatever changes while requests run and
// events wait, every request is answered and every event ends once, no limit
// is passed, and the bill is that of what ran.
func TestALifeOfRandomCallsBreaksNothing(t *testing.T) {
	away := int64(0)
	for seed := range uint64(20) {
		l := newLife(t, seed)
		for range 150 {
			l.step()
			pause := []time.Duration{time.Millisecond, time.Second, 3 * time.Minute, 45 * time.Minute}[l.r.IntN(4)]
			until := l.k.Now().Add(time.Duration(l.r.Int64N(int64(pause))))
			for !l.k.Advance(until, 1) {
				l.check(t, seed)
			}
		}
		for _, f := range l.Functions() {
			l.do("lambda.DeleteFunction", map[string]any{"FunctionName": f.Name})
		}
		for range 100 {
			l.advance(15 * time.Minute)
			l.check(t, seed)
		}
		for i, p := range l.pending {
			if !p.done {
				t.Fatalf("seed %d: call %d was never answered", seed, i)
			}
		}
		if n := len(l.invocations) + len(l.environments) + len(l.Service.calls) + l.Concurrency(); n != 0 {
			t.Fatalf("seed %d: %d requests, %d environments, %d calls are left", seed, len(l.invocations), len(l.environments), len(l.Service.calls))
		}
		if a := l.Account(); a.Reserved+a.Provisioned+a.Unreserved != 0 {
			t.Fatalf("seed %d: the empty account counts %+v", seed, a)
		}
		away += l.away
		metered := map[billing.UsageType]int64{}
		for _, r := range l.bill.Readings() {
			metered[r.Usage] += r.Quantity.N
		}
		if metered[billing.LambdaRequests] != l.runs || metered[billing.LambdaDuration]+metered[billing.LambdaProvisionedDuration] != l.mbms {
			t.Fatalf("seed %d: %d requests and %d MB-ms are metered, %d and %d ran", seed, metered[billing.LambdaRequests],
				metered[billing.LambdaDuration]+metered[billing.LambdaProvisionedDuration], l.runs, l.mbms)
		}
	}
	if away < 10 {
		t.Errorf("in all lives only %d requests were answered outside", away)
	}
}
