package sns_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"skylab/engine/aws"
	"skylab/engine/sns"
)

const bucket = "arn:aws:s3:::uploads"

func policy(statement string) string {
	return `{"Version":"2012-10-17","Statement":[{"Sid":"s","Effect":"Allow","Action":"sns:Publish","Resource":"` + orders + `",` + statement + `}]}`
}

// TestServices: who may publish as a service, by the topic's policy.
func TestServices(t *testing.T) {
	s3 := aws.Delivery{Target: orders, Service: "s3.amazonaws.com", Source: bucket, Body: []byte("m")}
	alarm := aws.Delivery{Target: orders, Service: "cloudwatch.amazonaws.com", Source: "arn:aws:cloudwatch:us-east-1:123456789012:alarm:a", Body: []byte("m")}
	for _, c := range []struct {
		policy string
		d      aws.Delivery
		want   bool
	}{
		{"", s3, false},
		{"", alarm, true},
		{policy(`"Principal":{"Service":"s3.amazonaws.com"}`), s3, true},
		{policy(`"Principal":{"Service":"s3.amazonaws.com"}`), alarm, false},
		{policy(`"Principal":{"Service":["events.amazonaws.com","s3.amazonaws.com"]}`), s3, true},
		{policy(`"Principal":"*"`), s3, true},
		{policy(`"Principal":{"AWS":"*"},"Condition":{"ArnLike":{"aws:SourceArn":"arn:aws:s3:*:*:uploads"}}`), s3, true},
		{policy(`"Principal":{"Service":"s3.amazonaws.com"},"Condition":{"ArnLike":{"aws:SourceArn":"arn:aws:s3:::other"}}`), s3, false},
		{policy(`"Principal":{"Service":"s3.amazonaws.com"},"Condition":{"StringEquals":{"AWS:SourceAccount":"123456789012"}}`), s3, true},
		{policy(`"Principal":{"Service":"s3.amazonaws.com"},"Condition":{"StringEquals":{"aws:SourceAccount":"111111111111"}}`), s3, false},
		{policy(`"Principal":{"Service":"s3.amazonaws.com"},"Condition":{"StringEquals":{"aws:Nothing":"x"}}`), s3, false},
		{policy(`"Principal":{"Service":"s3.amazonaws.com"},"Condition":{"StringEqualsIfExists":{"aws:Nothing":"x"}}`), s3, true},
		{policy(`"Principal":{"Service":"s3.amazonaws.com"},"Condition":{"StringNotEquals":{"aws:SourceAccount":["111111111111"]}}`), s3, true},
		{strings.Replace(policy(`"Principal":"*"`), "]}", `,{"Effect":"Deny","Principal":{"Service":"s3.amazonaws.com"},"Action":"SNS:*","Resource":"*"}]}`, 1), s3, false},
		{strings.Replace(policy(`"Principal":"*"`), "sns:Publish", "SNS:Subscribe", 1), s3, false},
		{strings.Replace(policy(`"Principal":"*"`), orders, orders+"2", 1), s3, false},
	} {
		w := newWorld(t)
		if c.policy != "" {
			w.must("SetTopicAttributes", `{"TopicArn":"`+orders+`","AttributeName":"Policy","AttributeValue":`+quoted(c.policy)+`}`)
		}
		w.subscribe("sqs", queue, `"RawMessageDelivery":"true"`)
		err := w.Service.Accepts(c.d)
		if (err == nil) != c.want {
			t.Errorf("%s by %s: %v", c.policy, c.d.Service, err)
		}
		bare := c.d
		bare.Body = nil
		if err := w.Service.Accepts(bare); (err == nil) != c.want {
			t.Errorf("%s by %s without a body: %v", c.policy, c.d.Service, err)
		}
		if got := w.Service.Deliver(c.d); (got == nil) != c.want || got != nil && got.HTTPStatus != 403 {
			t.Errorf("%s by %s: %v", c.policy, c.d.Service, got)
		}
		w.tick(time.Minute)
		if (w.bodies() == "m") != c.want {
			t.Errorf("%s by %s is not delivered as it is accepted", c.policy, c.d.Service)
		}
	}
}

// TestRoles: a role needs its own policies or the topic's.
func TestRoles(t *testing.T) {
	w := newWorld(t)
	w.principal = role
	const who = "AuthorizationError: User: " + role + " is not authorized to perform: SNS:Publish on resource: " + orders + " "
	equal(t, "silent", w.publish("m", ""), who+"because no identity-based policy allows the SNS:Publish action")
	w.denied["sns:Publish "+orders] = true
	equal(t, "denied", w.publish("m", ""), who+"with an explicit deny in an identity-based policy")
	w.denied = map[string]bool{}
	w.allowed["sns:Publish "+orders] = true
	if got := w.publish("m", ""); !strings.HasPrefix(got, `{"MessageId":`) {
		t.Error(got)
	}
	w.allowed = map[string]bool{}
	w.principal = learner
	w.must("SetTopicAttributes", `{"TopicArn":"`+orders+`","AttributeName":"Policy","AttributeValue":`+
		quoted(policy(`"Principal":{"AWS":"arn:aws:iam::123456789012:role/runner"}`))+`}`)
	w.principal = role
	if got := w.publish("m", ""); !strings.HasPrefix(got, `{"MessageId":`) {
		t.Error(got)
	}
	const plain = "arn:aws:iam::123456789012:role/service-role/other"
	if err := w.Service.Accepts(aws.Delivery{Target: orders, Role: plain, Body: []byte("m")}); err == nil || err.HTTPStatus != 403 {
		t.Errorf("a role without rights: %v", err)
	}
	for op, in := range map[string]string{
		"CreateTopic": `{"Name":"mine"}`, "DeleteTopic": `{"TopicArn":"` + orders + `"}`, "ListTopics": `{}`, "ListSubscriptions": `{}`,
		"Subscribe": `{"TopicArn":"` + orders + `","Protocol":"sqs","Endpoint":"` + queue + `"}`, "TagResource": `{"ResourceArn":"` + orders + `","Tags":[{"Key":"k","Value":"v"}]}`,
	} {
		if got := w.call(op, in); !strings.HasPrefix(got, "AuthorizationError: User: "+role+" is not authorized to perform: SNS:"+op+" on resource: ") {
			t.Errorf("%s: %s", op, got)
		}
	}
}

func TestPermissions(t *testing.T) {
	w := newWorld(t)
	read := func() (doc struct{ Statement []map[string]any }) {
		var out struct{ Attributes map[string]string }
		if json.Unmarshal([]byte(w.must("GetTopicAttributes", `{"TopicArn":"`+orders+`"}`)), &out) != nil ||
			json.Unmarshal([]byte(out.Attributes["Policy"]), &doc) != nil {
			t.Fatal("no policy")
		}
		return doc
	}
	w.must("AddPermission", `{"TopicArn":"`+orders+`","Label":"friend","AWSAccountId":["111111111111"],"ActionName":["Publish","Subscribe"]}`)
	doc := read()
	if len(doc.Statement) != 2 || doc.Statement[1]["Sid"] != "friend" || doc.Statement[1]["Principal"].(map[string]any)["AWS"] != "arn:aws:iam::111111111111:root" {
		t.Errorf("%v", doc)
	}
	w.must("RemovePermission", `{"TopicArn":"`+orders+`","Label":"friend"}`)
	if doc := read(); len(doc.Statement) != 1 {
		t.Errorf("%v", doc)
	}
}

// FuzzPolicy: no document and no filter policy makes the service panic, and
// what it accepts it shows as JSON.
func FuzzPolicy(f *testing.F) {
	f.Add(policy(`"Principal":"*"`), `{"a":[{"numeric":["<",5]}]}`)
	f.Add(`{"Statement":{"Effect":"Deny","Principal":{"AWS":["1"]},"Action":["*"],"Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"false"}}}}`, `{"$or":[{"a":[null]},{"b":{"c":["x"]}}]}`)
	f.Fuzz(func(t *testing.T, document, filter string) {
		w := newWorld(t)
		w.principal = learner
		in := w.ops["SetTopicAttributes"].NewIn().(*sns.SetTopicAttributesInput)
		in.TopicArn, in.AttributeName, in.AttributeValue = orders, "Policy", document
		if _, err := w.ops["SetTopicAttributes"].Call(&aws.Request{Principal: learner}, in); err == nil {
			out, err := w.ops["GetTopicAttributes"].Call(&aws.Request{Principal: learner}, &sns.GetTopicAttributesInput{TopicArn: orders})
			if err != nil || !json.Valid([]byte(out.(*sns.AttributesOutput).Attributes["Policy"])) {
				t.Fatalf("%q is shown as %v, %v", document, out, err)
			}
			w.Service.Accepts(aws.Delivery{Target: orders, Service: "s3.amazonaws.com", Source: bucket, Body: []byte("m")})
		}
		sub := &sns.SubscribeInput{TopicArn: orders, Protocol: "sqs", Endpoint: queue, Attributes: map[string]string{"FilterPolicy": filter, "FilterPolicyScope": "MessageBody"}}
		if _, err := w.ops["Subscribe"].Call(&aws.Request{Principal: learner}, sub); err == nil {
			w.publish(`{"a":1}`, "")
			w.tick(time.Second)
		}
	})
}
