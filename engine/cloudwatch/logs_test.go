package cloudwatch_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"skylab/engine/aws"
	"skylab/engine/billing"
	"skylab/engine/cloudwatch"
	"skylab/engine/sim"
)

const group = "/aws/lambda/hello"

// world is a kernel with the service on it.
type world struct {
	*sim.Kernel
	*cloudwatch.Service
	bill *billing.Service
	ops  map[string]*aws.Operation
}

func newWorld() *world {
	k := sim.New(1)
	bill := billing.New(k)
	w := &world{k, cloudwatch.New(k, bill), bill, map[string]*aws.Operation{}}
	ops := w.Operations()
	for i := range ops {
		w.ops[ops[i].Name] = &ops[i]
	}
	return w
}

// call runs an operation with its input as JSON and returns the output's Tree
// as JSON, or the error.
func call[Out any](t *testing.T, w *world, op, in string) (*Out, error) {
	t.Helper()
	input := w.ops[op].NewIn()
	if err := aws.Decode([]byte(in), input); err != nil {
		t.Fatal(err)
	}
	out, err := w.ops[op].Call(&aws.Request{ID: 1}, input)
	if err != nil {
		return nil, err
	}
	return out.(*Out), nil
}

// tick lets time pass.
func (w *world) tick(d time.Duration) { w.Advance(w.Now().Add(d), 1) }

func TestPutMakesGroupsAndStreams(t *testing.T) {
	w := newWorld()
	w.Put(group, "b", "START\n", "END\n")
	w.tick(time.Second)
	w.Put(group, "a", "late\n")
	w.Put("/aws/lambda/other", "x", "hi\n")

	groups, err := call[cloudwatch.DescribeLogGroupsOutput](t, w, "DescribeLogGroups", `{"logGroupNamePrefix":"/aws/lambda/h"}`)
	if err != nil || len(groups.LogGroups) != 1 {
		t.Fatalf("groups %v, %v", groups, err)
	}
	g := groups.LogGroups[0]
	if g.Arn != "arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/hello:*" || g.LogGroupArn+":*" != g.Arn || g.StoredBytes != 15 {
		t.Errorf("group %+v", g)
	}
	if want := time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC).UnixMilli(); g.CreationTime != want {
		t.Errorf("created %d, want %d", g.CreationTime, want)
	}
	for in, want := range map[string]string{
		`{"logGroupName":"/aws/lambda/hello"}`:                                                              "a b",
		`{"logGroupName":"/aws/lambda/hello","descending":true}`:                                            "b a",
		`{"logGroupName":"/aws/lambda/hello","orderBy":"LastEventTime"}`:                                    "b a",
		`{"logGroupName":"/aws/lambda/hello","orderBy":"LastEventTime","descending":true,"limit":1}`:        "a +",
		`{"logGroupName":"/aws/lambda/hello","limit":1,"nextToken":"a"}`:                                    "b",
		`{"logGroupName":"/aws/lambda/hello","logStreamNamePrefix":"b"}`:                                    "b",
		`{"logGroupName":"/aws/lambda/hello","orderBy":"LastEventTime","logStreamNamePrefix":"b"}`:          "InvalidParameterException",
		`{"logGroupName":"/aws/lambda/gone"}`:                                                               "ResourceNotFoundException",
		`{"logGroupName":"/aws/lambda/hello","nextToken":"nowhere"}`:                                        "InvalidParameterException",
		`{"logGroupName":"/aws/lambda/hello","orderBy":"Size"}`:                                             "InvalidParameterException",
		`{"logGroupName":"/aws/lambda/hello","limit":51}`:                                                   "InvalidParameterException",
		`{"logGroupName":"/aws/lambda/hello","descending":true,"orderBy":"LogStreamName","nextToken":"b" }`: "a",
	} {
		out, err := call[cloudwatch.DescribeLogStreamsOutput](t, w, "DescribeLogStreams", in)
		var got []string
		if err != nil {
			got = []string{err.(*aws.Error).Code}
		} else {
			for _, s := range out.LogStreams {
				got = append(got, s.LogStreamName)
			}
			if out.NextToken != "" {
				got = append(got, "+")
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %v, want %s", in, got, want)
		}
	}
}

func TestFilterPattern(t *testing.T) {
	lines := []string{
		"START RequestId: 1 Version: $LATEST",
		"ERROR Invoke Error: it broke",
		"REPORT RequestId: 1 Duration: 3.00 ms",
		"Task timed out after 3.00 seconds",
		`say "hi"`,
	}
	for pattern, want := range map[string]string{
		"":                       "01234",
		"RequestId":              "02",
		"RequestId REPORT":       "2",
		"report":                 "",
		`"timed out"`:            "3",
		`"out timed"`:            "",
		"out timed":              "3",
		"?ERROR ?REPORT":         "12",
		"?ERROR REPORT":          "2",
		"-RequestId":             "134",
		"RequestId -REPORT":      "0",
		`-"timed out" -START`:    "124",
		`"Version: $LATEST"`:     "0",
		`"say \"hi\""`:           "4",
		"  REPORT  ":             "2",
		"$LATEST":                "InvalidParameterException: Invalid filter pattern",
		"3.00":                   "InvalidParameterException: Invalid filter pattern",
		`"open`:                  "InvalidParameterException: Invalid filter pattern",
		"?":                      "InvalidParameterException: Invalid filter pattern",
		`""`:                     "InvalidParameterException: Invalid filter pattern",
		`{ $.level = "ERROR" }`:  "",
		`{ $.level = %E.*% }`:    "not simulate",
		`{ $.level = }`:          "InvalidParameterException: Invalid filter pattern",
		"[ip, user, code = 404]": "not simulate",
		"%ERR.*%":                "not simulate",
	} {
		w := newWorld()
		w.Put(group, "s", lines...)
		in := fmt.Sprintf(`{"logGroupName":%q,"filterPattern":%q}`, group, pattern)
		out, err := call[cloudwatch.FilterLogEventsOutput](t, w, "FilterLogEvents", in)
		if err != nil {
			if !strings.Contains(err.Error(), want) || want == "" {
				t.Errorf("%q: %v, want %q", pattern, err, want)
			}
			continue
		}
		got := ""
		for _, e := range out.Events {
			for i, l := range lines {
				if e.Message == l {
					got += fmt.Sprint(i)
				}
			}
		}
		if got != want {
			t.Errorf("%q finds %q, want %q", pattern, got, want)
		}
	}
}

func TestFilterLogEventsPages(t *testing.T) {
	w := newWorld()
	for i := range 10 {
		w.Put(group, fmt.Sprint("s", i%2), fmt.Sprint("line ", i))
		if i%3 == 2 {
			w.tick(time.Millisecond) // some share a millisecond
		}
	}
	var got []string
	token := ""
	for pages := 0; ; pages++ {
		in := fmt.Sprintf(`{"logGroupName":%q,"limit":3%s}`, group, token)
		out, err := call[cloudwatch.FilterLogEventsOutput](t, w, "FilterLogEvents", in)
		if err != nil || pages > 10 {
			t.Fatal(err, pages)
		}
		for _, e := range out.Events {
			got = append(got, strings.TrimPrefix(e.Message, "line "))
			if len(e.EventId) != 56 {
				t.Errorf("event id %q", e.EventId)
			}
		}
		if out.NextToken == "" {
			break
		}
		token = fmt.Sprintf(`,"nextToken":%q`, out.NextToken)
	}
	if fmt.Sprint(got) != "[0 1 2 3 4 5 6 7 8 9]" {
		t.Errorf("pages give %v", got)
	}
	start := time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC).UnixMilli()
	for in, want := range map[string]int{
		fmt.Sprintf(`"startTime":%d`, start+1):                     7,
		fmt.Sprintf(`"endTime":%d`, start):                         3,
		fmt.Sprintf(`"startTime":%d,"endTime":%d`, start+1, start): 0,
		`"startTime":0`:                                       10,
		`"endTime":0`:                                         0,
		`"endTime":9000000000000000000`:                       10,
		`"startTime":9000000000000000000`:                     0,
		`"logStreamNames":["s1"]`:                             5,
		`"logStreamNamePrefix":"s"`:                           10,
		`"logStreamNames":["s0","s1"],"filterPattern":"line"`: 10,
	} {
		out, err := call[cloudwatch.FilterLogEventsOutput](t, w, "FilterLogEvents", fmt.Sprintf(`{"logGroupName":%q,%s}`, group, in))
		if err != nil || len(out.Events) != want {
			t.Errorf("%s: %d events, %v; want %d", in, len(out.Events), err, want)
		}
	}
	for in, want := range map[string]string{
		`"logStreamNames":["s7"]`:                           "The specified log stream does not exist.",
		`"logStreamNames":["s1"],"logStreamNamePrefix":"s"`: "mutually exclusive",
		`"nextToken":"elsewhere"`:                           "The specified nextToken is invalid.",
		`"limit":10001`:                                     "less than or equal to 10000",
	} {
		_, err := call[cloudwatch.FilterLogEventsOutput](t, w, "FilterLogEvents", fmt.Sprintf(`{"logGroupName":%q,%s}`, group, in))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", in, err, want)
		}
	}
}

// TestGetLogEventsWalks pages forwards and backwards over one stream.
func TestGetLogEventsWalks(t *testing.T) {
	w := newWorld()
	for i := range 7 {
		w.Put(group, "s", fmt.Sprint(i))
		w.Put(group, "other", "no")
		if i%2 == 1 {
			w.tick(1) // a nanosecond: the same millisecond
		}
	}
	walk := func(more, way string) string {
		got, token := "", ""
		for range 10 {
			in := fmt.Sprintf(`{"logGroupName":%q,"logStreamName":"s","limit":3%s%s}`, group, more, token)
			out, err := call[cloudwatch.GetLogEventsOutput](t, w, "GetLogEvents", in)
			if err != nil {
				t.Fatal(err)
			}
			for _, e := range out.Events {
				got += e.Message
			}
			got += "|"
			next := out.NextForwardToken
			if way == "b" {
				next = out.NextBackwardToken
			}
			if now := fmt.Sprintf(`,"nextToken":%q`, next); now == token {
				return got // the end gives the token back
			} else {
				token = now
			}
		}
		t.Errorf("%s: the walk does not end: %s", way, got)
		return got
	}
	if got := walk(`,"startFromHead":true`, "f"); got != "012|345|6||" {
		t.Errorf("forwards %s", got)
	}
	if got := walk("", "b"); got != "456|123|0||" {
		t.Errorf("backwards %s", got)
	}
	if _, err := call[cloudwatch.GetLogEventsOutput](t, w, "GetLogEvents", `{"logGroupName":"/aws/lambda/hello","logStreamName":"gone"}`); err == nil {
		t.Error("a stream that is not there has events")
	}
	if _, err := call[cloudwatch.GetLogEventsOutput](t, w, "GetLogEvents", `{"logGroupName":"/aws/lambda/hello"}`); err == nil ||
		!strings.Contains(err.Error(), `Missing required parameter in input: "logStreamName"`) {
		t.Errorf("GetLogEvents without a stream: %v", err)
	}
}

// TestEvents: the newest, and none from the future before its time.
func TestEvents(t *testing.T) {
	w := newWorld()
	w.Put(group, "s", "0")
	w.PutAt(w.Now().Add(2*time.Second), group, "s", "2")
	w.PutAt(w.Now().Add(time.Second), group, "s", "1")
	show := func(from sim.Time, n int) string {
		got := ""
		for _, e := range w.Events(group, from, n) {
			got += e.Message
		}
		return got
	}
	if got := show(0, 10); got != "0" {
		t.Errorf("at once %q", got)
	}
	w.tick(time.Second)
	if got := show(0, 10); got != "01" {
		t.Errorf("after a second %q", got)
	}
	w.tick(time.Second)
	if got := show(0, 10) + " " + show(0, 2) + " " + show(1, 10) + " " + show(0, 0); got != "012 12 12 " {
		t.Errorf("after two %q", got)
	}
	if w.Events("none", 0, 10) != nil {
		t.Error("a group that is not there has events")
	}
}

// TestBounded: a group keeps its newest events and forgets streams without.
func TestBounded(t *testing.T) {
	w := newWorld()
	for i := range 12_345 {
		w.Put(group, fmt.Sprintf("s%02d", i/500), fmt.Sprint(i))
	}
	if got := w.Dropped(group); got != 2345 {
		t.Errorf("%d dropped, want 2345", got)
	}
	if e := w.Events(group, 0, 1<<30); len(e) != 10_000 || e[0].Message != "2345" || e[9_999].Message != "12344" {
		t.Errorf("%d events kept", len(e))
	}
	out, err := call[cloudwatch.DescribeLogStreamsOutput](t, w, "DescribeLogStreams", `{"logGroupName":"/aws/lambda/hello"}`)
	if err != nil || len(out.LogStreams) != 21 || out.LogStreams[0].LogStreamName != "s04" {
		t.Errorf("%d streams, %v", len(out.LogStreams), err)
	}
	// What is older than all that is kept is not kept at all.
	w.PutAt(-1, group, "old", "older")
	if err := w.Check(); err != nil {
		t.Error(err)
	}
	if got := w.Dropped(group); got != 2346 {
		t.Errorf("%d dropped, want 2346", got)
	}
}

func TestRandomLogs(t *testing.T) {
	for seed := range uint64(30) {
		r := rand.New(rand.NewPCG(seed, 0))
		w := newWorld()
		for range 200 {
			at := w.Now().Add(time.Duration(r.IntN(2_000)-1000) * time.Millisecond)
			w.PutAt(at, fmt.Sprint("g", r.IntN(2)), fmt.Sprint("s", r.IntN(4)), make([]string, r.IntN(3))...)
			w.tick(time.Duration(r.IntN(500)) * time.Millisecond)
			if err := w.Check(); err != nil {
				t.Fatalf("seed %d: %v", seed, err)
			}
		}
		// Whatever came in whatever order, reading is in the order of time.
		var last sim.Time = -1 << 62
		for _, e := range w.Events("g0", -1<<62, 1<<30) {
			if e.At < last || e.At > w.Now() {
				t.Fatalf("seed %d: %v after %v", seed, e.At, last)
			}
			last = e.At
		}
	}
}

func BenchmarkPut(b *testing.B) {
	k := sim.New(1)
	s := cloudwatch.New(k, billing.New(k))
	lines := []string{"START RequestId: 8f507cfc Version: $LATEST\n"}
	for range 20_000 {
		s.Put(group, "s", lines...)
	}
	b.ReportAllocs()
	for b.Loop() {
		s.Put(group, "s", lines...)
	}
}

func FuzzFilterPattern(f *testing.F) {
	for _, p := range []string{"", "a", `"a b" -c ?d`, `"\"`, "{", "-", "??", "- a", `-"`} {
		f.Add(p, "a b c")
	}
	f.Fuzz(func(t *testing.T, pattern, message string) {
		w := newWorld()
		w.Put(group, "s", message)
		in := &cloudwatch.FilterLogEventsInput{LogGroupName: group, FilterPattern: pattern}
		_, err := w.ops["FilterLogEvents"].Call(&aws.Request{}, in)
		if _, ok := err.(*aws.Error); err != nil && !ok {
			t.Errorf("%q: %v", pattern, err)
		}
	})
}
