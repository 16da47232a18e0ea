package fidelity

// eventsRules are the rules of event patterns, rules, buses and schedules.
func eventsRules() []Rule {
	return []Rule{
		{"events.pattern", "Event patterns: all operators, arrays kept consistent, names joined by dots, AWS's texts for what is not valid. How complex wildcards may be together (\"Rule is too complex\") is not checked.", Exact, "github aws/event-ruler; answers recorded in github localstack, tests/aws/services/events", "2024-12-05"},
	}
}
