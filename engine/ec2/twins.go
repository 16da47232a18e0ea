package ec2

import "fmt"

// Twin is a misconception about instances as a patch of their rules.
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
		{"stopped-is-billed", "A stopped instance is billed like one that runs.",
			"Only running is billed. What it leaves behind, its volumes, is billed on.",
			func(r *Rules) { r.StoppedIsBilled = true }},
		{"stopped-costs-nothing", "A stopped instance costs nothing at all.",
			"Its EBS volumes are billed for as long as they exist.",
			func(r *Rules) { r.StoppedIsFree = true }},
		{"address-survives-stop", "An instance keeps its public address when it is stopped and started.",
			"It gets another one. An Elastic IP stays, and the private address does.",
			func(r *Rules) { r.KeepsAddress = true }},
		{"user-data-each-boot", "User data runs at every boot.",
			"It runs at the first boot of an instance only.",
			func(r *Rules) { r.UserDataEachBoot = true }},
		{"unlimited-is-free", "Unlimited burstable instances are fast for free.",
			"Surplus credits that are not earned back within a day are billed by the vCPU-hour.",
			func(r *Rules) { r.SurplusIsFree = true }},
	}
}

// RulesFor are the rules of the twin with that ID; "" is EC2 itself.
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
	return r, fmt.Errorf("ec2: no twin %q", twin)
}
