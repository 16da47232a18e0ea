package quiz

import (
	"math"
	"strconv"
	"strings"
	"testing"
)

func TestParseNumber(t *testing.T) {
	for _, tt := range []struct {
		text, unit string
		want       float64
	}{
		{"3", "", 3}, {" 3 ", "", 3}, {"+3", "", 3}, {"-2", "", -2}, {"−2", "", -2}, {"- 2", "", -2}, {"~3", "", 3}, {"0", "", 0}, {"-0", "", 0},
		{"2.5", "", 2.5}, {".5", "", 0.5}, {"5.", "", 5}, {"007", "", 7},
		// Separators: a comma that can separate thousands does.
		{"1,5", "", 1.5}, {"0,125", "", 0.125}, {"1,500", "", 1500}, {"1,500.25", "", 1500.25}, {"1,000,000", "", 1e6}, {"12,50", "", 12.5}, {"1234,567", "", 1234.567},
		{"1_000", "", 1000}, {"1 000 000", "", 1e6}, {"1\u202f000", "", 1000}, {"1’000", "", 1000}, {"10 000 ms", "ms", 10000},
		// Exponents.
		{"1e3", "", 1000}, {"1.5E-3", "", 0.0015}, {"2e+2 ms", "ms", 200},
		// Units, and others of the same kind.
		{"2.5 s", "s", 2.5}, {"2.5s", "ms", 2500}, {"300ms", "s", 0.3}, {"15 minutes", "s", 900}, {"15m", "s", 900}, {"1m30s", "s", 90}, {"1 h 1 min", "min", 61},
		{"1.5 Seconds", "seconds", 1.5}, {"40 µs", "us", 40}, {"1 day", "hours", 24}, {"-1m30s", "s", -90},
		{"10 GB", "MB", 10240}, {"512 KB", "MB", 0.5}, {"1769 MB", "MB", 1769}, {"1.5 GB-seconds", "GB-s", 1.5}, {"512 MB-s", "GB-s", 0.5},
		{"$0.20", "$", 0.2}, {"$0.20", "USD", 0.2}, {"US$ 1.50", "$", 1.5}, {"20 cents", "$", 0.2}, {"0.2 USD", "$", 0.2}, {"-$3", "$", -3}, {"$-3", "$", -3}, {"3", "dollars", 3},
		{"20%", "%", 20}, {"20", "%", 20}, {"20 percent", "%", 20}, {"20%", "", 0.2},
		// Units that nothing is known about.
		{"2 environments", "environments", 2}, {"1 Environment", "environments", 1}, {"10 requests per second", "requests per second", 10}, {"10k", "requests", 10000}, {"10k", "", 10000},
	} {
		got, err := ParseNumber(tt.text, tt.unit)
		if err != nil || math.Abs(got-tt.want) > 1e-12*math.Abs(tt.want) {
			t.Errorf("ParseNumber(%q, %q) = %v, %v; want %v", tt.text, tt.unit, got, err, tt.want)
		}
		if math.Signbit(got) && got == 0 {
			t.Errorf("ParseNumber(%q, %q) is a negative zero", tt.text, tt.unit)
		}
	}
}

func TestParseNumberRefuses(t *testing.T) {
	for _, tt := range []struct{ text, unit, want string }{
		{"", "", "type a number"},
		{"  ", "ms", "type a number, in ms"},
		{"three", "", `"three" is not a number: type digits`},
		{"s", "s", "is not a number"},
		{"-", "", "is not a number"},
		{"--3", "", "is not a number"},
		{"NaN", "", "is not a number"},
		{"Inf", "", "is not a number"},
		{"0x10", "", "more than one number"},
		{"1,50,0", "", `"1,50,0" is unclear: write it without separators`},
		{"1.500,5", "", "unclear"},
		{"1.2.3", "", "unclear"},
		{"10 20", "", "unclear"},
		{"1 2 3", "", "unclear"},
		{"1-2", "", "more than one number"},
		{"1 or 2", "", "more than one number"},
		{"15:30", "s", "more than one number"},
		{"5 MB", "ms", `"MB" is a size: answer in ms`},
		{"5 s", "MB", `"s" is a time: answer in MB`},
		{"5 parsecs", "s", `"parsecs" is not known here: answer in s`},
		{"5 ms", "", `leave out "ms": type the number alone`},
		{"$5 s", "$", "two units"},
		{"$$5", "$", "is not a number"},
		{"1e999", "", "too large"},
		{"1e308 d", "ns", "too large"},
		{strings.Repeat("1", 100), "", "too long"},
	} {
		got, err := ParseNumber(tt.text, tt.unit)
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("ParseNumber(%q, %q) = %v, %v; want an error with %q", tt.text, tt.unit, got, err, tt.want)
		}
	}
}

func TestGradeNumber(t *testing.T) {
	timeout := Question{ID: "q", Prompt: "How long?", Kind: Number, Answer: 3, Unit: "s", Options: []Option{
		{Text: "900 s", Why: "900 s is the most you can set.", Twin: "timeout-is-maximum"},
	}}
	p99 := Question{ID: "q", Prompt: "How long?", Kind: Number, Answer: 1200, Unit: "ms", Tolerance: Tolerance{Rel: 0.1}}
	cost := Question{ID: "q", Prompt: "How much?", Kind: Number, Answer: 0.2, Unit: "$", Tolerance: Tolerance{Abs: 0.01}}
	tenth := Question{ID: "q", Prompt: "How much?", Kind: Number, Answer: 0.3}
	for _, tt := range []struct {
		q        Question
		text     string
		correct  bool
		expected string
		twin     string
		feedback string
	}{
		{timeout, "3", true, "3 s", "", "Right: 3 s."},
		{timeout, "3000 ms", true, "3 s", "", "Right: 3 s."},
		{timeout, "2.999", false, "3 s", "", "You said 2.999 s; it is 3 s."},
		{timeout, "15 min", false, "3 s", "timeout-is-maximum", "You said 900 s; it is 3 s.|900 s is the most you can set."},
		{p99, "1080", true, "1,200 ms (within 10%)", "", ""},
		{p99, "1.32 s", true, "1,200 ms (within 10%)", "", ""},
		{p99, "1079", false, "1,200 ms (within 10%)", "", ""},
		{p99, "1321", false, "1,200 ms (within 10%)", "", ""},
		{cost, "$0.21", true, "$0.20 (within $0.01)", "", ""},
		{cost, "19 cents", true, "$0.20 (within $0.01)", "", ""},
		{cost, "0.22", false, "$0.20 (within $0.01)", "", "You said $0.22; it is $0.20 (within $0.01)."},
		{tenth, "0.3", true, "0.3", "", ""},
	} {
		g, err := tt.q.Grade(Response{Text: tt.text})
		if err != nil {
			t.Errorf("%q: %v", tt.text, err)
			continue
		}
		if g.Correct != tt.correct || g.Score != map[bool]float64{true: 1}[tt.correct] || g.Expected != tt.expected || g.Twin != tt.twin {
			t.Errorf("%q for %s: %+v", tt.text, tt.expected, g)
		}
		if got := strings.Join(g.Feedback, "|"); tt.feedback != "" && got != tt.feedback {
			t.Errorf("%q: feedback %q, want %q", tt.text, got, tt.feedback)
		}
	}
	if _, err := timeout.Grade(Response{Text: "soon"}); err == nil {
		t.Error("an answer that is not a number was graded")
	}
}

func TestAmount(t *testing.T) {
	for _, tt := range []struct {
		v    float64
		unit string
		want string
	}{
		{1500, "ms", "1,500 ms"}, {-1234567.5, "", "-1,234,567.5"}, {0.1 + 0.2, "s", "0.3 s"}, {0.0000166667, "$", "$0.0000166667"},
		{1.5, "USD", "$1.50"}, {-3, "$", "-$3"}, {20, "%", "20%"}, {1e20, "", "1e+20"}, {1e-12, "", "1e-12"}, {0, "s", "0 s"}, {999, "", "999"},
	} {
		if got := amount(tt.v, tt.unit); got != tt.want {
			t.Errorf("amount(%v, %q) = %q, want %q", tt.v, tt.unit, got, tt.want)
		}
	}
}

// FuzzParseNumber: no input panics or gives what is not a number, and a number
// that was read is read again when it is written plainly or as shown.
func FuzzParseNumber(f *testing.F) {
	for _, s := range []string{"1,5", "1_000", "1e3", "2.5 s", "$0.20", "20%", "1m30s", "1 000", "−2", "~.5e-3 ms", "1,50,0", "10k"} {
		for _, unit := range []string{"", "s", "$", "%", "environments"} {
			f.Add(s, unit)
		}
	}
	f.Fuzz(func(t *testing.T, s, unit string) {
		v, err := ParseNumber(s, unit)
		if err != nil {
			if err.Error() == "" {
				t.Fatal("an error without words")
			}
			return
		}
		if math.IsNaN(v) || math.IsInf(v, 0) {
			t.Fatalf("ParseNumber(%q, %q) = %v", s, unit, v)
		}
		plain := strconv.FormatFloat(v, 'g', -1, 64)
		if again, err := ParseNumber(plain, unit); err != nil || again != v {
			t.Fatalf("%q gives %v, which as %q gives %v, %v", s, v, plain, again, err)
		}
		if again, err := ParseNumber(digits(v), unit); err != nil || math.Abs(again-v) > 1e-9*math.Abs(v) {
			t.Fatalf("%q gives %v, which shown as %q gives %v, %v", s, v, digits(v), again, err)
		}
	})
}
