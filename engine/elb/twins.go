package elb

import "fmt"

// Twin is a misconception about load balancers as a patch of their rules.
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
		{"deregister-drops", "Whoever is being served by a target that is deregistered gets an error.",
			"Requests under way have the deregistration delay to end, 300 seconds unless one sets another.",
			func(r *Rules) { r.Drains = false }},
		{"five-checks-first", "A new target must pass five health checks before it gets requests.",
			"One is enough. Five are for a target that was unhealthy.",
			func(r *Rules) { r.FirstCheckSuffices = false }},
		{"all-unhealthy-refused", "With no healthy target a load balancer answers 503.",
			"It fails open, and sends requests to all targets. 503 is for a group without targets.",
			func(r *Rules) { r.FailsOpen = false }},
		{"tries-another-target", "When a target refuses a request, the load balancer tries another one.",
			"The client gets 502. Only health checks take a target out.",
			func(r *Rules) { r.TriesOthers = true }},
		{"least-busy-gets-it", "A load balancer sends each request to the server that has least to do.",
			"It goes round in turn unless one sets least outstanding requests, and never looks at processors.",
			func(r *Rules) { r.LeastLoaded = true }},
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
	return r, fmt.Errorf("elb: no twin %q", twin)
}
