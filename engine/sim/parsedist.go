package sim

import (
	"fmt"
	"strings"
	"time"
)

// ParseDist reads a distribution as people write one:
//
//	100ms or const:100ms     always that
//	exp:1.991s               exponential with that mean
//	lognormal:100ms,250ms    log-normal by its median and ninetieth percentile
//	empirical:1ms,2ms,40ms   one of these, all equally likely
//
// Durations are Go's and not negative.
func ParseDist(text string) (Dist, error) {
	shape, rest, ok := strings.Cut(text, ":")
	if !ok {
		shape, rest = "const", text
	}
	values, err := durations(rest)
	if err != nil {
		return Dist{}, err
	}
	d := Dist{Mid: values[0], Source: text}
	want := 1
	switch shape {
	case "const":
	case "exp":
		d.Shape = Exponential
	case "lognormal":
		d.Shape, want = LogNormal, 2
	case "empirical":
		d.Shape, d.Values, d.Mid, want = Empirical, values, 0, len(values)
	default:
		return Dist{}, fmt.Errorf("%q is no distribution: use const, exp, lognormal or empirical, as in exp:1.991s", shape)
	}
	if len(values) != want {
		return Dist{}, fmt.Errorf("%s takes %d durations, not %d", shape, want, len(values))
	}
	if d.Shape == LogNormal {
		if d.P90 = values[1]; d.Mid <= 0 || d.P90 < d.Mid {
			return Dist{}, fmt.Errorf("lognormal takes a median above zero and a ninetieth percentile that is no less, not %s", rest)
		}
	}
	return d, nil
}

// durations are those in a list with commas, one at least.
func durations(list string) ([]time.Duration, error) {
	var out []time.Duration
	for word := range strings.SplitSeq(list, ",") {
		d, err := time.ParseDuration(strings.TrimSpace(word))
		if err != nil || d < 0 {
			return nil, fmt.Errorf("%q is no duration such as 250ms or 1.5s", strings.TrimSpace(word))
		}
		out = append(out, d)
	}
	return out, nil
}

// String is the distribution in the form that ParseDist reads.
func (d Dist) String() string {
	switch d.Shape {
	case Exponential:
		return "exp:" + d.Mid.String()
	case LogNormal:
		return "lognormal:" + d.Mid.String() + "," + d.P90.String()
	case Empirical:
		words := make([]string, len(d.Values))
		for i, v := range d.Values {
			words[i] = v.String()
		}
		return "empirical:" + strings.Join(words, ",")
	}
	return d.Mid.String()
}
