package recall

import "math"

// Model is FSRS-6 with its weights and the retention that is aimed at.
type Model struct {
	// Weights are w0 to w20 of the published formulas.
	Weights [21]float64
	// Retention is the chance of recall, between 0 and 1, at which an item is
	// due. Lower means fewer reviews and more forgetting.
	Retention float64
}

// Default is the published default model, trained on many people's reviews,
// with a retention of 90 %.
func Default() Model {
	return Model{
		Weights: [21]float64{
			0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796,
			1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
		},
		Retention: 0.9,
	}
}

// Bounds of the model's state (py-fsrs, go-fsrs).
const (
	shortest  = 0.001 // days of stability
	longest   = 36500 // days of stability and between reviews
	easiest   = 1.0
	hardest   = 10.0
	benchmark = 0.9 // the recall at which stability is measured
)

// Interval is the number of whole days, at least 1, after which recall has
// fallen from 1 to the wanted retention.
func (m Model) Interval(stability float64) int {
	retention := min(max(m.Retention, 0.01), 1)
	days := stability / m.factor() * (math.Pow(retention, -1/m.Weights[20]) - 1)
	return int(min(max(math.RoundToEven(days), 1), longest))
}

// curve is the forgetting curve, a power function scaled so that the recall
// after as many days as the stability is the benchmark.
func (m Model) curve(days, stability float64) float64 {
	return math.Pow(1+m.factor()*days/stability, -m.Weights[20])
}

func (m Model) factor() float64 { return math.Pow(benchmark, -1/m.Weights[20]) - 1 }

func (m Model) firstStability(r Rating) float64 { return clampStability(m.Weights[r-1]) }

func (m Model) firstDifficulty(r Rating) float64 {
	return m.Weights[4] - math.Exp(m.Weights[5]*float64(r-1)) + 1
}

// nextDifficulty moves less the harder the item already is, and a little back
// towards the difficulty of an easy one.
func (m Model) nextDifficulty(d float64, r Rating) float64 {
	moved := d + (hardest-d)*-m.Weights[6]*float64(r-Good)/9
	return clampDifficulty(m.Weights[7]*m.firstDifficulty(Easy) + (1-m.Weights[7])*moved)
}

// sameDay is the stability after another review on the day of the last one. A
// success never lowers it (go-fsrs and fsrs-rs, where a Hard counts as one;
// py-fsrs lowers it for Hard).
func (m Model) sameDay(s float64, r Rating) float64 {
	growth := math.Exp(m.Weights[17]*(float64(r-Good)+m.Weights[18])) * math.Pow(s, -m.Weights[19])
	if r != Again {
		growth = max(growth, 1)
	}
	return clampStability(s * growth)
}

func (m Model) nextStability(c Card, recall float64, r Rating) float64 {
	if r == Again {
		return m.afterLapse(c, recall)
	}
	growth := math.Exp(m.Weights[8]) * (11 - c.Difficulty) * math.Pow(c.Stability, -m.Weights[9]) *
		(math.Exp((1-recall)*m.Weights[10]) - 1)
	switch r {
	case Hard:
		growth *= m.Weights[15]
	case Easy:
		growth *= m.Weights[16]
	}
	return clampStability(c.Stability * (1 + growth))
}

// afterLapse is the stability after forgetting: never more than a same-day
// miss would leave.
func (m Model) afterLapse(c Card, recall float64) float64 {
	s := m.Weights[11] * math.Pow(c.Difficulty, -m.Weights[12]) *
		(math.Pow(c.Stability+1, m.Weights[13]) - 1) * math.Exp((1-recall)*m.Weights[14])
	return clampStability(min(s, c.Stability/math.Exp(m.Weights[17]*m.Weights[18])))
}

func clampStability(s float64) float64  { return min(max(s, shortest), longest) }
func clampDifficulty(d float64) float64 { return min(max(d, easiest), hardest) }
