package billing

// cloudWatchPrices are those of CloudWatch and CloudWatch Logs in us-east-1.
//
// fidelity: billing.logs
// fidelity: billing.cloudwatch
func cloudWatchPrices() []price {
	const cloudWatch = "Amazon CloudWatch"
	row := func(u UsageType, what string, in unit, free pool, t []tier) price {
		return price{usage: u, service: cloudWatch, description: what, unit: in, free: free, tiers: t}
	}
	request, asked := requests("Requests"), requests("Metrics")
	request.bulk, request.words = 1_000, "per thousand"
	asked.bulk, asked.words, asked.one, asked.many = 1_000, "per thousand", "metric", "metrics"
	ingested := gigabytes("GB", gib)
	vended := []tier{
		{10_240, 5_000_000_000, "first 10 TB a month"},
		{30_720, 2_500_000_000, "next 20 TB a month"},
		{51_200, 1_000_000_000, "next 20 TB a month"},
		{0, 500_000_000, "over 50 TB a month"},
	}
	metrics := []tier{
		{10_000, 3_000_000_000, "first 10,000 metrics"},
		{250_000, 1_000_000_000, "next 240,000 metrics"},
		{1_000_000, 500_000_000, "next 750,000 metrics"},
		{0, 200_000_000, "over 1,000,000 metrics"},
	}
	return []price{
		row(CustomLogs, "Custom logs ingested", ingested, freeLogs, flat(5_000_000_000)),
		row(VendedLogs, "Logs ingested from AWS services", ingested, freeLogs, vended),
		row(LogsStored, "Logs stored", gigabyteMonths(), freeLogStorage, flat(300_000_000)),
		row(CustomMetrics, "Custom metrics", months("Metrics", "metric"), freeMetrics, metrics),
		row(Alarms, "Alarms, standard resolution", months("Alarms", "alarm"), freeAlarms, flat(1_000_000_000)),
		row(MetricRequests, "API requests", request, freeMetricRequests, flat(100_000)),
		row(MetricData, "Metrics asked for by GetMetricData", asked, noneFree, flat(100_000)),
	}
}
