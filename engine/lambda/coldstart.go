package lambda

import (
	"strings"
	"time"

	"skylab/engine/sim"
)

// language is how a language starts in an environment, by lambda-perf's
// hello-world functions (fact sheet 2.3 (a) [LP 2026-07-23…08-22]).
type language struct {
	Zip, ZipARM, Image sim.Dist
	// First128 and First1024 are what the first invocation takes at those
	// memory settings, in microseconds.
	First128, First1024 time.Duration
}

// perf is the time that a runtime takes to start hello-world.
//
// fidelity: lambda.init-duration
func perf(p50, p90 time.Duration) sim.Dist {
	return sim.Dist{Shape: sim.LogNormal, Mid: p50 * time.Millisecond, P90: p90 * time.Millisecond,
		Source: "2.3 (a) [LP 2026-07-23…08-22]: lambda-perf, init duration, flat in memory"}
}

// languages are those that lambda-perf measures. A runtime's is that of the
// nearest of its family; of provided.al2023 the model says which it is.
var languages = map[string]language{
	"nodejs24.x": {perf(134, 152), perf(122, 131), perf(272, 533), 10_900, 2_900},
	"nodejs22.x": {perf(141, 159), perf(129, 137), perf(295, 565), 11_900, 3_200},
	"python3.12": {perf(84, 99), perf(81, 87), perf(156, 303), 2_100, 1_900},
	"python3.13": {perf(84, 99), perf(80, 87), perf(160, 311), 2_200, 2_100},
	"python3.14": {perf(107, 137), perf(101, 112), perf(174, 338), 2_100, 1_900},
	"java17":     {perf(205, 229), perf(218, 234), perf(318, 561), 5_100, 2_500},
	"java21":     {perf(238, 273), perf(249, 269), perf(355, 657), 96_000, 6_700},
	"java25":     {perf(190, 313), perf(198, 231), perf(240, 474), 247_000, 10_400},
	"dotnet8":    {perf(252, 330), perf(299, 565), perf(402, 673), 712_000, 74_000},
	"dotnet10":   {perf(251, 425), perf(249, 565), perf(393, 696), 793_000, 80_000},
	"dotnet-aot": {perf(72, 81), perf(63, 67), perf(59, 108), 3_200, 1_900},
	"ruby3.4":    {perf(226, 386), perf(237, 398), perf(262, 381), 12_100, 2_500},
	"go":         {perf(50, 53), perf(43, 44), perf(47, 91), 1_600, 1_500},
	"rust":       {perf(16, 21), perf(14, 15), perf(36, 72), 1_300, 1_300},
}

// language is the language of a runtime, or of the model that says so; an
// image says it in its model or is JavaScript.
func (r *release) language() language {
	if r.model != nil && r.model.Language != "" {
		return languages[r.model.Language]
	}
	if l, ok := languages[r.Runtime]; ok {
		return l
	}
	for _, like := range [...]struct{ family, name string }{{"nodejs", "nodejs22.x"}, {"python", "python3.12"},
		{"java", "java17"}, {"dotnet", "dotnet8"}, {"ruby", "ruby3.4"}, {"provided", "go"}} {
		if strings.HasPrefix(r.Runtime, like.family) {
			return languages[like.name]
		}
	}
	return languages["nodejs24.x"]
}

// initial is how long the runtime of the release takes to start.
func (r *release) initial() sim.Dist {
	l := r.language()
	switch {
	case r.Image != "":
		return l.Image
	case r.Architecture == "arm64":
		return l.ZipARM
	}
	return l.Zip
}

// first is what the first invocation of an environment takes beyond a later
// one: a part that is always there and one that a share of a vCPU divides,
// fitted to the two settings that are measured. The handling of later ones is
// taken off.
func (l language) first(vcpu float64) time.Duration {
	const slow, fast = MemoryPerVCPU / 128.0, MemoryPerVCPU / 1024.0
	a, b := float64(l.First128*time.Microsecond), float64(l.First1024*time.Microsecond)
	perVCPU := (a - b) / (slow - fast)
	fixed := b - perVCPU*fast
	return max(0, time.Duration(fixed+perVCPU/vcpu)-handling.Mid)
}
