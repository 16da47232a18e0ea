package sns_test

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"skylab/engine/aws"
)

// masked replaces what is drawn by its name.
func masked(s string) string {
	for _, m := range [][2]string{
		{`[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}`, "UUID"},
		{`[A-Za-z0-9+/]{342}==`, "SIGNATURE"},
	} {
		s = regexp.MustCompile(m[0]).ReplaceAllString(s, m[1])
	}
	return s
}

const attributes = `,"Subject":"A <b>","MessageAttributes":{"n":{"DataType":"Number","StringValue":"99.12"},"b":{"DataType":"Binary","BinaryValue":"AgME"}}`

// TestLambdaEvent is the event of facts/lambda.md 4.9, member by member.
func TestLambdaEvent(t *testing.T) {
	w := newWorld(t)
	w.subscribe("lambda", hello, "")
	w.tick(250 * time.Millisecond)
	w.publish("Hello & \"world\"", attributes)
	w.tick(time.Minute)
	w.publish("m", "")
	w.tick(time.Minute)
	if len(w.delivered) != 2 || w.delivered[0].Service != "sns.amazonaws.com" || w.delivered[0].Source != orders || w.delivered[0].Target != hello {
		t.Fatalf("delivered %+v", w.delivered)
	}
	const head = `{"Records":[{"EventSource":"aws:sns","EventVersion":"1.0","EventSubscriptionArn":"` + orders + `:UUID","Sns":{"Type":"Notification",` +
		`"MessageId":"UUID","TopicArn":"` + orders + `",`
	const middle = `"SignatureVersion":"1","Signature":"SIGNATURE",` +
		`"SigningCertUrl":"https://sns.us-east-1.amazonaws.com/SimpleNotificationService-f3ecfb7224c7233fe7bb5f59f96de52f.pem",` +
		`"UnsubscribeUrl":"https://sns.us-east-1.amazonaws.com/?Action=Unsubscribe&SubscriptionArn=` + orders + `:UUID",`
	equal(t, "full", masked(string(w.delivered[0].Body)), head+`"Subject":"A <b>","Message":"Hello & \"world\"",`+
		`"Timestamp":"2026-11-02T09:00:00.250Z",`+middle+`"MessageAttributes":{"b":{"Type":"Binary","Value":"AgME"},"n":{"Type":"Number","Value":"99.12"}}}}]}`)
	equal(t, "bare", masked(string(w.delivered[1].Body)), head+`"Subject":null,"Message":"m",`+
		`"Timestamp":"2026-11-02T09:01:00.250Z",`+middle+`"MessageAttributes":{}}}]}`)
}

// TestEnvelope is the JSON that queues get, in SNS's own layout.
func TestEnvelope(t *testing.T) {
	w := newWorld(t)
	w.subscribe("sqs", queue, "")
	w.publish("Hello & \"world\"", attributes)
	w.tick(time.Minute)
	got := w.delivered[0]
	if got.Attributes != nil || !json.Valid(got.Body) {
		t.Errorf("attributes %v, body %s", got.Attributes, got.Body)
	}
	equal(t, "envelope", masked(string(got.Body)), `{
  "Type" : "Notification",
  "MessageId" : "UUID",
  "TopicArn" : "`+orders+`",
  "Subject" : "A <b>",
  "Message" : "Hello & \"world\"",
  "Timestamp" : "2026-11-02T09:00:00.000Z",
  "SignatureVersion" : "1",
  "Signature" : "SIGNATURE",
  "SigningCertURL" : "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-f3ecfb7224c7233fe7bb5f59f96de52f.pem",
  "UnsubscribeURL" : "https://sns.us-east-1.amazonaws.com/?Action=Unsubscribe&SubscriptionArn=`+orders+`:UUID",
  "MessageAttributes" : {
    "b" : {"Type":"Binary","Value":"AgME"},
    "n" : {"Type":"Number","Value":"99.12"}
  }
}`)
}

// TestRaw: the message alone, its attributes beside it, and by protocol where
// the message says so.
func TestRaw(t *testing.T) {
	w := newWorld(t)
	w.subscribe("sqs", queue, `"RawMessageDelivery":"true"`)
	w.publish(`{"default":"to all","sqs":"to queues","email":"to people","lambda":7}`, `,"MessageStructure":"json"`+attributes)
	w.tick(time.Minute)
	d := w.delivered[0]
	if string(d.Body) != "to queues" || len(d.Attributes) != 2 || d.Attributes[0].Name != "b" || d.Attributes[1].Value != "99.12" {
		t.Errorf("delivered %+v", d)
	}
	many := `,"MessageAttributes":{`
	for _, c := range "abcdefghijk" {
		many += `"` + string(c) + `":{"DataType":"String","StringValue":"x"},`
	}
	w.publish("m", strings.TrimSuffix(many, ",")+"}")
	w.tick(time.Minute)
	if len(w.delivered) != 1 || w.count("NumberOfNotificationsFailed") != 1 {
		t.Errorf("eleven attributes were delivered to a queue")
	}
}

// TestRetries: the phases of AWS's policy, attempt by attempt.
func TestRetries(t *testing.T) {
	w := newWorld(t)
	w.subscribe("sqs", queue, `"RedrivePolicy":"{\"deadLetterTargetArn\":\"`+letters+`\"}"`)
	w.refuse[queue] = aws.Errorf(503, "ServiceUnavailable", "down")
	w.publish("m", "")
	w.tick(10 * time.Minute)
	var gaps []time.Duration
	for i := 1; i < len(w.times); i++ {
		gaps = append(gaps, w.times[i].Sub(w.times[i-1]))
	}
	want := []time.Duration{0, 0, 0, time.Second, time.Second, time.Second}
	if !slices.Equal(gaps[:6], want) || gaps[14] != 20*time.Second || gaps[15] != 20*time.Second || gaps[7] <= gaps[6] || gaps[13] >= 20*time.Second {
		t.Errorf("gaps %v", gaps[:17])
	}
	if len(w.Topics()) != 1 || w.Topics()[0].UnderWay != 1 {
		t.Errorf("topics %+v", w.Topics())
	}
	delete(w.refuse, queue)
	w.tick(time.Minute)
	if len(w.delivered) != 1 || w.delivered[0].Target != queue || w.Topics()[0].UnderWay != 0 {
		t.Errorf("after recovery %+v", w.delivered)
	}
}

// TestGivenUp: after 100,015 retries in 23 days the dead-letter queue.
func TestGivenUp(t *testing.T) {
	w := newWorld(t)
	w.subscribe("sqs", queue, `"RedrivePolicy":"{\"deadLetterTargetArn\":\"`+letters+`\"}"`)
	w.refuse[queue] = aws.Errorf(429, "TooManyRequestsException", "slow down")
	w.publish("m", "")
	w.tick(23 * 24 * time.Hour)
	if len(w.delivered) != 0 {
		t.Error("given up before 23 days")
	}
	w.tick(24 * time.Hour)
	if attempts := len(w.times) - 1; attempts != 100_016 || len(w.delivered) != 1 || w.delivered[0].Target != letters {
		t.Errorf("%d attempts, delivered %+v", attempts, w.delivered)
	}
	for metric, want := range map[string]float64{"NumberOfNotificationsFailed": 1, "NumberOfNotificationsRedrivenToDlq": 1, "NumberOfNotificationsDelivered": 0} {
		if got := w.count(metric); got != want {
			t.Errorf("%s is %v, want %v", metric, got, want)
		}
	}
}

// TestClientErrors: what is gone or forbidden is tried once.
func TestClientErrors(t *testing.T) {
	for _, c := range []struct {
		attributes string
		letters    *aws.Error
		want       int
		metric     string
	}{
		{"", nil, 0, "NumberOfNotificationsFailed"},
		{`"RedrivePolicy":"{\"deadLetterTargetArn\":\"` + letters + `\"}"`, nil, 1, "NumberOfNotificationsRedrivenToDlq"},
		{`"RedrivePolicy":"{\"deadLetterTargetArn\":\"` + letters + `\"}"`, aws.Errorf(403, "AccessDenied", "no"), 0, "NumberOfNotificationsFailedToRedriveToDlq"},
	} {
		w := newWorld(t)
		w.subscribe("lambda", hello, c.attributes)
		w.refuse[hello] = aws.Errorf(404, "ResourceNotFoundException", "Function not found")
		if c.letters != nil {
			w.refuse[letters] = c.letters
		}
		w.publish("m", "")
		w.tick(time.Hour)
		if len(w.delivered) != c.want || w.count(c.metric) != 1 || w.count("NumberOfNotificationsFailed") != 1 {
			t.Errorf("%s: delivered %+v, %s %v", c.attributes, w.delivered, c.metric, w.count(c.metric))
		}
		if c.want == 1 && !strings.HasPrefix(string(w.delivered[0].Body), "{\n  \"Type\" : \"Notification\"") {
			t.Errorf("a function's dead letter is %s", w.delivered[0].Body)
		}
	}
}

// TestGone: nothing is delivered to who has unsubscribed meanwhile.
func TestGone(t *testing.T) {
	w := newWorld(t)
	sub := w.subscribe("sqs", queue, "")
	w.subscribe("lambda", hello, "")
	w.publish("m", "")
	w.must("Unsubscribe", `{"SubscriptionArn":"`+sub+`"}`)
	w.tick(time.Minute)
	if len(w.delivered) != 1 || w.delivered[0].Target != hello {
		t.Errorf("delivered %+v", w.delivered)
	}
	w.publish("m", "")
	w.must("DeleteTopic", `{"TopicArn":"`+orders+`"}`)
	w.must("CreateTopic", `{"Name":"orders"}`)
	w.tick(time.Minute)
	if len(w.delivered) != 1 {
		t.Errorf("delivered %+v", w.delivered)
	}
}

// TestPending: nobody confirms, so nothing is sent, and after 48 hours the
// subscription is gone.
func TestPending(t *testing.T) {
	w := newWorld(t)
	const in = `{"TopicArn":"` + orders + `","Protocol":"email","Endpoint":"me@example.com"`
	equal(t, "subscribe", w.call("Subscribe", in+"}"), `{"SubscriptionArn":"pending confirmation"}`)
	if got := w.call("Subscribe", in+`,"ReturnSubscriptionArn":true}`); !strings.HasPrefix(got, `{"SubscriptionArn":"`+orders+":") {
		t.Error(got)
	}
	w.publish("m", "")
	w.tick(47 * time.Hour)
	equal(t, "list", w.call("ListSubscriptionsByTopic", `{"TopicArn":"`+orders+`"}`), `{"Subscriptions":[{"SubscriptionArn":"PendingConfirmation",`+
		`"Owner":"123456789012","Protocol":"email","Endpoint":"me@example.com","TopicArn":"`+orders+`"}]}`)
	w.tick(2 * time.Hour)
	equal(t, "list", w.call("ListSubscriptions", `{}`), `{"Subscriptions":[]}`)
	if len(w.delivered) != 0 {
		t.Errorf("delivered %+v", w.delivered)
	}
}
