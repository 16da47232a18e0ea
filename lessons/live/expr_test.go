package live_test

import (
	"errors"
	"strings"
	"testing"

	"skylab/engine"
	"skylab/lessons/live"
)

// played is a stage on which the sim has run.
func played(t testing.TB) *live.Stage {
	t.Helper()
	s, err := live.NewStage(course(), hello(), engine.Config{})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.RunAll(append(s.Sim.Run, script("aws s3 mb s3://pics\naws s3 cp functions/hello/index.mjs s3://pics/x.js\naws lambda list-functions\n")...)); err != nil {
		t.Fatal(err)
	}
	return s
}

func TestExpressions(t *testing.T) {
	s := played(t)
	for _, c := range []struct{ source, want string }{
		{`fn("hello").exists`, "yes"},
		{`fn("nobody").exists`, "no"},
		{`fn("hello").state`, "Active"},
		{`fn("hello").invocations`, "2"},
		{`fn("hello").coldStarts`, "1"},
		{`fn("hello").environments`, "1"},
		{`fn("hello").idle - fn("hello").busy`, "1"},
		{`fn("hello").errors + fn("hello").throttles + fn("hello").pending`, "0"},
		{`fn("hello").memory | mb`, "128 MB"},
		{`fn("hello").timeout | ms`, "3,000 ms"},
		{`fn("hello").lastInit`, "0"},
		{`fn("hello").lastDuration > 0 && fn("hello").p99 >= fn("hello").p50`, "yes"},
		{`fn("hello").billedMs > fn("hello").lastBilled`, "yes"},
		{`fn("hello").lastError`, ""},
		{`fn("hello").maxMemory > 10`, "yes"},
		{`bucket("pics").objects`, "1"},
		{`bucket("pics").keys`, `["x.js"]`},
		{`bucket("others").exists`, "no"},
		{`object("pics", "x.js").exists && object("pics", "x.js").width == 0`, "yes"},
		{`object("pics", "x.js").size == bucket("pics").bytes`, "yes"},
		{`count(log("/aws/lambda/hello").lines, # contains "call 2")`, "1"},
		{`len(log("none").lines)`, "0"},
		{`bill.quantity("Request")`, "2"},
		{`bill.total | usd`, "$0.00"},
		{`bill.service("AWS Lambda") > 0 && bill.service("Amazon CloudWatch") > 0 && bill.service("Amazon SQS") == 0`, "yes"},
		{`bill.service("AWS Lambda") + bill.service("Amazon CloudWatch") + bill.service("Amazon S3") - bill.exact < 1e-12`, "yes"},
		{`bill.exact > 0 && bill.amount("Request") < bill.exact`, "yes"},
		{`url("hello")`, ""},
		{`now > 1`, "yes"},
		{`last.status`, "0"},
		{`last.json.Functions[0].FunctionName`, "hello"},
		{`last.output contains "hello" && last.error == ""`, "yes"},
		{`events("lambda.EnvironmentStarted")`, "1"},
		{`calls`, "7"},
		{`0.125 | pct`, "12.5%"},
		{`1234567.8 | n`, "1,234,568"},
		{`2.5 | int`, "3"},
		{`0.0000016667 | usd`, "$0.0000017"},
		{`1.5 | s`, "1.5 s"},
		{`[1, 2] | map(# * 2)`, "[2,4]"},
		{`[bill]`, "a value without a text"}, // and not the address of its functions
	} {
		e, err := live.Compile(c.source)
		if err != nil {
			t.Errorf("%s: %v", c.source, err)
			continue
		}
		got, err := e.Text(s.Context)
		if err != nil || got != c.want {
			t.Errorf("%s is %q, %v; want %q", c.source, got, err, c.want)
		}
	}
}

func TestReadingChangesNothing(t *testing.T) {
	s := shop(t)
	before := s.World().Hash()
	for _, source := range []string{`queue("orders").oldestAge`, `mapping("a", "b").failed`, `topic("news").failed`, `subscription("news", "b").raw`,
		`rule("tick").next`, `schedule("close").next`, `alarm("refused").rung`, `api("shop").p50`, `traffic("hey").p99`, `fn("pay").alias("live").errors`,
		`metric("a", "b", {c: "d"}).lastMinutes(5).p(99)`,
		`fn("x").p50`, `bucket("y").bytes`, `object("pics", "x.js").size`, `log("z").lines`, `bill.exact`, `url("hello")`, `events("a")`} {
		e, err := live.Compile(source)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := e.Eval(s.Context); err != nil {
			t.Fatal(err)
		}
	}
	if s.World().Hash() != before {
		t.Error("expressions changed the world")
	}
}

func TestBadExpressions(t *testing.T) {
	for _, c := range []struct {
		source, message string
		column          int
	}{
		{``, "empty", 1},
		{`fn("hello").coldstarts`, `fn(…) has no coldstarts; did you mean "coldStarts"?`, 0},
		{`fm("hello").errors`, `did you mean "fn"?`, 0},
		{`fn("hello").errors | hours`, `unknown filter "hours"`, 0},
		{`fn("hello") +`, "unexpected token EOF", 0},
		{`fn(7)`, "cannot use", 0},
		{`now()`, "is not callable", 0},
		{`all(1..9, any(1..9, # > 1))`, "loop inside a loop", 1},
		{strings.Repeat("1+", 400) + "1", "nodes", 0},
		{strings.Repeat("(", 600), "", 0},
		{strings.Repeat("x", 2000), "longer than", 1},
	} {
		_, err := live.Compile(c.source)
		var bad *live.SyntaxError
		if !errors.As(err, &bad) {
			t.Errorf("%.40s: %v", c.source, err)
			continue
		}
		if !strings.Contains(bad.Message, c.message) || c.column > 0 && bad.Column != c.column {
			t.Errorf("%.40s: column %d: %s; want %q", c.source, bad.Column, bad.Message, c.message)
		}
	}
}

func TestWhatAnEvaluationMayCost(t *testing.T) {
	for _, source := range []string{`count(1..100000000, # > 3)`, `len(map(1..1000000, # + 1))`} {
		e, err := live.Compile(source)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := e.Eval(live.OfWorld(engine.New(engine.Config{}))); err == nil {
			t.Errorf("%s was paid for", source)
		}
	}
}

func TestExplain(t *testing.T) {
	s := played(t)
	for source, want := range map[string]string{
		`fn("hello").errors > 0`:                                        `fn("hello").errors is 0`,
		`fn("hello").invocations >= 5 && bucket("pics").exists`:         `fn("hello").invocations is 2; bucket("pics").exists is yes`,
		`not (count(bucket("pics").keys, # == "x.js") == 1)`:            `count(bucket("pics").keys, # == "x.js") is 1`,
		`fn("hello").state in ["Active"] or 3 < fn("hello").coldStarts`: `fn("hello").state is Active`,
	} {
		e, err := live.Compile(source)
		if err != nil {
			t.Fatal(err)
		}
		if got := e.Explain(s.Context); got != want {
			t.Errorf("%s:\n got %s\nwant %s", source, got, want)
		}
	}
}

func TestAContextFollowsTheSession(t *testing.T) {
	s := played(t)
	e, _ := live.Compile(`events("s3.ObjectCreated")`)
	if v, _ := e.Eval(s.Context); v != 1 {
		t.Fatalf("before the undo: %v", v)
	}
	if !s.Undo() {
		t.Fatal("nothing to undo")
	}
	if v, _ := e.Eval(s.Context); v != 0 {
		t.Errorf("after the undo: %v", v)
	}
}

func FuzzExpr(f *testing.F) {
	for _, s := range []string{`fn("a").errors | ms`, `bill.quantity("Request") > 1`, `{{`, `a ? b : c`, `let x = 1; x`, `"\u00e9" matches "("`, `[1][9]`, `last.json.a.b`, `1 | n | n`} {
		f.Add(s)
	}
	for _, s := range []string{`queue("orders").visible / queue("x").visible | pct`, `mapping("ship", "orders").failed`, `topic("news").waiting`,
		`subscription("news", "pay").raw`, `rule("a/b").next`, `schedule("close").next | s`, `alarm("refused").reason contains "1"`, `api("shop").p50`,
		`metric("AWS/Lambda", "Duration", {FunctionName: "pay"}).lastMinutes(-1).p(0.0)`, `metric("a", "b", {"": nil})`, `traffic("hey").status(200)`,
		`fn("pay").alias("live").weight`, `fn("pay").alias`, `{"a": queue("orders")}`, `[bill, account]`, `map(["a"], queue(#).exists)`} {
		f.Add(s)
	}
	w := shop(f).World()
	f.Fuzz(func(t *testing.T, source string) {
		e, err := live.Compile(source)
		if err != nil {
			var bad *live.SyntaxError
			if !errors.As(err, &bad) || bad.Column < 1 {
				t.Errorf("%q: %v", source, err)
			}
			return
		}
		c := live.OfWorld(w)
		if _, err := e.Text(c); err == nil {
			e.Explain(c)
		}
	})
}

func BenchmarkEval(b *testing.B) {
	s := played(b)
	e, err := live.Compile(`fn("hello").invocations >= 1`)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if ok, err := e.Bool(s.Context); err != nil || !ok {
			b.Fatal(err)
		}
	}
}
