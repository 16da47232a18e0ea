package cloudwatch

import (
	"fmt"
	"testing"
	"time"
)

// TestPagesOfMetricData: each datapoint is on one page, and results that go on
// say so.
func TestPagesOfMetricData(t *testing.T) {
	at := func(n int) (times []time.Time, values []float64) {
		for i := range n {
			times, values = append(times, time.Unix(int64(60*i), 0)), append(values, float64(i))
		}
		return times, values
	}
	all := func() *GetMetricDataOutput {
		out := &GetMetricDataOutput{}
		for _, n := range []int{2, 0, 3} {
			times, values := at(n)
			out.MetricDataResults = append(out.MetricDataResults, MetricDataResult{Id: fmt.Sprint("q", n), Timestamps: times, Values: values, StatusCode: "Complete"})
		}
		return out
	}
	show := func(out *GetMetricDataOutput) (text string) {
		for _, r := range out.MetricDataResults {
			text += fmt.Sprint(r.Id, r.Values, r.StatusCode[:1], " ")
			if len(r.Timestamps) != len(r.Values) {
				t.Errorf("%d times of %d values", len(r.Timestamps), len(r.Values))
			}
		}
		return text
	}
	for most, want := range map[int][]string{
		100: {"q2[0 1]C q0[]C q3[0 1 2]C "},
		5:   {"q2[0 1]C q0[]C q3[0 1 2]C "},
		3:   {"q2[0 1]C q0[]C q3[0]P ", "q3[1 2]C "},
		2:   {"q2[0 1]C q0[]C ", "q3[0 1]P ", "q3[2]C "},
		1:   {"q2[0]P q0[]C ", "q2[1]C ", "q3[0]P ", "q3[1]P ", "q3[2]C "},
	} {
		token := ""
		for i, page := range want {
			out := all()
			if err := out.cut(token, most); err != nil {
				t.Fatal(err)
			}
			if got := show(out); got != page {
				t.Errorf("%d a page, page %d: %q, want %q", most, i, got, page)
			}
			if token = out.NextToken; (token == "") != (i == len(want)-1) {
				t.Errorf("%d a page, page %d of %d: token %q", most, i, len(want), token)
			}
		}
	}
	for _, token := range []string{"0", "-1", "!", "zzzzzzzzzz"} {
		if err := all().cut(token, 5); err == nil {
			t.Errorf("the token %q is taken", token)
		}
	}
}
