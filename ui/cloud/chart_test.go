package cloud

import (
	"slices"
	"strings"
	"testing"
	"time"

	"skylab/engine/cloudwatch"
	"skylab/ui/cell"
	"skylab/ui/theme"
)

// TestChartsOfALiveWorld: what the world measures is what the charts show, of
// functions, of metrics of one's own, and of alarms.
func TestChartsOfALiveWorld(t *testing.T) {
	s := world(t)
	w := s.World()
	p := New(theme.Dark())
	press := func(keys ...string) {
		for _, k := range keys {
			if !p.Update(k) {
				t.Errorf("%s does nothing", k)
			}
			look(p, w, 80, 30) // the next picture settles where one is
		}
	}
	press("right", "right")
	contains(t, look(p, w, 80, 30), "No invocation yet")
	for _, line := range []string{
		`aws cloudwatch put-metric-alarm --alarm-name slow --namespace AWS/Lambda --metric-name Duration --dimensions Name=FunctionName,Value=hello --statistic Maximum --period 60 --evaluation-periods 1 --threshold 300 --comparison-operator GreaterThanThreshold`,
		`aws cloudwatch put-metric-data --namespace Shop --metric-data MetricName=Basket,Value=12,Unit=Count`,
		`aws lambda invoke --function-name hello out.json`,
		`aws lambda invoke --function-name hello out.json`,
		`wait 130s`,
	} {
		s.Session.Exec(line, time.Hour)
	}
	contains(t, look(p, w, 80, 30), "↑↓ Invocations  hello  sum per ", "at most 2", "0:00", "now 2:1", "✕ ALARM   slow", "Duration > 300, 1 of 1 period")
	press("down", "down", "down")
	contains(t, look(p, w, 80, 30), "Duration  hello  p50 and p99 per", "slow: ALARM", "at most 4")
	press("down")
	contains(t, look(p, w, 80, 30), "ConcurrentExecutions  hello", "account limit 1,000")
	press("pgdown")
	contains(t, look(p, w, 80, 30), "Basket  Shop  sum per", "at most 12")
	press("pgup", "g", "G")
	contains(t, look(p, w, 80, 30), "AsyncEventAge  hello", "no data")
	press("left", "right")
	if again := look(p, w, 80, 30); !strings.Contains(again, "AsyncEventAge") {
		t.Error("the chosen metric is forgotten")
	}
	story := New(theme.Dark())
	story.Update("left")
	contains(t, look(story, w, 120, 40), "the alarm slow is now in ALARM: 1", "1 alarm in ALARM")
}

func TestSeriesAddUp(t *testing.T) {
	read := func(*cloudwatch.Metric, int) (time.Duration, []float64) { return time.Second, []float64{1, 2, 3} }
	if width, got := sum(make([]*cloudwatch.Metric, 3), read, 9); width != time.Second || !slices.Equal(got, []float64{3, 6, 9}) {
		t.Errorf("%v of %v", got, width)
	}
}

// BenchmarkChartOfALiveWorld reads and draws percentiles, the dearest plot.
func BenchmarkChartOfALiveWorld(b *testing.B) {
	s := world(b)
	for range 20 {
		s.Session.Exec("aws lambda invoke --function-name hello out.json", time.Minute)
	}
	p := New(theme.Dark())
	for _, k := range []string{"right", "right", "down", "down", "down"} {
		p.Update(k)
	}
	c := cell.New(160, 45)
	b.ReportAllocs()
	for b.Loop() {
		p.Draw(c, c.Bounds(), s.World(), true)
	}
}
