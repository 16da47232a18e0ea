package fidelity

// eventsRules are the rules of event patterns, rules, buses and schedules.
func eventsRules() []Rule {
	return []Rule{
		{"events.pattern", "Event patterns: all operators, arrays kept consistent, names joined by dots, AWS's texts for what is not valid. How complex wildcards may be together (\"Rule is too complex\") is not checked.", Exact, "github aws/event-ruler; answers recorded in github localstack, tests/aws/services/events", "2024-12-05"},
		{"events.rate", "rate(value unit): a positive whole number of minutes, hours or days, singular after 1 alone; anything else is \"Parameter ScheduleExpression is not valid.\"", Exact, "fact sheet lambda 4.8", "2024-05-15"},
		{"events.cron", "cron(…) with six fields in UTC: ? L W # and lists, ranges and steps, exactly one of the days ?, Sunday is 1, years 1970-2199. That ranges may go round the end (FRI-MON), L-3 and LW are as in Quartz.", Exact, "EventBridge user guide, cron expressions; fact sheet lambda 4.8", "2026-11-23"},
		{"events.api", "Members and order of the operations of buses, rules, targets and events.", Exact, "botocore 1.43.11, events 2015-10-07", "2026-11-23"},
		{"events.buses", "Buses are made, listed and deleted with AWS's texts. The texts for a name with a slash and for a bus that still has rules are assumed; policies, archives, partner sources and encryption are not simulated.", Simplified, "answers recorded in github localstack, tests/aws/services/events", "2024-12-06"},
		{"events.rules", "Putting a rule replaces it, its targets aside; its texts are AWS's. 300 rules a bus, 5 targets a rule.", Exact, "answers recorded in github localstack, tests/aws/services/events; EventBridge user guide, quotas", "2024-12-06"},
		{"events.rate-start", "A rate counts from when its rule is put or enabled; the first run is one period later.", Assumption, "The user guide says that a rate starts when the rule is made, not when it first runs.", "2026-11-23"},
		{"events.scheduled-event", "A schedule's event: source aws.events, detail-type Scheduled Event, the rule as resource, an empty detail.", Exact, "fact sheet lambda 4.8", "2024-05-15"},
		{"events.schedule-delay", "A schedule's targets are called some seconds after the time it names, within the minute.", DocumentedRange, "EventBridge user guide: the delay might be several seconds; the shape is assumed.", "2026-11-23"},
		{"events.latency", "An event reaches its targets in less than about 0.13 s in 99 of 100 cases.", DocumentedRange, "AWS What's New, 2023-11-02; the shape is assumed.", "2023-11-02"},
		{"events.envelope", "The members of an event and their order, the time in whole seconds, the detail as it was put.", Exact, "answers recorded in github localstack, tests/aws/services/events", "2024-12-06"},
		{"events.put-events", "Each entry is answered for itself, with AWS's codes and texts; an event for a bus that does not exist is accepted and lost; sources aws.* are AWS's own.", Exact, "answers recorded in github localstack, tests/aws/services/events", "2024-12-06"},
		{"events.put-events-size", "The entries of a request weigh at most 1 MB, counted as the user guide counts them.", Exact, "AWS blog 2026-01-29 (fact sheet lambda 10); EventBridge user guide, calculating entry size", "2026-01-29"},
		{"events.test-pattern", "TestEventPattern wants the mandatory members of an event, else Parameter Event is not valid.", Exact, "answers recorded in github localstack, tests/aws/services/events", "2024-12-05"},
		{"events.put-targets", "A call with a target that is not accepted changes nothing. That a missing target is removed without complaint, and the text for a bad path, are assumed.", Simplified, "answers recorded in github localstack, tests/aws/services/events", "2024-12-06"},
		{"events.targets", "Targets are Lambda functions, SQS queues and SNS topics; others are refused by name.", Simplified, "AWS has more than 20 kinds.", "2026-11-23"},
		{"events.input-transformer", "Input, InputPath, and templates with values in and out of strings and the predefined variables. JSON paths are names and indexes; \"\" for what is not in the event outside of a string is assumed.", Simplified, "EventBridge user guide, transforming input", "2026-11-23"},
		{"events.permission", "Functions, queues and topics are called by events.amazonaws.com for the rule's ARN, which their policy must let; a target's RoleArn is used instead where there is one.", Exact, "EventBridge user guide, resource-based policies", "2026-11-23"},
		{"events.retries", "What may pass (throttling, faults) is tried again, by default 185 times in 24 hours, with exponential back-off and jitter.", DocumentedRange, "EventBridge user guide, retry policy; the steps, 10 s doubling to 8 min, are assumed.", "2026-11-23"},
		{"events.dead-letter", "Missing permissions and targets are not retried: the event goes to the target's dead-letter queue with what went wrong as attributes, or is lost and counted in FailedInvocations.", Exact, "EventBridge user guide, dead-letter queues; the attributes' type is assumed.", "2026-11-23"},
		{"events.metrics", "AWS/Events by rule, and by bus where it is not the default one.", Exact, "EventBridge user guide, monitoring", "2026-11-23"},
		{"events.service-events", "AWS's services put events on the default bus without asking; roles need events:PutEvents.", Exact, "EventBridge user guide, events from AWS services", "2026-11-23"},
		{"events.access-denied", "A role's calls are checked against its policies; the refusal is worded as AWS words it.", Exact, "IAM user guide, troubleshooting access denied messages", "2026-11-23"},
		{"scheduler.api", "Members and order of the operations of schedules; the only group is default.", Exact, "botocore 1.43.11, scheduler 2021-06-30", "2026-11-23"},
		{"scheduler.validation", "Expressions (rate, cron, at) and roles that cannot be taken on are refused with AWS's texts; those for time zones, windows and dates are assumed.", Simplified, "answers recorded in github localstack, tests/aws/services/scheduler; github aws/aws-sdk-js-v3 #6494", "2025-01-26"},
		{"scheduler.targets", "Targets are Lambda functions, SQS queues and SNS topics; others and universal targets are refused by name.", Simplified, "AWS has more.", "2026-11-23"},
		{"scheduler.start", "A rate begins at its StartDate, or at once; cron and at follow the clocks of the schedule's time zone: what a change of clocks leaves out is not run, what it repeats runs once. at in the past never runs (assumed).", Exact, "EventBridge Scheduler user guide, schedule types; IANA Time Zone Database 2025c", "2026-11-23"},
		{"scheduler.precision", "The target is called within the minute that the schedule names, or within its flexible window.", DocumentedRange, "EventBridge Scheduler user guide, 60 second precision; the shapes are assumed.", "2026-11-23"},
		{"scheduler.event", "Without an input the target gets an event from aws.scheduler whose detail is the string {}; with one, that input with its context attributes filled in.", Exact, "fact sheet lambda 4.8; EventBridge Scheduler user guide, context attributes", "2026-11-23"},
		{"scheduler.role", "A target is called by the schedule's role, whose trust policy must name scheduler.amazonaws.com; the target's own policy is not asked.", Exact, "EventBridge Scheduler user guide, execution role", "2026-11-23"},
		{"scheduler.dead-letter", "What failed for good goes by the role to the schedule's dead-letter queue, with what went wrong as attributes.", Exact, "EventBridge Scheduler user guide, dead-letter queue; the attributes' type is assumed.", "2026-11-23"},
		{"scheduler.metrics", "AWS/Scheduler by schedule group.", Exact, "EventBridge Scheduler user guide, monitoring", "2026-11-23"},
	}
}
