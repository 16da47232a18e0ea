package logpattern_test

import (
	"testing"

	"skylab/engine/cloudwatch/logpattern"
)

const message = `{"level":"ERROR","record":{"metrics":{"durationMs":120.5},"ok":false},"items":[{"id":1},{"id":"x"}],"none":null,"dotted.name":"y","n":"7","user":"Ana \"A\" B"}`

func TestMatch(t *testing.T) {
	for pattern, want := range map[string]bool{
		`{ $.level = "ERROR" }`:                                     true,
		`{ $.level = ERROR }`:                                       true,
		`{ $.level = "error" }`:                                     false,
		`{ $.level != "INFO" }`:                                     true,
		`{ $.level = "ERR*" }`:                                      true,
		`{ $.level = *R*R }`:                                        true,
		`{ $.level = "*X*" }`:                                       false,
		`{$.record.metrics.durationMs > 100}`:                       true,
		`{ $.record.metrics.durationMs <= 120.5 }`:                  true,
		`{ $.record.metrics.durationMs = 1.205e2 }`:                 true,
		`{ $.record.metrics.durationMs < 100 }`:                     false,
		`{ $.level = "ERROR" && $.record.metrics.durationMs > 99}`:  true,
		`{ $.level = "INFO" || $.items[0].id = 1 }`:                 true,
		`{ $.level = "INFO" || $.items[0].id = 1 && $.level = A }`:  false,
		`{ ($.level = "ERROR" || $.x = 1) && ($.items[1].id = x) }`: true,
		`{ $.none IS NULL }`:                                        true,
		`{ $.level IS NULL }`:                                       false,
		`{ $.record.ok IS FALSE }`:                                  true,
		`{ $.record.ok is true }`:                                   false,
		`{ $.nothing NOT EXISTS }`:                                  true,
		`{ $.level NOT EXISTS }`:                                    false,
		`{ $.nothing != "x" }`:                                      false,
		`{ $.["dotted.name"] = "y" }`:                               true,
		`{ $.items[7].id = 1 }`:                                     false,
		`{ $.n = 7 }`:                                               true,
		`{ $.n > 6 }`:                                               false,
		`{ $.user = "Ana \"A\" B" }`:                                true,
	} {
		p, err := logpattern.Parse(pattern)
		if err != nil {
			t.Errorf("%s: %v", pattern, err)
		} else if got := p.Match(message); got != want {
			t.Errorf("%s is %v", pattern, got)
		}
	}
	p, err := logpattern.Parse(`{ $.level NOT EXISTS }`)
	if err != nil || p.Match("START RequestId") || p.Match(`[1]`) || !p.Match(" {}\n") {
		t.Error("what is no object matches, or an object does not")
	}
	for _, wrong := range []string{"", "{}", "{ $.a }", "{ $.a = }", "{ a = 1 }", `{ $.a = "x }`, "{ $.a > x }", "{ $.a = 1 &&}", "{ ($.a = 1 }", "{ $.a IS 1 }", "{ $. = 1 }", "{ $[x] = 1 }", "{ $.a = 1 } }"} {
		if _, err := logpattern.Parse(wrong); err == nil {
			t.Errorf("%q is taken for a pattern", wrong)
		}
	}
}

func TestNumber(t *testing.T) {
	for text, want := range map[string]float64{"$.record.metrics.durationMs": 120.5, "$.n": 7, "$.items[0].id": 1} {
		s, err := logpattern.ParseSelector(text)
		if got, ok := s.Number(message); err != nil || !ok || got != want {
			t.Errorf("%s is %v", text, got)
		}
	}
	for _, text := range []string{"$.level", "$.x", "$.record"} {
		s, err := logpattern.ParseSelector(text)
		if _, ok := s.Number(message); err != nil || ok {
			t.Errorf("%s is a number", text)
		}
	}
}

// FuzzParse: nothing brings the parser down.
func FuzzParse(f *testing.F) {
	f.Add(`{ ($.level = "E*" || $.a[0].b >= 1e3) && $.c NOT EXISTS }`, message)
	f.Fuzz(func(t *testing.T, pattern, message string) {
		if p, err := logpattern.Parse(pattern); err == nil {
			p.Match(message)
		}
	})
}
