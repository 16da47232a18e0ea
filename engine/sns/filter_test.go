package sns_test

import (
	"fmt"
	"strings"
	"testing"
)

// TestFilterOnAttributes follows the developer guide's examples of filter
// policies, and what was recorded of null.
func TestFilterOnAttributes(t *testing.T) {
	const none = ``
	str := func(v string) string { return fmt.Sprintf(`"kind":{"DataType":"String","StringValue":%s}`, quoted(v)) }
	num := func(v string) string { return fmt.Sprintf(`"price":{"DataType":"Number","StringValue":%q}`, v) }
	list := func(v string) string {
		return fmt.Sprintf(`"kind":{"DataType":"String.Array","StringValue":%s}`, quoted(v))
	}
	for _, c := range []struct {
		policy, attributes string
		want               bool
	}{
		{`{"kind":["sale"]}`, str("sale"), true},
		{`{"kind":["sale"]}`, str("return"), false},
		{`{"kind":["sale"]}`, none, false},
		{`{"kind":["return","sale"]}`, str("sale"), true},
		{`{"kind":[{"prefix":"sa"}]}`, str("sale"), true},
		{`{"kind":[{"suffix":"le"}]}`, str("sale"), true},
		{`{"kind":[{"equals-ignore-case":"SALE"}]}`, str("sale"), true},
		{`{"kind":[{"anything-but":["sale","gift"]}]}`, str("sale"), false},
		{`{"kind":[{"anything-but":["sale","gift"]}]}`, str("return"), true},
		{`{"kind":[{"anything-but":["sale"]}]}`, none, false},
		{`{"kind":[{"exists":true}]}`, str("x"), true},
		{`{"kind":[{"exists":false}]}`, str("x"), false},
		{`{"kind":[{"exists":false}]}`, none, true},
		{`{"kind":[null,{"anything-but":"whatever"}]}`, none, true},
		{`{"kind":[null,{"anything-but":"whatever"}]}`, str("whatever"), false},
		{`{"kind":["sale"]}`, list(`["gift","sale"]`), true},
		{`{"kind":["sale"]}`, list(`["gift"]`), false},
		{`{"kind":["sale"]}`, list(`["sale"`), false},
		{`{"kind":[3]}`, list(`["gift",3]`), true},
		{`{"price":[100]}`, num("100"), true},
		{`{"price":[100]}`, num("100.0"), true},
		{`{"price":["100"]}`, num("100"), false},
		{`{"price":[{"numeric":[">",0,"<=",100]}]}`, num("99.12"), true},
		{`{"price":[{"numeric":[">",0,"<=",100]}]}`, num("110"), false},
		{`{"price":[{"numeric":[">",0]}]}`, num("much"), false},
		{`{"kind":["sale"],"price":[{"numeric":["<",5]}]}`, str("sale") + "," + num("4"), true},
		{`{"kind":["sale"],"price":[{"numeric":["<",5]}]}`, str("sale"), false},
		{`{"$or":[{"kind":["sale"]},{"price":[1]}]}`, num("1"), true},
		{`{"kind":[{"exists":true}]}`, `"kind":{"DataType":"Binary","BinaryValue":"AgME"}`, false},
		{``, none, true},
		{`{}`, none, true},
	} {
		w := newWorld(t)
		w.subscribe("sqs", queue, `"RawMessageDelivery":"true","FilterPolicy":`+quoted(c.policy))
		w.publish("m", `,"MessageAttributes":{`+c.attributes+`}`)
		w.tick(1e9)
		if got := w.bodies() == "m"; got != c.want {
			t.Errorf("%s on %s: %v", c.policy, c.attributes, got)
		}
	}
}

func TestFilterOnBody(t *testing.T) {
	for _, c := range []struct {
		policy, body, metric string
	}{
		{`{"order":{"kind":["sale"]}}`, `{"order":{"kind":"sale"}}`, ""},
		{`{"order":{"kind":["sale"]}}`, `{"order":{"kind":["gift","sale"]}}`, ""},
		{`{"order":{"kind":["sale"]}}`, `{"order":{"kind":"gift"}}`, "NumberOfNotificationsFilteredOut-MessageBody"},
		{`{"order":{"kind":["sale"]}}`, `sale`, "NumberOfNotificationsFilteredOut-InvalidMessageBody"},
		{`{"order":{"kind":["sale"]}}`, `["sale"]`, "NumberOfNotificationsFilteredOut-InvalidMessageBody"},
	} {
		w := newWorld(t)
		w.subscribe("sqs", queue, `"RawMessageDelivery":"true","FilterPolicyScope":"MessageBody","FilterPolicy":`+quoted(c.policy))
		w.publish(c.body, "")
		w.tick(1e9)
		if got := w.bodies() == c.body; got != (c.metric == "") {
			t.Errorf("%s on %s: %v", c.policy, c.body, got)
		}
		if c.metric != "" && (w.count(c.metric) != 1 || w.count("NumberOfNotificationsFilteredOut") != 1) {
			t.Errorf("%s on %s: %s is %v", c.policy, c.body, c.metric, w.count(c.metric))
		}
	}
}

// TestFilterPolicies are the refusals recorded from AWS on 2024-05-14.
func TestFilterPolicies(t *testing.T) {
	w := newWorld(t)
	sub := w.subscribe("sqs", queue, "")
	many := strings.TrimSuffix(strings.Repeat(`"v",`, 151), ",")
	for _, c := range []struct{ policy, want string }{
		{`{"key":[["value"]]}`, "FilterPolicy: Match value must be String, number, true, false, or null\n at [Source: (String)\"{\"key\":[[\"value\"]]}\"; line: 1, column: 10]"},
		{`{"key":[{"wrong-operator":true}]}`, "FilterPolicy: Unrecognized match type wrong-operator\n at [Source: (String)\"{\"key\":[{\"wrong-operator\":true}]}\"; line: 1, column: 31]"},
		{`{"key":[{"suffix":100}]}`, "FilterPolicy: suffix match pattern must be a string\n at [Source: (String)\"{\"key\":[{\"suffix\":100}]}\"; line: 1, column: 22]"},
		{`{"key":{"suffix":"value"}}`, "FilterPolicy: \"suffix\" must be an object or an array\n at [Source: (String)\"{\"key\":{\"suffix\":\"value\"}}\"; line: 1, column: 19]"},
		{`{"key":[{"numeric":["<",100,">",10]}]}`, "FilterPolicy: Too many elements in numeric expression\n at "},
		{`{"key":[{"exists":"no"}]}`, "FilterPolicy: exists match pattern must be either true or false.\n at "},
		{`{"key_a":"value_one"}`, "FilterPolicy: \"key_a\" must be an object or an array\n at [Source: (String)\"{\"key_a\":\"value_one\"}\"; line: 1, column: 11]"},
		{`{"object":{"key":[{"prefix":"auto-"}]}}`, "Filter policy scope MessageAttributes does not support nested filter policy"},
		{`{"a":[1],"b":[1],"c":[1],"d":[1],"e":[1],"f":[1]}`, "FilterPolicy: Filter policy can not have more than 5 keys"},
		{`{"a":[` + many + `]}`, "FilterPolicy: Filter policy is too complex"},
		{`{"a":["1","2","3","4","5","6"],"b":["1","2","3","4","5"],"c":["1","2","3","4","5","6"]}`, "FilterPolicy: Filter policy is too complex"},
		{`{invalid`, "FilterPolicy: failed to parse JSON. "},
	} {
		got := w.call("SetSubscriptionAttributes", `{"SubscriptionArn":"`+sub+`","AttributeName":"FilterPolicy","AttributeValue":`+quoted(c.policy)+`}`)
		if want := "InvalidParameter: Invalid parameter: " + c.want; !strings.HasPrefix(got, want) {
			t.Errorf("%.80s:\n%s\nwant\n%s", c.policy, got, want)
		}
	}
	// By the guide's formula 4 values three levels deep, 3 two levels deep and 2
	// are 4·3 × 3·2 × 2 = 144 combinations.
	w.must("SetSubscriptionAttributes", `{"SubscriptionArn":"`+sub+`","AttributeName":"FilterPolicyScope","AttributeValue":"MessageBody"}`)
	nested := `{"a":{"b":{"c":[1,2,3,4]}},"d":{"e":[1,2,3]},"f":[1,2%s]}`
	for more, want := range map[string]string{"": "null", ",3": "InvalidParameter: Invalid parameter: FilterPolicy: Filter policy is too complex"} {
		got := w.call("SetSubscriptionAttributes", `{"SubscriptionArn":"`+sub+`","AttributeName":"FilterPolicy","AttributeValue":`+quoted(fmt.Sprintf(nested, more))+`}`)
		equal(t, "nested"+more, got, want)
	}
}

// TestMetricsOfFilters: CloudWatch counts why a policy kept a message out.
func TestMetricsOfFilters(t *testing.T) {
	w := newWorld(t)
	w.subscribe("sqs", queue, `"FilterPolicy":"{\"kind\":[\"sale\"]}"`)
	w.publish("m", "")
	w.publish("m", `,"MessageAttributes":{"kind":{"DataType":"String","StringValue":"gift"}}`)
	w.publish("m", `,"MessageAttributes":{"kind":{"DataType":"String.Array","StringValue":"gift"}}`)
	w.publish("m", `,"MessageAttributes":{"kind":{"DataType":"String","StringValue":"sale"}}`)
	w.tick(1e9)
	for metric, want := range map[string]float64{
		"NumberOfMessagesPublished": 4, "NumberOfNotificationsDelivered": 1, "NumberOfNotificationsFilteredOut": 3,
		"NumberOfNotificationsFilteredOut-NoMessageAttributes": 1, "NumberOfNotificationsFilteredOut-MessageAttributes": 1,
		"NumberOfNotificationsFilteredOut-InvalidAttributes": 1, "NumberOfNotificationsFailed": 0,
	} {
		if got := w.count(metric); got != want {
			t.Errorf("%s is %v, want %v", metric, got, want)
		}
	}
}
