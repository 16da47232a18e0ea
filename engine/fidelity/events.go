package fidelity

// eventsRules are the rules of event patterns, rules, buses and schedules.
func eventsRules() []Rule {
	return []Rule{
		{"events.pattern", "Event patterns: all operators, arrays kept consistent, names joined by dots, AWS's texts for what is not valid. How complex wildcards may be together (\"Rule is too complex\") is not checked.", Exact, "github aws/event-ruler; answers recorded in github localstack, tests/aws/services/events", "2024-12-05"},
		{"events.rate", "rate(value unit): a positive whole number of minutes, hours or days, singular after 1 alone; anything else is \"Parameter ScheduleExpression is not valid.\"", Exact, "fact sheet lambda 4.8", "2024-05-15"},
		{"events.cron", "cron(…) with six fields in UTC: ? L W # and lists, ranges and steps, exactly one of the days ?, Sunday is 1, years 1970-2199. That ranges may go round the end (FRI-MON), L-3 and LW are as in Quartz.", Exact, "EventBridge user guide, cron expressions; fact sheet lambda 4.8", "2026-11-23"},
	}
}
