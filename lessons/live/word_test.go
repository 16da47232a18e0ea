package live_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"skylab/engine"
	"skylab/lessons/live"
)

// value is that of an expression on a stage.
func value(t testing.TB, s *live.Stage, source string) any {
	t.Helper()
	v, err := expr(t, source).Eval(s.Context)
	if err != nil {
		t.Fatalf("%s: %v", source, err)
	}
	return v
}

func TestWordsOfWhatIsNotThere(t *testing.T) {
	s := shop(t)
	for source, want := range map[string]string{
		`fn("pya").errors`:                                               `the function "pya"; there are "pay", "ship"`,
		`url("nobody")`:                                                  `the function "nobody"; there are "pay", "ship"`,
		`fn("pay").alias("life").errors`:                                 `the alias "life"; did you mean "live"?`,
		`fn("ship").alias("live").errors`:                                `the alias "live"; there is none`,
		`queue("order").visible`:                                         `the queue "order"; did you mean "orders"?`,
		`mapping("ship", "order").failed`:                                `the event source mapping "ship order"; did you mean "ship orders"?`,
		`topic("nobody").failed`:                                         `the topic "nobody"; there is "news"`,
		`subscription("new", "pay").failed`:                              `the topic "new"; did you mean "news"?`,
		`subscription("news", "ship").failed`:                            `the subscription "news ship"; there are "pay", "ines@example.com"`,
		`rule("ticks").matched`:                                          `the rule "ticks"; did you mean "tick"?`,
		`schedule("open").fired`:                                         `the schedule "open"; there is "close"`,
		`alarm("throttled").rung`:                                        `the alarm "throttled"; there is "refused"`,
		`api("chop").requests`:                                           `the HTTP API "chop"; did you mean "shop"?`,
		`traffic("hay").sent`:                                            `the traffic "hay"; did you mean "hey"?`,
		`bucket("photos").bytes`:                                         `the bucket "photos"; there is none`,
		`log("/aws/lambda/pays").lines`:                                  `the log group "/aws/lambda/pays"; did you mean "/aws/lambda/pay"?`,
		`metric("AWS/Lamda", "Errors").sum`:                              `the metric "AWS/Lamda"; did you mean "AWS/Lambda"?`,
		`metric("AWS/Lambda", "Error").sum`:                              `the metric "AWS/Lambda Error"; did you mean "Errors"?`,
		`metric("AWS/Lambda", "Errors", {FunctionName: "gone"}).sum > 1`: `the metric "AWS/Lambda Errors {FunctionName: gone}"`,
	} {
		s.Context.Forget()
		value(t, s, source)
		m := s.Context.Missing()
		if m == nil {
			t.Errorf("%s misses nothing", source)
		} else if got := m.Thing() + m.Hint(); !strings.HasPrefix(got, want) {
			t.Errorf("%s misses %s; want %s", source, got, want)
		}
	}
}

func TestWhoAsksWhetherSomethingExistsMissesNothing(t *testing.T) {
	s := shop(t)
	for _, source := range []string{
		`queue("order").exists && queue("order").visible > 0`, `not mapping("ship", "order").exists`, `subscription("no", "pay").exists`,
		`fn("pay").alias("life").exists`, `bucket("photos").exists or object("photos", "a").exists`,
	} {
		if v := value(t, s, source); s.Context.Missing() != nil {
			t.Errorf("%s, %v, misses %+v", source, v, s.Context.Missing())
		}
	}
	if value(t, s, `queue("order").visible`); s.Context.Missing() == nil {
		t.Error("what another expression asked counts for this one")
	}
}

func TestMistakesAreNamedInTheAuthorsWords(t *testing.T) {
	for source, want := range map[string]string{
		`quue("a").visible`:                    `unknown name quue; did you mean "queue"?`,
		`queue("a").visble`:                    `queue(…) has no visble; did you mean "visible"?`,
		`alarm("a").colour`:                    `alarm(…) has no colour; it has exists, state, reason`,
		`fn("a").alias("b").weigth`:            `fn(…).alias(…) has no weigth; did you mean "weight"?`,
		`metric("a", "b").lastMinutes(1).summ`: `metric(…).lastMinutes(…) has no summ; did you mean "sum"?`,
		`queue.visible > 1`:                    `queue(…) wants its names in brackets before .visible`,
		`bill.sum`:                             `bill has no sum; it has total, exact, quantity, amount, service`,
		`topic("a")`:                           `topic(…) is no number or text; say what of it: exists`,
		`account`:                              `account is no number or text; say what of it: limit`,
		`bill.amount`:                          `bill.quantity(…) or bill.amount(…) or bill.service(…) wants its names in brackets`,
		`alarm`:                                `alarm(…) wants its names in brackets`,
		`mapping("a").failed`:                  `not enough arguments to call mapping`,
	} {
		_, err := live.Compile(source)
		var bad *live.SyntaxError
		if !errors.As(err, &bad) || !strings.HasPrefix(bad.Message, want) {
			t.Errorf("%s: %v; want %s", source, err, want)
		}
	}
}

func TestMetricsRefuseWhatMakesNoSense(t *testing.T) {
	s := shop(t)
	for source, want := range map[string]string{
		`metric("AWS/Lambda", "Errors", {FunctionName: 7}).sum`:          "the dimension FunctionName is 7, not a text",
		`metric("AWS/Lambda", "Errors", {A: "a"}, {B: "b"}).sum`:         "one {…} with all dimensions",
		`metric("AWS/Lambda", "Errors").lastMinutes(0).sum`:              "lastMinutes takes 1 to 1440, not 0",
		`metric("AWS/Lambda", "Duration", {FunctionName: "pay"}).p(101)`: "p takes a percentile above 0 and up to 100, not 101",
	} {
		if _, err := expr(t, source).Eval(s.Context); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v; want %s", source, err, want)
		}
	}
}

func TestLastMinutesAreWholeOnes(t *testing.T) {
	s := shop(t)
	sent := `metric("AWS/SQS", "NumberOfMessagesSent", {QueueName: "orders"})`
	// They were sent in the first minute, and it is the fourth.
	for source, want := range map[string]float64{".lastMinutes(3).sum": 0, ".lastMinutes(4).sum": 3, ".lastMinutes(1440).sum": 3, ".sum": 3} {
		if got := value(t, s, sent+source); got != want {
			t.Errorf("%s is %v, not %v", source, got, want)
		}
	}
}

// rush is more requests than the journal keeps entries of.
const rush = "hey -n 8000 -c 100 -q 100000 $(aws apigatewayv2 get-apis --query 'Items[0].ApiEndpoint' --output text)/"

func TestCountsOfAJournalThatHasForgotten(t *testing.T) {
	s := shop(t)
	value(t, s, `events("apigateway.ResponseSent")`)
	first := s.World().Journal().Count()
	s.Session.Exec(rush, 1<<40) // behind the stage's back
	if s.World().Journal().First() < first {
		t.Fatal("the journal still has it all")
	}
	for _, source := range []string{`events("apigateway.ResponseSent")`, `queue("orders").returned`, `alarm("refused").rung`, `mapping("ship", "orders").batches`} {
		if v, err := expr(t, source).Eval(s.Context); err == nil || !strings.Contains(err.Error(), "more has happened here at once than the journal keeps") {
			t.Errorf("%s is %v, %v", source, v, err)
		}
	}
	if v := value(t, s, `[queue("orders").visible, alarm("refused").state, api("shop").requests]`); fmt.Sprint(v) != "[0 ALARM 8020]" {
		t.Errorf("what does not come from the journal is %v", v)
	}
}

func TestAStageFollowsARush(t *testing.T) {
	s := shop(t)
	if err := s.RunAll(script(rush)); err != nil {
		t.Fatal(err)
	}
	if v := value(t, s, `events("apigateway.ResponseSent") == api("shop").requests && api("shop").requests == 8020`); v != true {
		t.Errorf("%v of %v", value(t, s, `events("apigateway.ResponseSent")`), value(t, s, `api("shop").requests`))
	}
}

func TestRulesOfAnotherBusAndApisOfOneName(t *testing.T) {
	s := shop(t)
	if err := s.RunStrictly(script(`aws events create-event-bus --name shop
aws events put-rule --name paid --event-bus-name shop --event-pattern '{"source": ["till"]}'
aws events put-events --entries '[{"Source": "till", "DetailType": "paid", "Detail": "{}", "EventBusName": "shop"}]'
wait 1s
aws apigatewayv2 create-api --name shop --protocol-type HTTP
`)); err != nil {
		t.Fatal(err)
	}
	for source, want := range map[string]any{
		`rule("shop/paid").matched`: 1, `rule("paid").matched`: 1, `rule("shop/paid").targets`: 0,
		`api("shop").requests`: 0, `api("shop").routes`: 0, `api("shop").stages`: 0, // the newest
	} {
		if got := value(t, s, source); got != want {
			t.Errorf("%s is %v, not %v", source, got, want)
		}
	}
}

func TestThrottledRequestsOfAnAPI(t *testing.T) {
	s := shop(t)
	if err := s.RunAll(script(`API=$(aws apigatewayv2 get-apis --query 'Items[0].ApiId' --output text)
aws apigatewayv2 update-stage --api-id $API --stage-name '$default' --default-route-settings ThrottlingRateLimit=1,ThrottlingBurstLimit=1
hey -n 5 -c 5 https://$API.execute-api.us-east-1.amazonaws.com/
`)); err != nil {
		t.Fatal(err)
	}
	if v := value(t, s, `[api("shop").throttled, api("shop").clientErrors, api(api("shop").id).throttled]`); fmt.Sprint(v) != "[4 4 4]" {
		t.Errorf("throttled, client errors: %v", v)
	}
}

func TestACommandThatNeverEndsSaysSo(t *testing.T) {
	sim := hello()
	sim.Setup = script("wait 25h")
	s, err := live.NewStage(course(), sim, engine.Config{})
	if err != nil || s.Begin() < 25*time.Hour {
		t.Fatalf("a wait names its time: %v", err)
	}
	sim.Setup = script("wait 25h; aws logs create-log-group --log-group-name silent; aws logs tail silent --follow")
	_, err = live.NewStage(course(), sim, engine.Config{})
	if err == nil || !strings.Contains(err.Error(), "still running after 24h0m0s of virtual time") {
		t.Errorf("%v", err)
	}
}

func BenchmarkWords(b *testing.B) {
	s := shop(b)
	for _, source := range []string{`queue("dead").oldestAge`, `mapping("ship", "orders").failed`, `topic("news").failed`, `rule("tick").next`,
		`alarm("refused").state`, `api("shop").p99`, `metric("AWS/Lambda", "Errors", {FunctionName: "pay"}).sum`} {
		e := expr(b, source)
		b.Run(source[:strings.IndexByte(source, '(')], func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := e.Eval(s.Context); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
