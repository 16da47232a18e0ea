package quiz

import (
	"fmt"
	"strings"
)

// measure is a unit that converts to others of its kind. Sizes are whole
// numbers of the smallest unit, so that conversions stay exact.
type measure struct {
	kind string
	size float64
}

var (
	dollar  = measure{"an amount of money", 100}
	percent = measure{"a percentage", 1}
)

// measures are the units that are understood, in lower case. KB, MB and GB are
// powers of 1,024, as Lambda counts memory: 10,240 MB is its 10 GB
// (facts/lambda.md 1.1).
var measures = spelled(map[measure]string{
	{"a time", 1}:       "ns nanosecond nanoseconds",
	{"a time", 1e3}:     "us µs μs microsecond microseconds",
	{"a time", 1e6}:     "ms msec millisecond milliseconds",
	{"a time", 1e9}:     "s sec secs second seconds",
	{"a time", 60e9}:    "m min mins minute minutes",
	{"a time", 3600e9}:  "h hr hrs hour hours",
	{"a time", 86400e9}: "d day days",

	{"a size", 1}:       "b byte bytes",
	{"a size", 1 << 10}: "kb kib kilobyte kilobytes",
	{"a size", 1 << 20}: "mb mib megabyte megabytes",
	{"a size", 1 << 30}: "gb gib gigabyte gigabytes",
	{"a size", 1 << 40}: "tb tib terabyte terabytes",

	{"memory times time", 1}:    "mb-s mb-second mb-seconds",
	{"memory times time", 1024}: "gb-s gb-second gb-seconds",

	{"an amount of money", 1}: "c ¢ cent cents",
	dollar:                    "$ us$ usd dollar dollars",

	percent: "% percent pct",
})

func spelled(by map[measure]string) map[string]measure {
	out := map[string]measure{}
	for m, words := range by {
		for w := range strings.FieldsSeq(words) {
			out[w] = m
		}
	}
	return out
}

// convert turns v with the typed unit into the wanted one. No typed unit means
// the wanted one.
func convert(v float64, typed, wanted string) (float64, error) {
	from, to := unitWord(typed), unitWord(wanted)
	if from == "" || from == to {
		return v, nil
	}
	have, known := measures[from]
	want, measurable := measures[to]
	switch {
	case known && measurable && have.kind == want.kind:
		return v * have.size / want.size, nil
	case known && have == percent && to == "":
		return v / 100, nil
	case from == "k" && !measurable:
		return v * 1000, nil
	case singular(from) == singular(to):
		return v, nil
	case known && measurable:
		return 0, fmt.Errorf("%q is %s: answer in %s", typed, have.kind, wanted)
	case to == "":
		return 0, fmt.Errorf("leave out %q: type the number alone", typed)
	}
	return 0, fmt.Errorf("the unit %q is not known here: answer in %s, or type the number alone", typed, wanted)
}

func unitWord(s string) string {
	return strings.ToLower(strings.Join(strings.Fields(s), " "))
}

func singular(word string) string { return strings.TrimSuffix(word, "s") }
