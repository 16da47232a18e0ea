package s3_test

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"skylab/engine/s3"
	"skylab/engine/sim"
)

// notify configures a bucket; each configuration is "events;prefix;suffix".
func (w *world) notify(bucket string, configurations ...string) string {
	var list []string
	for _, c := range configurations {
		part := strings.Split(c, ";")
		var rules []string
		for i, name := range []string{"prefix", "Suffix"} {
			if part[i+1] != "" {
				rules = append(rules, fmt.Sprintf(`{"Name":%q,"Value":%q}`, name, part[i+1]))
			}
		}
		list = append(list, fmt.Sprintf(`{"LambdaFunctionArn":%q,"Events":["%s"],"Filter":{"Key":{"FilterRules":[%s]}}}`,
			hello, strings.ReplaceAll(part[0], ",", `","`), strings.Join(rules, ",")))
	}
	return w.call("PutBucketNotificationConfiguration", fmt.Sprintf(
		`{"Bucket":%q,"NotificationConfiguration":{"LambdaFunctionConfigurations":[%s]}}`, bucket, strings.Join(list, ",")))
}

// TestRecord is the event's JSON, member by member (facts/lambda.md 4.6).
func TestRecord(t *testing.T) {
	w := newWorld()
	w.bucket(t, "photos")
	if got := w.notify("photos", "s3:ObjectCreated:*;;.png"); got != "null" {
		t.Fatal(got)
	}
	w.tick(250 * time.Millisecond)
	w.put(t, "photos", "in/größe & a+b.png")
	if len(w.delivered) != 0 {
		t.Fatal("delivered before any time has passed")
	}
	w.tick(time.Minute)
	if len(w.delivered) != 1 {
		t.Fatalf("%d delivered", len(w.delivered))
	}
	// What is drawn has a form; all else is as written here.
	got := w.delivered[0]
	for name, form := range map[string]string{
		"x-amz-request-id": `[A-Z2-7]{16}`, "x-amz-id-2": `[A-Za-z0-9+/]{75}=`, "configurationId": `[A-Za-z0-9]{48}`,
		"eTag": `[0-9a-f]{32}`, "sequencer": `00[0-9A-F]{16}`,
	} {
		got = regexp.MustCompile(`"`+name+`":"`+form+`"`).ReplaceAllString(got, `"`+name+`":"…"`)
	}
	want := `arn:aws:lambda:us-east-1:123456789012:function:hello arn:aws:s3:::photos {"Records":[{"eventVersion":"2.5",` +
		`"eventSource":"aws:s3","awsRegion":"us-east-1","eventTime":"2026-11-02T09:00:00.250Z","eventName":"ObjectCreated:Put",` +
		`"userIdentity":{"principalId":"AWS:AIDAEXAMPLE"},"requestParameters":{"sourceIPAddress":"203.0.113.10"},` +
		`"responseElements":{"x-amz-request-id":"…","x-amz-id-2":"…"},` +
		`"s3":{"s3SchemaVersion":"1.0","configurationId":"…","bucket":{"name":"photos",` +
		`"ownerIdentity":{"principalId":"A3NL1KOZZKExample"},"arn":"arn:aws:s3:::photos"},` +
		`"object":{"key":"in/gr%C3%B6%C3%9Fe+%26+a%2Bb.png","size":20,"eTag":"…","sequencer":"…"}}}]}`
	if got != want {
		t.Errorf("delivered\n%s\nwant\n%s", got, want)
	}
}

func TestFilters(t *testing.T) {
	for _, c := range []struct{ configuration, want string }{
		{"s3:ObjectCreated:*;;", "Put:in/a.png Put:in/b.txt Put:c.png Copy:copy.png"},
		{"s3:ObjectCreated:Put;;", "Put:in/a.png Put:in/b.txt Put:c.png"},
		{"s3:ObjectCreated:Copy;;", "Copy:copy.png"},
		{"s3:ObjectCreated:*;in/;", "Put:in/a.png Put:in/b.txt"},
		{"s3:ObjectCreated:*;;.png", "Put:in/a.png Put:c.png Copy:copy.png"},
		{"s3:ObjectCreated:*;in/;.png", "Put:in/a.png"},
		{"s3:ObjectRemoved:*;;", "Delete:c.png"},
		{"s3:ObjectRemoved:Delete,s3:ObjectCreated:Copy;c;", "Copy:copy.png Delete:c.png"},
		{"s3:ObjectRestore:*;;", ""},
	} {
		w := newWorld()
		w.bucket(t, "photos")
		if got := w.notify("photos", c.configuration); got != "null" {
			t.Fatal(got)
		}
		step := func(f func()) { f(); w.tick(time.Minute) }
		step(func() { w.put(t, "photos", "in/a.png") })
		step(func() { w.put(t, "photos", "in/b.txt") })
		step(func() { w.put(t, "photos", "c.png") })
		step(func() { w.call("CopyObject", `{"Bucket":"photos","Key":"copy.png","CopySource":"photos/c.png"}`) })
		step(func() { w.call("DeleteObject", `{"Bucket":"photos","Key":"c.png"}`) })
		step(func() { w.call("DeleteObject", `{"Bucket":"photos","Key":"c.png"}`) }) // nothing to remove
		var got []string
		for _, d := range w.delivered {
			var event struct {
				Records []struct {
					EventName string
					S3        struct{ Object struct{ Key string } }
				}
			}
			if err := json.Unmarshal([]byte(strings.SplitN(d, " ", 3)[2]), &event); err != nil {
				t.Fatal(err)
			}
			r := event.Records[0]
			got = append(got, r.EventName[strings.IndexByte(r.EventName, ':')+1:]+":"+r.S3.Object.Key)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %v, want %s", c.configuration, got, c.want)
		}
	}
}

func TestOverlap(t *testing.T) {
	const ambiguous = "InvalidArgument: Configuration is ambiguously defined. Cannot have overlapping suffixes in two rules " +
		"if the prefixes are overlapping for the same event type."
	for _, c := range []struct{ a, b, want string }{
		{"s3:ObjectCreated:*;;", "s3:ObjectCreated:*;;", ambiguous},
		{"s3:ObjectCreated:*;;", "s3:ObjectCreated:Put;;", ambiguous},
		{"s3:ObjectCreated:Put;;", "s3:ObjectCreated:Copy;;", "null"},
		{"s3:ObjectCreated:*;;", "s3:ObjectRemoved:*;;", "null"},
		{"s3:ObjectCreated:*;in/;", "s3:ObjectCreated:*;out/;", "null"},
		{"s3:ObjectCreated:*;in/;", "s3:ObjectCreated:*;in/deep/;", ambiguous},
		{"s3:ObjectCreated:*;;.png", "s3:ObjectCreated:*;;.jpg", "null"},
		{"s3:ObjectCreated:*;;.png", "s3:ObjectCreated:*;;g", ambiguous},
		{"s3:ObjectCreated:*;in/;", "s3:ObjectCreated:*;;.png", ambiguous},
		{"s3:ObjectCreated:*;in/;.png", "s3:ObjectCreated:*;in/;.jpg", "null"},
		{"s3:ObjectCreated:*;in/;.png", "s3:ObjectCreated:*;out/;.png", "null"},
	} {
		w := newWorld()
		w.bucket(t, "photos")
		for _, order := range [][]string{{c.a, c.b}, {c.b, c.a}} {
			if got := w.notify("photos", order...); got != c.want {
				t.Errorf("%v: %s, want %s", order, got, c.want)
			}
		}
	}
}

func TestConfiguration(t *testing.T) {
	w := newWorld()
	w.bucket(t, "photos")
	configure := func(c string) string {
		return w.call("PutBucketNotificationConfiguration", `{"Bucket":"photos","NotificationConfiguration":`+c+`}`)
	}
	function := func(more string) string {
		return `{"LambdaFunctionConfigurations":[{"LambdaFunctionArn":"` + hello + `","Events":["s3:ObjectCreated:*"]` + more + `}]}`
	}
	const kept = `{"LambdaFunctionConfigurations":[{"Id":"thumb","LambdaFunctionArn":"` + hello + `","Events":["s3:ObjectCreated:*"],` +
		`"Filter":{"Key":{"FilterRules":[{"Name":"Prefix","Value":"in/"}]}}}]}`
	if got := configure(function(`,"Id":"thumb","Filter":{"Key":{"FilterRules":[{"Name":"prefix","Value":"in/"}]}}`)); got != "null" {
		t.Fatal(got)
	}
	w.refuse = "Not authorized to invoke function [" + hello + "]"
	for in, want := range map[string]string{
		function(""): "InvalidArgument: Unable to validate the following destination configurations",
		function(`,"Filter":{"Key":{"FilterRules":[{"Name":"infix","Value":"x"}]}}`):                                "InvalidArgument: filter rule name must be either prefix or suffix",
		function(`,"Filter":{"Key":{"FilterRules":[{"Name":"suffix","Value":"x"},{"Name":"Suffix","Value":"y"}]}}`): "InvalidArgument: Cannot specify more than one suffix rule in a filter.",
		`{"LambdaFunctionConfigurations":[{"LambdaFunctionArn":"hello","Events":["s3:ObjectCreated:*"]}]}`:          "InvalidArgument: The ARN could not be parsed",
		`{"LambdaFunctionConfigurations":[{"LambdaFunctionArn":"` + hello + `","Events":["s3:ObjectMade"]}]}`:       "InvalidArgument: A specified event is not supported for notifications",
		`{"LambdaFunctionConfigurations":[{"LambdaFunctionArn":"` + hello + `"}]}`:                                  "ParamValidation: ",
		`{"QueueConfigurations":[{"QueueArn":"` + queue + `","Events":["s3:ObjectCreated:*"]}]}`:                    "InvalidArgument: Unable to validate the following destination configurations",
		`{"QueueConfigurations":[{"QueueArn":"` + hello + `","Events":["s3:ObjectCreated:*"]}]}`:                    "InvalidArgument: The ARN could not be parsed",
	} {
		hasPrefix(t, in, configure(in), want)
	}
	// What was refused leaves the old configuration.
	if got := w.call("GetBucketNotificationConfiguration", `{"Bucket":"photos"}`); got != kept {
		t.Errorf("kept %s, want %s", got, kept)
	}
	if got := w.call("PutBucketNotificationConfiguration", `{"Bucket":"photos","SkipDestinationValidation":true,"NotificationConfiguration":`+function("")+`}`); got != "null" {
		t.Errorf("without validation: %s", got)
	}
	if got := configure(`{}`); got != "null" {
		t.Error(got)
	}
	if got := w.call("GetBucketNotificationConfiguration", `{"Bucket":"photos"}`); got != "{}" {
		t.Errorf("after switching off: %s", got)
	}
}

// TestAccess: a role is refused in AWS's words, and a missing key is told only
// to who may list.
func TestAccess(t *testing.T) {
	w := newWorld()
	w.bucket(t, "photos", "cat.png")
	w.principal = role
	get := func(key string) string { return w.call("GetObject", `{"Bucket":"photos","Key":"`+key+`"}`) }
	head := func(key string) string { return w.call("HeadObject", `{"Bucket":"photos","Key":"`+key+`"}`) }
	const user = "AccessDenied: User: arn:aws:sts::123456789012:assumed-role/thumbnail/make is not authorized to perform: "
	if got, want := get("cat.png"), user+`s3:GetObject on resource: "arn:aws:s3:::photos/cat.png" because no identity-based policy allows the s3:GetObject action`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	w.denied["s3:GetObject arn:aws:s3:::photos/cat.png"] = true
	if got, want := get("cat.png"), user+`s3:GetObject on resource: "arn:aws:s3:::photos/cat.png" with an explicit deny in an identity-based policy`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	w.allowed["s3:GetObject arn:aws:s3:::photos/cat.png"] = true
	w.allowed["s3:GetObject arn:aws:s3:::photos/dog.png"] = true
	hasPrefix(t, "allowed", get("cat.png"), `{"AcceptRanges"`)
	hasPrefix(t, "missing, not listing", get("dog.png"), user+`s3:ListBucket on resource: "arn:aws:s3:::photos" because`)
	hasPrefix(t, "head, not listing", head("dog.png"), "403: Forbidden")
	w.allowed["s3:ListBucket arn:aws:s3:::photos"] = true
	hasPrefix(t, "missing, listing", get("dog.png"), "NoSuchKey: ")
	hasPrefix(t, "head, listing", head("dog.png"), "404: Not Found")
	for op, in := range map[string]string{
		"CreateBucket": `{"Bucket":"mine"}`, "DeleteBucket": `{"Bucket":"photos"}`, "ListBuckets": `{}`,
		"PutObject":                          `{"Bucket":"photos","Key":"k"}`,
		"DeleteObject":                       `{"Bucket":"photos","Key":"cat.png"}`,
		"CopyObject":                         `{"Bucket":"photos","Key":"k","CopySource":"photos/cat.png"}`,
		"GetBucketNotificationConfiguration": `{"Bucket":"photos"}`,
		"PutBucketNotificationConfiguration": `{"Bucket":"photos","NotificationConfiguration":{}}`,
	} {
		hasPrefix(t, op, w.call(op, in), user+"s3:")
	}
	if len(w.Objects("photos")) != 1 || len(w.Buckets()) != 1 {
		t.Error("a refused call changed something")
	}
}

// TestCauses: a delivery is caused by the write, and the write by its call.
func TestCauses(t *testing.T) {
	w := newWorld()
	w.bucket(t, "photos")
	w.notify("photos", "s3:ObjectCreated:*;;")
	w.Root(s3.BucketCreated{Bucket: "stands for a call"}, func(uint64) { w.put(t, "photos", "k") })
	w.tick(time.Minute)
	j := w.Journal()
	var kinds []string
	for _, e := range j.Why(j.At(j.Count() - 1).Seq) {
		kinds = append(kinds, e.Event.Kind())
	}
	if got := strings.Join(kinds, " "); got != "s3.NotificationDelivered s3.ObjectCreated s3.BucketCreated" {
		t.Error(got)
	}
}

// TestSequencers grow, also within one instant.
func TestSequencers(t *testing.T) {
	w := newWorld()
	w.bucket(t, "photos")
	var last string
	w.Handle(func(e sim.Entry) {
		if c, ok := e.Event.(s3.ObjectCreated); ok {
			if c.Sequencer <= last || len(c.Sequencer) != 18 {
				t.Errorf("%s after %s", c.Sequencer, last)
			}
			last = c.Sequencer
		}
	})
	for i := range 100 {
		w.put(t, "photos", "k")
		if i%10 == 0 {
			w.tick(time.Nanosecond)
		}
	}
	if last == "" {
		t.Error("no object was created")
	}
}

func ExampleService_Objects() {
	w := newWorld()
	w.call("CreateBucket", `{"Bucket":"photos"}`)
	w.call("PutObject", `{"Bucket":"photos","Key":"cat.txt","Body":"bWVvdw=="}`)
	for _, o := range w.Objects("photos") {
		fmt.Println(o.Key, o.Size, o.ETag)
	}
	// Output: cat.txt 4 "4a4be40c96ac6314e91d93f38043a634"
}
