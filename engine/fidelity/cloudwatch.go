package fidelity

// cloudwatchRules are the rules of logs and metrics.
func cloudwatchRules() []Rule {
	const model = "botocore v1.43.67, logs 2014-03-28"
	return []Rule{
		{"cloudwatch.log-api", "Members, defaults and limits of DescribeLogGroups, DescribeLogStreams, FilterLogEvents and GetLogEvents.", Exact, model, "2026-08-07"},
		{"cloudwatch.log-not-found", "A log group or stream that does not exist is a ResourceNotFoundException with AWS's text.", Exact, "Messages of real accounts quoted in public issues", "2026-11-22"},
		{"cloudwatch.log-created-by-use", "Groups and streams come into being with the first event written to them.", Simplified, "AWS: Lambda creates them through the role's logs:CreateLogGroup and logs:CreateLogStream.", "2026-11-22"},
		{"cloudwatch.log-ingestion", "An event can be read the moment it is written; ingestionTime equals timestamp.", Simplified, "AWS takes up to some seconds.", "2026-11-22"},
		{"cloudwatch.log-kept", "A group keeps its newest 10,000 events; streams of which none is kept are gone, too. storedBytes counts what is kept.", Simplified, "AWS keeps events for ever or for the group's retention; here memory is bounded.", "2026-11-22"},
		{"cloudwatch.filter-terms", "Terms (all), \"phrases\", ?any and -minus, case-sensitive; what is not letters, digits or underscores must be in quotes.", Exact, "CloudWatch Logs user guide, filter pattern syntax", "2026-11-22"},
		{"cloudwatch.filter-mixed", "?terms beside other terms are ignored.", Assumption, "From memory of the user guide; not found again.", "2026-11-22"},
		{"cloudwatch.filter-substring", "A term matches wherever its characters occur in the message.", Assumption, "The guide shows words only.", "2026-11-22"},
		{"cloudwatch.filter-unsimulated", "JSON, space-delimited and regular-expression patterns are refused with a message that says so.", Simplified, "CloudWatch Logs user guide, filter pattern syntax", "2026-11-22"},
		{"cloudwatch.metric-minutes", "Metrics are kept as one aggregate a minute for 24 hours.", Simplified, "AWS keeps 1-minute data for 15 days.", "2026-11-22"},
		{"cloudwatch.percentiles", "Percentiles come from a histogram and are within 1 % of the value.", Simplified, "AWS does not document its error.", "2026-11-22"},
	}
}
