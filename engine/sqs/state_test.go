package sqs

import (
	"encoding/json"
	"testing"
)

// TestStateTellsQueuesApart: what a queue will answer otherwise is another
// state, even where no number differs.
func TestStateTellsQueuesApart(t *testing.T) {
	type call struct{ op, in string }
	state := func(calls ...call) string {
		w := newWorld()
		w.must(t, "CreateQueue", `{"QueueName":"q"}`)
		for _, c := range calls {
			w.must(t, c.op, c.in)
		}
		data, err := json.Marshal(w.State())
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	send := func(more string) call { return call{"SendMessage", `{"QueueUrl":"q",` + more + `}`} }
	attribute := func(value string) call {
		return send(`"MessageBody":"a","MessageAttributes":{"k":{"DataType":"String","StringValue":"` + value + `"}}`)
	}
	for name, pair := range map[string][2][]call{
		"bodies of one size":   {{send(`"MessageBody":"a"`)}, {send(`"MessageBody":"b"`)}},
		"message attributes":   {{attribute("x")}, {attribute("y")}},
		"a purge not long ago": {{{"PurgeQueue", `{"QueueUrl":"q"}`}}, nil},
	} {
		if state(pair[0]...) == state(pair[1]...) {
			t.Errorf("%s: one state", name)
		}
		if a, b := state(pair[0]...), state(pair[0]...); a != b {
			t.Errorf("%s: not the same again: %s and %s", name, a, b)
		}
	}
}
