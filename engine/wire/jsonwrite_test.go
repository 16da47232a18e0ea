package wire

import (
	"reflect"
	"testing"
	"time"

	"skylab/engine/aws"
)

// TestJSONOfAValueIsThatOfItsDocument for all that an answer may hold.
func TestJSONOfAValueIsThatOfItsDocument(t *testing.T) {
	type inner struct {
		Name  string
		Count *int
		Any   any
	}
	type outer struct {
		Text, Empty string
		Always      int `aws:"always"`
		Number      float64
		When        time.Time
		Blob        []byte
		Document    aws.Object
		Map         map[string]inner
		List        []*inner
		None        []string `aws:"always"`
		Elsewhere   string   `aws:"header"`
		Yes         bool
	}
	five := 5
	v := reflect.ValueOf(&outer{Text: "a \"b\"\n", Number: 3, When: time.UnixMilli(1234).UTC(), Blob: []byte{1, 2}, Document: aws.Object{{Name: "x", Value: int64(1)}},
		Map: map[string]inner{"k": {Name: "é"}, "a": {Count: &five}}, List: []*inner{{Any: "z"}, nil}, Elsewhere: "no", Yes: true})
	for _, n := range []naming{{}, {lower: true}, {dates: true}} {
		if got, want := string(n.appendJSON(nil, v)), string(appendJSON(nil, n.write(v))); got != want {
			t.Errorf("%+v:\n%s\nwant\n%s", n, got, want)
		}
	}
}
