package traffic

import (
	"fmt"
	"regexp"
	"strconv"
	"time"
)

// Forms are the texts that Parse reads, each with an example.
const Forms = "constant:50/s, poisson:0.9/s, ramp:0/s..100/s over 10m, daily:100/s swing 60%, spike:10/s +1000 at 60s for 1s"

var forms = []struct {
	pattern *regexp.Regexp
	build   func(m []string) (Arrivals, error)
}{
	{regexp.MustCompile(`^constant:(\S+)/s$`), func(m []string) (Arrivals, error) {
		rate, err := positive(m[1])
		return Constant{rate}, err
	}},
	{regexp.MustCompile(`^poisson:(\S+)/s$`), func(m []string) (Arrivals, error) {
		rate, err := positive(m[1])
		return Poisson{rate}, err
	}},
	{regexp.MustCompile(`^ramp:(\S+)/s\.\.(\S+)/s over (\S+)$`), func(m []string) (Arrivals, error) {
		from, err := number(m[1])
		to, err2 := number(m[2])
		over, err3 := duration(m[3])
		return Ramp{from, to, over}, first(err, err2, err3)
	}},
	{regexp.MustCompile(`^daily:(\S+)/s swing (\S+)%$`), func(m []string) (Arrivals, error) {
		rate, err := positive(m[1])
		swing, err2 := number(m[2])
		if err2 == nil && swing > 100 {
			err2 = fmt.Errorf("a swing of %s%% is more than all", m[2])
		}
		return Daily{rate, swing / 100}, first(err, err2)
	}},
	{regexp.MustCompile(`^spike:(\S+)/s \+(\d{1,9}) at (\S+) for (\S+)$`), func(m []string) (Arrivals, error) {
		rate, err := number(m[1])
		height, err2 := strconv.Atoi(m[2])
		at, err3 := duration(m[3])
		long, err4 := duration(m[4])
		s := Spike{Height: height, At: at, For: long}
		if rate > 0 {
			s.Base = Poisson{rate}
		}
		if err4 == nil && long == 0 {
			err4 = fmt.Errorf("a spike lasts more than %s", m[4])
		}
		return s, first(err, err2, err3, err4)
	}},
}

// Parse reads a process as people write it: see Forms. Files of counts are
// read by ReadAzure.
func Parse(text string) (Arrivals, error) {
	for _, f := range forms {
		if m := f.pattern.FindStringSubmatch(text); m != nil {
			a, err := f.build(m)
			if err != nil {
				return nil, fmt.Errorf("traffic %q: %w", text, err)
			}
			return a, nil
		}
	}
	return nil, fmt.Errorf("traffic %q has none of the forms: %s", text, Forms)
}

// most bounds rates, so that instants stay apart.
const most = 1e8

func number(text string) (float64, error) {
	x, err := strconv.ParseFloat(text, 64)
	if err != nil || !(x >= 0 && x <= most) {
		return 0, fmt.Errorf("%q is no number from 0 to 100 million", text)
	}
	return x, nil
}

func positive(text string) (float64, error) {
	x, err := number(text)
	if err == nil && x < 1e-9 {
		return 0, fmt.Errorf("a rate of %s never brings a request", text)
	}
	return x, err
}

func duration(text string) (time.Duration, error) {
	d, err := time.ParseDuration(text)
	if err != nil || d < 0 {
		return 0, fmt.Errorf("%q is no duration such as 90s or 10m", text)
	}
	return d, nil
}

func first(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
