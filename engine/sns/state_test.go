package sns_test

import (
	"encoding/json"
	"testing"
)

// TestStatesTellMessagesApart: worlds whose next notification differs have
// different states.
func TestStatesTellMessagesApart(t *testing.T) {
	seen := map[string]string{}
	for _, more := range []string{
		``,
		`,"Subject":"a"`,
		`,"Subject":"b"`,
		`,"MessageGroupId":"g"`,
		`,"MessageAttributes":{"k":{"DataType":"String","StringValue":"v"}}`,
		`,"MessageAttributes":{"k":{"DataType":"String","StringValue":"w"}}`,
		`,"MessageAttributes":{"k":{"DataType":"Binary","BinaryValue":"AAAA"}}`,
		`,"MessageStructure":"json"`,
	} {
		w := newWorld(t)
		w.subscribe("sqs", queue, "")
		w.publish(`{"default":"m","sqs":"n"}`, more)
		state, err := json.Marshal(w.State())
		if err != nil {
			t.Fatal(err)
		}
		if other, twice := seen[string(state)]; twice {
			t.Errorf("%q and %q have the same state:\n%s", other, more, state)
		}
		seen[string(state)] = more
	}
}
