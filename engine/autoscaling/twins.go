package autoscaling

import (
	"fmt"

	"skylab/engine/autoscaling/policy"
)

// Twin is a misconception about groups as a patch of their rules.
type Twin struct {
	// ID is how lessons and quizzes name the twin.
	ID string
	// Belief is the misconception in a learner's words, Truth what is so.
	Belief, Truth string
	patch         func(*Rules)
}

// Twins are all misconceptions.
func Twins() []Twin {
	return []Twin{
		{"group-believes-load-balancer", "A group replaces every instance that fails its load balancer's checks.",
			"Only if its health check type includes ELB. By default it asks EC2 alone.",
			func(r *Rules) { r.BelievesTargets = true }},
		{"cooldown-for-all", "The cooldown holds target tracking back.",
			"It is for simple scaling alone. The others go by warm-up.",
			func(r *Rules) { r.CooldownForAll = true }},
		{"scale-in-as-fast", "Target tracking takes instances away as quickly as it adds them.",
			"It adds after 3 minutes above the target, and takes away after 15 well below it.",
			func(r *Rules) { r.LowMinutes, r.LowShare = policy.HighMinutes, 1 }},
		{"group-uses-all-zones", "A group spreads its instances over all zones of the Region.",
			"It launches in the subnets that it was given, and nowhere else.",
			func(r *Rules) { r.OwnZonesOnly = false }},
		{"grace-protects-stopped", "During the grace period a group leaves even a stopped instance alone.",
			"An instance that does not run is replaced at once. Grace is for checks that fail.",
			func(r *Rules) { r.GraceForStopped = true }},
	}
}

// RulesFor are the rules of the twin with that ID; "" is AWS itself.
func RulesFor(twin string) (Rules, error) {
	r := AWSRules()
	if twin == "" {
		return r, nil
	}
	for _, t := range Twins() {
		if t.ID == twin {
			t.patch(&r)
			return r, nil
		}
	}
	return r, fmt.Errorf("autoscaling: no twin %q", twin)
}
