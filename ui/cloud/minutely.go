package cloud

import (
	"math"
	"time"
)

// minutely are the namespaces whose services measure once a minute.
var minutely = []string{"AWS/ApplicationELB", "AWS/AutoScaling", "AWS/EC2"}

// byMinute is a plot of what is measured once a minute, at its end: narrower
// columns all have the value of their minute, and sums in wider ones are those of
// a minute on average.
func byMinute(read func(n int) (time.Duration, []float64, []float64), sums bool) func(n int) (time.Duration, []float64, []float64) {
	return func(n int) (time.Duration, []float64, []float64) {
		width, values, behind := read(n)
		if width >= time.Minute {
			if sums {
				for i := range values {
					values[i] *= float64(time.Minute) / float64(width)
				}
				width = time.Minute
			}
			return width, values, behind
		}
		reach := int((time.Minute + width - 1) / width) // columns of a minute
		last := math.NaN()
		for i, left := len(values)-1, 0; i >= 0; i, left = i-1, left-1 {
			switch {
			case !math.IsNaN(values[i]):
				last, left = values[i], reach
			case left > 0:
				values[i] = last
			}
		}
		return time.Minute, values, behind
	}
}
