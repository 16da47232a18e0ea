package sns_test

import (
	"fmt"
	"strings"
	"testing"

	"skylab/engine/billing"
)

// TestRequests: each 64 KB is a request, a batch is one payload.
func TestRequests(t *testing.T) {
	for _, c := range []struct {
		op, messages string
		want         string
	}{
		{"Publish", "1", "1"},
		{"Publish", "65536", "1"},
		{"Publish", "65537", "2"},
		{"Publish", "262144", "4"},
		{"PublishBatch", "10,10,10", "1"},
		{"PublishBatch", "40000,40000", "2"},
	} {
		w := newWorld(t)
		var entries []string
		for i, size := range strings.Split(c.messages, ",") {
			n := 0
			fmt.Sscan(size, &n)
			entries = append(entries, fmt.Sprintf(`{"Id":"%d","Message":"%s"}`, i, strings.Repeat("x", n)))
		}
		in := `{"TopicArn":"` + orders + `","PublishBatchRequestEntries":[` + strings.Join(entries, ",") + `]}`
		if c.op == "Publish" {
			in = `{"TopicArn":"` + orders + `",` + strings.TrimPrefix(entries[0], `{"Id":"0",`)
		}
		w.must(c.op, in)
		r := w.bill.Readings()
		if len(r) != 1 || r[0].Usage != billing.SNSRequests || r[0].Resource != "orders" || fmt.Sprint(r[0].Quantity) != c.want {
			t.Errorf("%s of %s bytes: %v", c.op, c.messages, r)
		}
	}
}
