package events_test

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"skylab/engine/aws"
	"skylab/engine/billing"
	"skylab/engine/events"
	"skylab/engine/sim"
)

func TestTransformations(t *testing.T) {
	const detail = `{"who":"A \"q\" <b>","n":[1,2.50],"o":{"k":null}}`
	for _, c := range []struct{ form, want string }{
		{`"Input":"{\"a\": 1}"`, `{"a": 1}`},
		{`"InputPath":"$.detail"`, `{"who":"A \"q\" <b>","n":[1,2.50],"o":{"k":null}}`},
		{`"InputPath":"$.detail.n[1]"`, `2.50`},
		{`"InputPath":"$['detail-type']"`, `"t"`},
		{`"InputPath":"$.detail.nothing"`, `{}`},
		{`"InputTransformer":{"InputPathsMap":{"w":"$.detail.who","n":"$.detail.n","o":"$.detail.o","x":"$.x"},"InputTemplate":"{\"w\": <w>, \"n\": <n>, \"in\": \"<w> and <o> and <x>\", \"x\": <x>, \"y\": \"<y>\"}"}`,
			`{"w": "A \"q\" <b>", "n": [1,2.50], "in": "A \"q\" <b> and {\"k\":null} and ", "x": "", "y": "<y>"}`},
		{`"InputTransformer":{"InputPathsMap":{"s":"$.source"},"InputTemplate":"\"from <s> by <aws.events.rule-name>\""}`, `"from s by r"`},
		{`"InputTransformer":{"InputTemplate":"[<aws.events.rule-arn>, <aws.events.event.ingestion-time>]"}`,
			`["arn:aws:events:us-east-1:123456789012:rule/r", "2026-11-02T09:00:00Z"]`},
	} {
		w := newWorld(t)
		w.do("PutRule", `{"Name":"r","EventPattern":"{\"source\":[\"s\"]}"}`)
		w.do("PutTargets", `{"Rule":"r","Targets":[{"Id":"1","Arn":"`+queue+`",`+c.form+`}]}`)
		w.do("PutEvents", entry("s", detail))
		w.pass(time.Second)
		if len(w.got) != 1 || string(w.got[0].Body) != c.want {
			t.Errorf("%s: %+v, want %q", c.form, w.got, c.want)
		}
	}
}

func TestTemplateThatIsNoJSON(t *testing.T) {
	w := newWorld(t)
	w.do("PutRule", `{"Name":"r","EventPattern":"{\"source\":[\"s\"]}"}`)
	w.do("PutTargets", `{"Rule":"r","Targets":[{"Id":"1","Arn":"`+fn+`","DeadLetterConfig":{"Arn":"`+dead+`"},"InputTransformer":{"InputTemplate":"not json"}}]}`)
	w.do("PutEvents", entry("s", `{}`))
	w.pass(time.Second)
	if len(w.got) != 1 || w.got[0].Target != dead || attribute(w.got[0].Delivery, "ERROR_CODE") != "INVALID_JSON" {
		t.Errorf("delivered: %+v", w.got)
	}
}

func attribute(d aws.Delivery, name string) string {
	for _, a := range d.Attributes {
		if a.Name == name {
			return a.Value
		}
	}
	return ""
}

func TestRetriesAndDeadLetters(t *testing.T) {
	throttled := aws.Errorf(429, "TooManyRequestsException", "Rate Exceeded.")
	forbidden := aws.Errorf(403, "AccessDeniedException", "no")
	gone := aws.Errorf(404, "ResourceNotFoundException", "gone")
	for name, c := range map[string]struct {
		err         *aws.Error
		times       int
		policy      string
		tries       int
		code        string // of the dead letter, "" for a delivery
		condition   string
		last        time.Duration // at the latest
		failed, sum float64
	}{
		"at once":                {nil, 0, `{}`, 1, "", "", time.Second, 0, 1},
		"after two retries":      {throttled, 2, `{}`, 3, "", "", time.Minute, 0, 1},
		"no permission":          {forbidden, -1, `{}`, 1, "NO_PERMISSIONS", "", time.Second, 1, 1},
		"no such target":         {gone, -1, `{}`, 1, "NO_RESOURCE", "", time.Second, 1, 1},
		"retries used up":        {throttled, -1, `{"MaximumRetryAttempts":3}`, 4, "THROTTLING", "MaximumRetryAttempts", 2 * time.Minute, 1, 1},
		"no retries":             {throttled, -1, `{"MaximumRetryAttempts":0}`, 1, "THROTTLING", "MaximumRetryAttempts", time.Second, 1, 1},
		"too old":                {throttled, -1, `{"MaximumEventAgeInSeconds":60}`, 3, "THROTTLING", "MaximumEventAgeInSeconds", time.Minute, 1, 1},
		"a day of the default's": {throttled, -1, `{}`, 0, "THROTTLING", "", 24*time.Hour + time.Minute, 1, 1},
	} {
		w := newWorld(t)
		w.refuse[fn], w.times = c.err, c.times
		w.do("PutRule", `{"Name":"r","EventPattern":"{\"source\":[\"s\"]}"}`)
		w.do("PutTargets", `{"Rule":"r","Targets":[{"Id":"1","Arn":"`+fn+`","RetryPolicy":`+c.policy+`,"DeadLetterConfig":{"Arn":"`+dead+`"}}]}`)
		w.do("PutEvents", entry("s", `{"n":1}`))
		w.pass(30 * time.Hour)
		if len(w.got) != 1 {
			t.Fatalf("%s: %d deliveries", name, len(w.got))
		}
		d := w.got[0]
		tries := w.tried
		if c.code != "" {
			tries-- // the dead letter
		}
		if c.tries == 0 && (tries < 180 || tries > 186) || c.tries != 0 && tries != c.tries {
			t.Errorf("%s: tried %d times, want %d", name, tries, c.tries)
		}
		if attribute(d.Delivery, "ERROR_CODE") != c.code || c.tries != 0 && attribute(d.Delivery, "EXHAUSTED_RETRY_CONDITION") != c.condition || d.at > c.last {
			t.Errorf("%s: %+v", name, d)
		}
		if c.condition != "" && attribute(d.Delivery, "RETRY_ATTEMPTS") != strconv.Itoa(c.tries-1) {
			t.Errorf("%s: %+v", name, d.Attributes)
		}
		if !strings.HasSuffix(string(d.Body), `"detail":{"n":1}}`) {
			t.Errorf("%s: the body is %s", name, d.Body)
		}
		if w.metric("FailedInvocations", "r") != c.failed || w.metric("Invocations", "r") != c.sum || w.metric("InvocationsSentToDlq", "r") != c.failed ||
			w.metric("InvocationAttempts", "r") != float64(tries) || w.metric("MatchedEvents", "r") != 1 {
			t.Errorf("%s: the metrics do not say so", name)
		}
	}
}

func TestLostWithoutDeadLetterQueue(t *testing.T) {
	w := newWorld(t)
	w.refuse[fn], w.refuse[dead], w.times = aws.Errorf(403, "AccessDeniedException", "no"), aws.Errorf(403, "AccessDenied", "no"), -1
	w.do("PutRule", `{"Name":"r","EventPattern":"{\"source\":[\"s\"]}"}`)
	w.do("PutTargets", `{"Rule":"r","Targets":[{"Id":"1","Arn":"`+fn+`"},{"Id":"2","Arn":"`+fn+`","DeadLetterConfig":{"Arn":"`+dead+`"}}]}`)
	w.do("PutEvents", entry("s", `{}`))
	w.pass(time.Hour)
	if len(w.got) != 0 || w.metric("FailedInvocations", "r") != 2 || w.metric("InvocationsFailedToBeSentToDlq", "r") != 1 {
		t.Errorf("delivered %v, failed %v", w.got, w.metric("FailedInvocations", "r"))
	}
}

// Roles, groups of FIFO queues, rules that are gone meanwhile.
func TestDeliveries(t *testing.T) {
	w := newWorld(t)
	w.do("PutRule", `{"Name":"r","EventPattern":"{\"source\":[\"s\"]}"}`)
	w.do("PutTargets", `{"Rule":"r","Targets":[{"Id":"1","Arn":"`+queue+`.fifo","RoleArn":"arn:aws:iam::123456789012:role/r","SqsParameters":{"MessageGroupId":"g"}}]}`)
	w.do("PutEvents", entry("s", `{}`))
	w.do("RemoveTargets", `{"Rule":"r","Ids":["1"]}`)
	w.do("DeleteRule", `{"Name":"r"}`)
	w.pass(time.Second)
	if len(w.got) != 1 || w.got[0].Role != "arn:aws:iam::123456789012:role/r" || w.got[0].Service != "" || w.got[0].Group != "g" {
		t.Errorf("delivered %+v", w.got)
	}
}

func TestEventsOfServices(t *testing.T) {
	w := newWorld(t)
	w.do("CreateEventBus", `{"Name":"shop"}`)
	w.do("PutRule", `{"Name":"r","EventPattern":"{\"source\":[\"aws.s3\"],\"detail-type\":[\"Object Created\"]}"}`)
	w.do("PutTargets", `{"Rule":"r","Targets":[{"Id":"1","Arn":"`+queue+`"}]}`)
	bus := "arn:aws:events:us-east-1:123456789012:event-bus/"
	put := func(bus string) *aws.Error {
		return w.s.Deliver(aws.Delivery{Target: bus, Service: "s3.amazonaws.com", Subject: "Object Created",
			Body: []byte(`{"source":"aws.s3","resources":["arn:aws:s3:::b"],"detail":{"bucket":{"name":"b"}}}`)})
	}
	if err := put(bus + "default"); err != nil {
		t.Fatal(err)
	}
	if err := put(bus + "shop"); err == nil || err.Status() != 403 {
		t.Errorf("a service may put events on a custom bus: %v", err)
	}
	if err := put(bus + "gone"); err == nil || err.Code != "ResourceNotFoundException" {
		t.Errorf("a bus that does not exist answers %v", err)
	}
	w.pass(time.Second)
	const want = `"detail-type":"Object Created","source":"aws.s3","account":"123456789012","time":"2026-11-02T09:00:00Z","region":"us-east-1","resources":["arn:aws:s3:::b"],"detail":{"bucket":{"name":"b"}}}`
	if len(w.got) != 1 || !strings.HasSuffix(string(w.got[0].Body), want) {
		t.Errorf("delivered %+v", w.got)
	}
	if n := reading(w.bill); n != 0 {
		t.Errorf("events of AWS's services are billed: %d", n)
	}
}

func TestPutEventsIsBilledByChunks(t *testing.T) {
	w := newWorld(t)
	w.do("PutEvents", entry("s", `{}`))
	w.do("PutEvents", entry("s", `{"a":"`+strings.Repeat("x", 65<<10)+`"}`))
	w.do("PutEvents", entry("aws.s", `{}`)) // refused, and free
	if n := reading(w.bill); n != 3 {
		t.Errorf("%d events are billed, want 3", n)
	}
}

func reading(b *billing.Service) (n int64) {
	for _, r := range b.Readings() {
		if r.Usage == billing.EventBridgeEvents {
			n += r.Quantity.N
		}
	}
	return n
}

func TestLoopsAreNotSeen(t *testing.T) {
	w := newWorld(t)
	w.do("PutRule", `{"Name":"r","EventPattern":"{\"source\":[\"s\"]}"}`)
	w.do("PutTargets", `{"Rule":"r","Targets":[{"Id":"1","Arn":"`+fn+`"}]}`)
	var trace uint64 = 7
	w.k.Handle(func(e sim.Entry) {
		if _, is := e.Event.(events.TargetInvoked); is {
			trace = e.Trace
		}
	})
	w.k.Carry(9, func() { w.do("PutEvents", entry("s", `{}`)) })
	w.pass(time.Second)
	if trace != 0 {
		t.Errorf("the call carries %d", trace)
	}
}
