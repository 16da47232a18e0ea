package recall

import (
	"fmt"
	"math"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

var start = time.Date(2022, 11, 29, 12, 30, 0, 0, time.UTC)

const day = 24 * time.Hour

// The vectors of py-fsrs (tests/test_basic.py), go-fsrs and fsrs-rs
// (src/inference.rs), which agree on them.

func TestFirstReviewVectors(t *testing.T) {
	stability := []float64{0.212, 1.2931, 2.3065, 8.2956}
	difficulty := []float64{6.4133, 5.11217071, 2.11810397, 1}
	for i, r := range []Rating{Again, Hard, Good, Easy} {
		c := Default().Review(Card{}, r, start)
		near(t, "stability", c.Stability, stability[i], 1e-9)
		near(t, "difficulty", c.Difficulty, difficulty[i], 1e-6)
	}
}

func TestMemoryStateVectors(t *testing.T) {
	frozen := Default()
	frozen.Weights[17], frozen.Weights[18], frozen.Weights[19] = 0, 0, 0
	for _, tt := range []struct {
		name      string
		model     Model
		stability float64
	}{
		{"defaults", Default(), 53.62691},
		{"no same-day step", frozen, 53.335106},
	} {
		t.Run(tt.name, func(t *testing.T) {
			at := start
			var history []Review
			for i, gap := range []int{0, 0, 1, 3, 8, 21} {
				at = at.Add(time.Duration(gap) * day)
				history = append(history, Review{at, Good})
				if i == 0 {
					history[0].Rating = Again
				}
			}
			c := tt.model.Fold(history)
			near(t, "stability", c.Stability, tt.stability, 1e-4)
			near(t, "difficulty", c.Difficulty, 6.3574867, 1e-4)
		})
	}
}

// TestScheduleVector follows py-fsrs's test_review_card: 0 there is a step of
// ten minutes, which this package only takes after a miss.
func TestScheduleVector(t *testing.T) {
	ratings := []Rating{Good, Good, Good, Good, Good, Good, Again, Again, Good, Good, Good, Good, Good}
	want := []int{0, 2, 11, 46, 163, 498, 0, 0, 2, 4, 7, 12, 21}
	m := Default()
	var c Card
	var got []int
	at := start
	for i, r := range ratings {
		c = m.Review(c, r, at)
		if i == 0 {
			c.Due = at.Add(10 * time.Minute)
		}
		got = append(got, int(c.Due.Sub(at)/day))
		at = c.Due
	}
	if !slices.Equal(got, want) {
		t.Errorf("intervals %v, want %v", got, want)
	}
	if c.Reviews != 13 || c.Lapses != 2 {
		t.Errorf("%d reviews, %d lapses; want 13 and 2", c.Reviews, c.Lapses)
	}
}

// TestIntervalVector is fsrs-rs's next_interval for a stability of one day;
// beyond a hundred years this package cuts off.
func TestIntervalVector(t *testing.T) {
	want := []int{longest, 34793, 2508, 387, 90, 27, 9, 3, 1, 1}
	for i, w := range want {
		m := Default()
		m.Retention = float64(i+1) / 10
		if got := m.Interval(1); got != w {
			t.Errorf("retention %.1f: %d days, want %d", m.Retention, got, w)
		}
	}
}

func TestRate(t *testing.T) {
	for _, tt := range []struct {
		correct, slow, hinted bool
		want                  Rating
	}{
		{false, false, false, Again},
		{false, true, true, Again},
		{true, false, false, Good},
		{true, true, false, Hard},
		{true, false, true, Hard},
	} {
		if got := Rate(tt.correct, tt.slow, tt.hinted); got != tt.want {
			t.Errorf("Rate(%v, %v, %v) = %v, want %v", tt.correct, tt.slow, tt.hinted, got, tt.want)
		}
	}
}

func TestMissIsAskedAgainInTheSameSitting(t *testing.T) {
	c := Default().Review(Card{}, Again, start)
	if want := start.Add(10 * time.Minute); !c.Due.Equal(want) {
		t.Errorf("due %v, want %v", c.Due, want)
	}
}

func TestClockSetBack(t *testing.T) {
	m := Default()
	c := m.Review(Card{}, Good, start)
	back := m.Review(c, Good, start.Add(-30*day))
	if back.Stability < c.Stability || math.IsNaN(back.Stability) {
		t.Errorf("stability %v after a review before the last, was %v", back.Stability, c.Stability)
	}
	if r := m.Retrievability(c, start.Add(-day)); r != 1 {
		t.Errorf("recall before the last review is %v, want 1", r)
	}
}

// card draws the card after a random history.
func card(t *rapid.T) Card {
	m, at, c := Default(), start, Card{}
	for range rapid.IntRange(1, 30).Draw(t, "reviews") {
		c = m.Review(c, Rating(rapid.IntRange(1, 4).Draw(t, "rating")), at)
		at = at.Add(time.Duration(rapid.Int64Range(0, int64(400*day)).Draw(t, "gap")))
	}
	return c
}

func TestStabilityNeverFallsOnSuccess(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := card(t)
		r := Rating(rapid.IntRange(2, 4).Draw(t, "success"))
		next := Default().Review(c, r, c.Last.Add(time.Duration(rapid.IntRange(0, 4000).Draw(t, "days"))*day))
		if next.Stability < c.Stability {
			t.Fatalf("stability fell from %v to %v on rating %d", c.Stability, next.Stability, r)
		}
	})
}

func TestStabilityNeverRisesOnAMiss(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := card(t)
		next := Default().Review(c, Again, c.Last.Add(time.Duration(rapid.IntRange(0, 4000).Draw(t, "days"))*day))
		if next.Stability > c.Stability {
			t.Fatalf("stability rose from %v to %v on a miss", c.Stability, next.Stability)
		}
	})
}

func TestRecallAfterStabilityIsNinety(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		days := rapid.IntRange(1, longest).Draw(t, "days")
		c := Card{Stability: float64(days), Last: start, Reviews: 1}
		if r := Default().Retrievability(c, start.Add(time.Duration(days)*day)); math.Abs(r-0.9) > 1e-9 {
			t.Fatalf("recall after %d days is %v, want 0.9", days, r)
		}
	})
}

func TestIntervalRisesAsRetentionFalls(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.Float64Range(shortest, longest).Draw(t, "stability")
		high, low := Default(), Default()
		high.Retention = rapid.Float64Range(0.02, 1).Draw(t, "retention")
		low.Retention = rapid.Float64Range(0.01, high.Retention).Draw(t, "lower")
		if high.Interval(s) > low.Interval(s) {
			t.Fatalf("%d days at %v but %d at %v", high.Interval(s), high.Retention, low.Interval(s), low.Retention)
		}
	})
}

func TestStateStaysInBounds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := card(t)
		if !(c.Stability >= shortest && c.Stability <= longest && c.Difficulty >= easiest && c.Difficulty <= hardest) {
			t.Fatalf("stability %v, difficulty %v", c.Stability, c.Difficulty)
		}
		if !c.Due.After(c.Last) {
			t.Fatalf("due %v, not after the last review %v", c.Due, c.Last)
		}
	})
}

func near(t *testing.T, what string, got, want, within float64) {
	t.Helper()
	if !(math.Abs(got-want) <= within) {
		t.Errorf("%s is %v, want %v", what, got, want)
	}
}

func ExampleModel_Review() {
	m := Default()
	at := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	var c Card
	for _, r := range []Rating{Good, Good, Again, Good} {
		c = m.Review(c, r, at)
		fmt.Println(at.Format("2 Jan 15:04"), "→", c.Due.Format("2 Jan 15:04"))
		at = c.Due
	}
	// Output:
	// 2 Mar 09:00 → 4 Mar 09:00
	// 4 Mar 09:00 → 15 Mar 09:00
	// 15 Mar 09:00 → 15 Mar 09:10
	// 15 Mar 09:10 → 17 Mar 09:10
}

func BenchmarkReview(b *testing.B) {
	b.ReportAllocs()
	m, c := Default(), Default().Review(Card{}, Good, start)
	for b.Loop() {
		m.Review(c, Good, start.Add(3*day))
	}
}
