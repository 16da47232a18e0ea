package billing

import "time"

const billion = 1_000_000_000

// lambdaPrices are of us-east-1 (facts/lambda.md 5.1 [PR, PL 2026-09-19]).
//
// fidelity: billing.lambda-prices
// fidelity: billing.poller-units
func lambdaPrices() []price {
	const lambda = "AWS Lambda"
	request, edge := requests("Requests"), requests("Request")
	duration, storage := gbSeconds("Lambda-GB-Second"), gbSeconds("GB-Seconds")
	streamed := gigabytes("Processed-Gigabytes", gib)
	pollers := unit{name: "Event-Poller-Unit-Hours", one: "EPU-hour", many: "EPU-hours", base: 3600, tick: time.Second}
	x86 := []tier{
		{6 * billion, 166_667, "first 6 billion GB-s a month"},
		{15 * billion, 150_000, "next 9 billion GB-s a month"},
		{0, 133_334, "over 15 billion GB-s a month"},
	}
	arm := []tier{
		{7.5 * billion, 133_334, "first 7.5 billion GB-s a month"},
		{18.75 * billion, 120_001, "next 11.25 billion GB-s a month"},
		{0, 106_667, "over 18.75 billion GB-s a month"},
	}
	row := func(u UsageType, what string, in unit, free pool, t []tier) price {
		p := price{usage: u, service: lambda, description: what, unit: in, free: free, tiers: t}
		switch u {
		case LambdaDuration, LambdaDurationARM, LambdaProvisionedConcurrency, LambdaProvisionedConcurrencyARM, LambdaProvisionedDuration, LambdaProvisionedDurationARM:
			p.covers = lambdaCompute
		}
		return p
	}
	list := []price{
		row(LambdaRequests, "Requests, x86_64", request, freeRequests, flat(2_000)),
		row(LambdaRequestsARM, "Requests, arm64", request, freeRequests, flat(2_000)),
		row(LambdaDuration, "Duration, x86_64", duration, freeDuration, x86),
		row(LambdaDurationARM, "Duration, arm64", duration, freeDuration, arm),
		row(LambdaStorage, "Ephemeral storage above 512 MB, x86_64", storage, noneFree, flat(309)),
		row(LambdaStorageARM, "Ephemeral storage above 512 MB, arm64", storage, noneFree, flat(309)),
		row(LambdaProvisionedConcurrency, "Provisioned concurrency, x86_64", duration, noneFree, flat(41_667)),
		row(LambdaProvisionedConcurrencyARM, "Provisioned concurrency, arm64", duration, noneFree, flat(33_334)),
		row(LambdaProvisionedDuration, "Duration on provisioned concurrency, x86_64", duration, noneFree, flat(97_222)),
		row(LambdaProvisionedDurationARM, "Duration on provisioned concurrency, arm64", duration, noneFree, flat(77_778)),
		row(SnapStartCache, "SnapStart, snapshots kept", storage, noneFree, flat(15_046)),
		row(SnapStartRestore, "SnapStart, snapshots restored", gigabytes("GB", 1024), noneFree, flat(1_397_998)),
		row(LambdaStreaming, "Streamed responses, x86_64", streamed, freeStreaming, flat(80_000_000)),
		row(LambdaStreamingARM, "Streamed responses, arm64", streamed, freeStreaming, flat(80_000_000)),
		row(LambdaEventPollerUnits, "Event pollers of provisioned SQS mappings", pollers, noneFree, flat(92_500_000)),
		row(LambdaEdgeRequests, "Lambda@Edge, requests", edge, noneFree, flat(6_000)),
		// The pricing page says $0.00000625125 for 128 MB in a second, the price
		// list eight times that for a GB.
		row(LambdaEdgeDuration, "Lambda@Edge, duration", duration, noneFree, flat(500_100)),
	}
	for i := range list {
		list[i].period = periodOf(list[i].usage)
	}
	return list
}
