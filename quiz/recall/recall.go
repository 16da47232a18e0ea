// Package recall says when to ask again: the memory model FSRS-6 (difficulty,
// stability, retrievability) with the published default weights, fed with
// automatic grades. It is arithmetic on values; it has no clock, keeps no
// record and does not train weights.
//
// Source: open-spaced-repetition, "The Algorithm" (fsrs4anki wiki, FSRS-6) and
// its implementations py-fsrs 6 and go-fsrs, whose test vectors hold here.
package recall

import "time"

// Rating is how well something was remembered.
type Rating int

// The ratings of FSRS. Easy is never given automatically.
const (
	Again Rating = 1 + iota
	Hard
	Good
	Easy
)

// Rate grades without asking the learner: a miss is Again, a hit is Good, a
// slow or hinted hit is Hard.
func Rate(correct, slow, hinted bool) Rating {
	switch {
	case !correct:
		return Again
	case slow || hinted:
		return Hard
	}
	return Good
}

// Card is what is known about the memory of one item. The zero Card has never
// been reviewed.
type Card struct {
	// Stability is the time, in days, after which the chance of recall has
	// fallen to 90 %.
	Stability float64
	// Difficulty is 1 to 10.
	Difficulty float64
	// Last is the time of the latest review, Due that of the next.
	Last, Due time.Time
	// Reviews counts all of them, Lapses those rated Again.
	Reviews, Lapses int
}

// New tells whether the item has never been reviewed.
func (c Card) New() bool { return c.Reviews == 0 }

// Review is one answer to an item.
type Review struct {
	At     time.Time
	Rating Rating
}

// Relearn is how long after a miss the item is asked again: still in the same
// sitting (py-fsrs's default relearning step).
const Relearn = 10 * time.Minute

// Review is the card after a review. A time before the latest review counts
// as the same day.
func (m Model) Review(c Card, r Rating, at time.Time) Card {
	r = min(max(r, Again), Easy)
	switch days := c.elapsed(at); {
	case c.New():
		c.Stability, c.Difficulty = m.firstStability(r), clampDifficulty(m.firstDifficulty(r))
	case days < 1:
		c.Stability, c.Difficulty = m.sameDay(c.Stability, r), m.nextDifficulty(c.Difficulty, r)
	default:
		c.Stability, c.Difficulty = m.nextStability(c, m.curve(days, c.Stability), r), m.nextDifficulty(c.Difficulty, r)
	}
	c.Reviews++
	c.Last, c.Due = at, at.AddDate(0, 0, m.Interval(c.Stability))
	if r == Again {
		c.Lapses++
		c.Due = at.Add(Relearn)
	}
	return c
}

// Fold is the card after reviews in the order of time.
func (m Model) Fold(reviews []Review) Card {
	var c Card
	for _, r := range reviews {
		c = m.Review(c, r.Rating, r.At)
	}
	return c
}

// Retrievability is the chance, 0 to 1, that the item is remembered at a time;
// 0 if it was never reviewed. Like the published implementations it counts
// whole days.
func (m Model) Retrievability(c Card, at time.Time) float64 {
	if c.New() {
		return 0
	}
	return m.curve(c.elapsed(at), c.Stability)
}

// elapsed is the number of whole days since the latest review.
func (c Card) elapsed(at time.Time) float64 {
	return float64(max(0, at.Sub(c.Last)/(24*time.Hour)))
}
