package fidelity

// cloudwatchRules are the rules of logs and metrics.
func cloudwatchRules() []Rule {
	const monitoring = "botocore v1.43.67, monitoring 2010-08-01"
	const model = "botocore v1.43.67, logs 2014-03-28"
	return []Rule{
		{"cloudwatch.log-api", "Members, defaults and limits of the operations on log groups, streams, events, retention and metric filters.", Exact, model, "2026-08-07"},
		{"cloudwatch.log-not-found", "A log group or stream that does not exist is a ResourceNotFoundException with AWS's text.", Exact, "Messages of real accounts quoted in public issues", "2026-11-22"},
		{"cloudwatch.log-created-by-use", "Groups and streams come into being with the first event written to them.", Simplified, "AWS: Lambda creates them through the role's logs:CreateLogGroup and logs:CreateLogStream.", "2026-11-22"},
		{"cloudwatch.log-ingestion", "An event can be read the moment it is written; ingestionTime equals timestamp.", Simplified, "AWS takes up to some seconds.", "2026-11-22"},
		{"cloudwatch.log-kept", "A group keeps its newest 10,000 events; streams of which none is kept are gone, too. storedBytes counts what is kept.", Simplified, "AWS keeps events for ever or for the group's retention; here memory is bounded.", "2026-11-22"},
		{"cloudwatch.filter-terms", "Terms (all), \"phrases\", ?any and -minus, case-sensitive; what is not letters, digits or underscores must be in quotes.", Exact, "CloudWatch Logs user guide, filter pattern syntax", "2026-11-22"},
		{"cloudwatch.filter-mixed", "?terms beside other terms are ignored.", Assumption, "From memory of the user guide; not found again.", "2026-11-22"},
		{"cloudwatch.filter-substring", "A term matches wherever its characters occur in the message.", Assumption, "The guide shows words only.", "2026-11-22"},
		{"cloudwatch.filter-unsimulated", "Space-delimited and regular-expression patterns are refused with a message that says so.", Simplified, "CloudWatch Logs user guide, filter pattern syntax", "2026-11-23"},
		{"cloudwatch.filter-json", "Conditions on JSON: =, !=, <, <=, >, >=, wildcards, IS NULL, IS TRUE, IS FALSE, EXISTS, NOT EXISTS, &&, || and parentheses.", Exact, "CloudWatch Logs user guide, filter pattern syntax", "2026-11-23"},
		{"cloudwatch.log-retention", "Events older than the group's retention can no longer be read, at once.", Simplified, "AWS deletes them within 72 hours.", "2026-11-23"},
		{"cloudwatch.metric-filters", "Matching events become samples at once; an event that does not match counts as the default value.", Simplified, "CloudWatch Logs user guide: the default is for periods in which events come and none matches; texts of errors are assumptions", "2026-11-23"},
		{"cloudwatch.embedded", "Events with an _aws member become metrics, also behind what a runtime writes before the object.", Assumption, "CloudWatch user guide, embedded metric format specification; the prefix is an assumption", "2026-11-23"},
		{"cloudwatch.metric-minutes", "Metrics are kept as one aggregate a minute for 24 hours, then as one an hour for 63 days.", Simplified, "AWS keeps 1-minute data for 15 days, 5-minute data for 63 and 1-hour data for 455.", "2026-11-23"},
		{"cloudwatch.percentiles", "Percentiles come from a histogram and are within 1 % of the value.", Simplified, "AWS does not document its error.", "2026-11-22"},
		{"cloudwatch.metric-api", "Members and limits of PutMetricData, ListMetrics, GetMetricStatistics and GetMetricData; samples can be read at once.", Exact, monitoring + "; AWS takes up to minutes to show samples", "2026-11-23"},
		{"cloudwatch.datum-rules", "One of value, values and statistics; at most two weeks old and two hours ahead; within ±2^360.", Exact, "CloudWatch API reference, MetricDatum; the texts of the errors are partly assumptions", "2026-11-23"},
		{"cloudwatch.statistic-sets", "A statistic set and a value with a count are at most 1,000,000 samples; for percentiles a set counts as its mean. A metric has the unit of its first sample.", Simplified, "AWS has no percentiles of sets, and keeps units apart.", "2026-11-23"},
		{"cloudwatch.statistics", "SampleCount, Average, Sum, Minimum, Maximum, pNN, TM, TC, TS, WM and IQM by percentiles.", Exact, "CloudWatch user guide, statistics definitions; PR and absolute bounds are refused", "2026-11-23"},
		{"cloudwatch.datapoint-order", "GetMetricStatistics lists datapoints oldest first.", Simplified, "AWS gives them in no order.", "2026-11-23"},
		{"cloudwatch.datapoint-limit", "1,440 datapoints a GetMetricStatistics, 100,800 a GetMetricData.", Exact, "CloudWatch API reference; message quoted in public issues", "2026-11-23"},
		{"cloudwatch.period-alignment", "Periods begin at the minute of StartTime; the period is a multiple of 60 seconds.", Simplified, "CloudWatch API reference; AWS rounds older times more coarsely and has periods of 1 to 30 seconds", "2026-11-23"},
		{"cloudwatch.metric-math", "Arithmetic, comparisons, AND, OR, arrays, METRICS, IF, FILL, RATE, DIFF, SUM, AVG, MIN, MAX, STDDEV, ABS, CEIL, FLOOR, PERIOD, RUNNING_SUM, DATAPOINT_COUNT; other functions are refused.", Simplified, "CloudWatch user guide, metric math; texts of errors are assumptions", "2026-11-23"},
		{"cloudwatch.labels", "A result without a label has the metric's name and what tells it from the others.", Exact, "Recorded by github localstack/localstack, test_cloudwatch (2023-12); dynamic labels are refused", "2026-11-23"},
		{"cloudwatch.alarm-api", "Members and limits of the operations of metric alarms; what they show.", Exact, monitoring + "; recorded by github localstack/localstack, test_cloudwatch (2023-09 … 2024-01)", "2026-11-23"},
		{"cloudwatch.alarm-rules", "What an alarm may be: threshold, periods, a day at most, seven with periods of an hour.", Exact, "CloudWatch API reference, PutMetricAlarm; texts are partly assumptions", "2026-11-23"},
		{"cloudwatch.evaluation-time", "An alarm is evaluated every minute, every hour if it looks back more than a day, at the second at which it was configured.", Simplified, "CloudWatch user guide, alarm evaluation; the second is an assumption", "2026-11-23"},
		{"cloudwatch.evaluation-range", "An alarm looks at two datapoints more than EvaluationPeriods.", Assumption, "CloudWatch user guide: \"a higher number\"; its examples have five for three", "2026-11-23"},
		{"cloudwatch.missing-data", "How missing datapoints count: real ones first, then as TreatMissingData says.", Exact, "CloudWatch user guide, how alarms treat missing data, both tables and premature alarms (github awsdocs/amazon-cloudwatch-user-guide, AlarmThatSendsEmail.md)", "2026-11-23"},
		{"cloudwatch.state-reason", "StateReason and StateReasonData.", Exact, "Reasons of real alarms in public repositories (2019 … 2026)", "2026-11-23"},
		{"cloudwatch.alarm-actions", "On a change of state an alarm publishes to topics and invokes functions, which must allow it, once, at that instant.", Simplified, "CloudWatch user guide, alarm actions; EC2, Auto Scaling and Systems Manager actions are refused", "2026-11-23"},
		{"cloudwatch.alarm-message", "The notification to a topic and its subject.", Exact, "Recorded by github localstack/localstack, test_cloudwatch (2023-09); notifications in public repositories (2021 … 2024)", "2026-11-23"},
		{"cloudwatch.alarm-event", "The event to EventBridge and the event of a function.", Exact, "CloudWatch user guide, alarm events; recorded by github localstack/localstack, test_alarm_lambda_target (2024-01)", "2026-11-23"},
		{"cloudwatch.alarm-history", "The newest 1,000 items of all alarms; the data of configurations and actions is shortened.", Simplified, "AWS keeps 30 days.", "2026-11-23"},
		{"cloudwatch.access-denied", "Operations on metrics and alarms need the caller's permission for the action, on any resource.", Simplified, "AWS: alarms can be named as resources, and namespaces in conditions. Operations of Logs are not checked.", "2026-11-23"},
		{"cloudwatch.own-metrics", "At most 1,000 metrics of one's own; PutMetricData refuses more, metric filters and embedded metrics leave them out.", Simplified, "AWS has no such limit; here memory is bounded.", "2026-11-23"},
		{"cloudwatch.unsimulated", "Composite alarms, anomaly detection, high resolution, dashboards, metric streams, Insights and tags are refused or absent.", Simplified, "CloudWatch user guide", "2026-11-23"},
	}
}
