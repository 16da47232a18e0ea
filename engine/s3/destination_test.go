package s3_test

import (
	"errors"
	"regexp"
	"strings"
	"testing"
	"time"

	"skylab/engine/aws"
	"skylab/engine/s3"
)

// configure puts a configuration for the bucket photos.
func (w *world) configure(c string) string {
	return w.call("PutBucketNotificationConfiguration", `{"Bucket":"photos","NotificationConfiguration":`+c+`}`)
}

const everyone = `{"TopicConfigurations":[{"Id":"t","TopicArn":"` + topic + `","Events":["s3:ObjectCreated:Put"]}],` +
	`"QueueConfigurations":[{"Id":"q","QueueArn":"` + queue + `","Events":["s3:ObjectRemoved:*"]}],` +
	`"LambdaFunctionConfigurations":[{"Id":"f","LambdaFunctionArn":"` + hello + `","Events":["s3:ObjectCreated:Copy"]}],` +
	`"EventBridgeConfiguration":{}}`

// TestDestinations: each kind of destination gets what it asked for, and the
// default bus gets everything.
func TestDestinations(t *testing.T) {
	w := newWorld()
	w.bucket(t, "photos")
	if got := w.configure(everyone); got != "null" {
		t.Fatal(got)
	}
	if got := w.call("GetBucketNotificationConfiguration", `{"Bucket":"photos"}`); got != everyone {
		t.Errorf("kept %s", got)
	}
	// The test message goes to topics and queues, at once.
	want := regexp.MustCompile(`^\{"Service":"Amazon S3","Event":"s3:TestEvent","Time":"2026-11-02T09:00:00.000Z","Bucket":"photos",` +
		`"RequestId":"[A-Z2-7]{16}","HostId":"[A-Za-z0-9+/=]{76}"\}$`)
	if len(w.delivered) != 2 {
		t.Fatalf("delivered %v", w.delivered)
	}
	for i, to := range []string{topic, queue} {
		if rest, ok := strings.CutPrefix(w.delivered[i], to+" arn:aws:s3:::photos "); !ok || !want.MatchString(rest) {
			t.Errorf("the test message is %s", w.delivered[i])
		}
	}
	w.delivered = nil
	told := func() string {
		w.tick(time.Minute)
		var list []string
		for _, d := range w.delivered {
			target, rest, _ := strings.Cut(d, " ")
			list = append(list, target[strings.LastIndexByte(target, ':')+1:]+"="+rest[strings.Index(rest, `{`):])
		}
		w.delivered = nil
		return strings.Join(list, "\n")
	}
	check := func(what, got string, want ...string) {
		t.Helper()
		for _, x := range want {
			if !strings.Contains(got, x) {
				t.Errorf("%s: no %s in\n%s", what, x, got)
			}
		}
		if n := strings.Count(got, "\n") + 1; n != 2 {
			t.Errorf("%s: %d told", what, n)
		}
	}
	w.put(t, "photos", "in/a b.png")
	check("put", told(), `orders={"Records":[{"eventVersion":"2.5"`, `"configurationId":"t"`, `"key":"in/a+b.png"`,
		`event-bus/default={"detail-type":"Object Created","source":"aws.s3","time":"2026-11-02T09:00:00Z","resources":["arn:aws:s3:::photos"],`+
			`"detail":{"version":"0","bucket":{"name":"photos"},"object":{"key":"in/a b.png","size":10,"etag":"`, `"requester":"123456789012","source-ip-address":"203.0.113.10","reason":"PutObject"}}`)
	w.call("CopyObject", `{"Bucket":"photos","Key":"copy.png","CopySource":"photos/in/a b.png"}`)
	check("copy", told(), `hello={"Records":`, `"configurationId":"f"`, `"reason":"CopyObject"}}`)
	w.call("DeleteObject", `{"Bucket":"photos","Key":"copy.png"}`)
	check("delete", told(), `mail={"Records":`, `"eventName":"ObjectRemoved:Delete"`,
		`"detail-type":"Object Deleted"`, `"object":{"key":"copy.png","sequencer":"`, `"reason":"DeleteObject","deletion-type":"Permanently Deleted"}}`)
}

// refusing is a target that refuses by ARN.
type refusing map[string]*aws.Error

func (r refusing) Accepts(d aws.Delivery) *aws.Error { return r[d.Target] }
func (r refusing) Deliver(d aws.Delivery) *aws.Error { return r[d.Target] }

// TestValidation: one refusal names every destination that refuses, numbered,
// in S3's words (recorded against AWS 2023-08).
func TestValidation(t *testing.T) {
	w := newWorld()
	w.bucket(t, "photos")
	w.SetTarget(refusing{
		topic: aws.Errorf(404, "NotFound", "Topic does not exist"),
		queue: aws.Errorf(403, "AccessDenied", "no"),
		hello: aws.Errorf(403, "AccessDeniedException", "Not authorized to invoke function [%s]", hello),
	})
	in := w.ops["PutBucketNotificationConfiguration"].NewIn().(*s3.PutBucketNotificationConfigurationInput)
	if err := aws.Decode([]byte(`{"Bucket":"photos","NotificationConfiguration":`+everyone+`}`), in); err != nil {
		t.Fatal(err)
	}
	_, err := w.do("PutBucketNotificationConfiguration", in)
	var e *aws.Error
	if !errors.As(err, &e) || e.Code != "InvalidArgument" || e.Message != "Unable to validate the following destination configurations" {
		t.Fatal(err)
	}
	var got []string
	for _, f := range e.Fields {
		got = append(got, f.Name+"="+f.Value.(string))
	}
	want := "ArgumentName1=" + topic + " ArgumentValue1=The destination topic does not exist" +
		" ArgumentName2=" + queue + " ArgumentValue2=Permissions on the destination queue do not allow S3 to publish notifications from this bucket" +
		" ArgumentName3=" + hello + " ArgumentValue3=Not authorized to invoke function [" + hello + "]"
	if strings.Join(got, " ") != want {
		t.Errorf("%s\nwant\n%s", strings.Join(got, " "), want)
	}
	w.SetTarget(w)
	hasPrefix(t, "FIFO", w.configure(`{"QueueConfigurations":[{"QueueArn":"`+queue+`.fifo","Events":["s3:ObjectCreated:*"]}]}`),
		"InvalidArgument: Unable to validate the following destination configurations")
	hasPrefix(t, "a queue and a function want the same", w.configure(`{"QueueConfigurations":[{"QueueArn":"`+queue+`","Events":["s3:ObjectCreated:*"]}],`+
		`"LambdaFunctionConfigurations":[{"LambdaFunctionArn":"`+hello+`","Events":["s3:ObjectCreated:Put"]}]}`), "InvalidArgument: Configuration is ambiguously defined.")
	hasPrefix(t, "the same id", w.configure(`{"QueueConfigurations":[{"Id":"i","QueueArn":"`+queue+`","Events":["s3:ObjectCreated:*"]}],`+
		`"TopicConfigurations":[{"Id":"i","TopicArn":"`+topic+`","Events":["s3:ObjectRemoved:*"]}]}`), "InvalidArgument: Same ID used for multiple configurations.")
	if len(w.delivered) != 0 {
		t.Errorf("a refused configuration sent %v", w.delivered)
	}
}
